"""The admin's pages of a post's history: the way, one version, two compared, restored, signed off.

The addresses are those of `PostAdmin` and `EditionAdmin`, which hand their requests on to here.
"""

from functools import wraps

from django.contrib import messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from news import history, paper, restoring, sign_off, versions, workflow
from news.models import REVIEW_STATUSES, Edition, Post
from portal import pdf
from portal.chrome import chrome_of

VIEW = "news.view_edition"


def of_post(view):
    """A view of a post for who may look at editions. The post comes with its newest edition."""

    @wraps(view)
    def wrapped(model_admin, request, object_id, *args):
        if not request.user.has_perm(VIEW):
            raise PermissionDenied
        post = (
            Post.objects.select_related("column", "latest_edition__post__column")
            .filter(pk=object_id if object_id < 2**63 else 0)
            .first()
        )
        if post is None or post.latest_edition is None:
            raise Http404
        try:
            return view(model_admin, request, post, *args)
        except history.NotFound as error:
            return not_found(model_admin, request, post, error)

    return wrapped


def not_found(model_admin, request, post, error):
    context = {
        **frame(model_admin, request, post),
        "title": _("No such version"),
        "sentence": _("The address names no version: it should be a number.")
        if error.is_odd
        else _("This post has no such version."),
    }
    status = 400 if error.is_odd else 404
    return TemplateResponse(request, "admin/news/post/no_version.html", context, status=status)


def frame(model_admin, request, post):
    return {
        **model_admin.admin_site.each_context(request),
        "opts": Edition._meta,
        "post": post,
        "edition": post.latest_edition,
        "history_url": reverse("admin:news_edition_history", args=[post.latest_edition_id]),
    }


def urls_of_posts(model_admin):
    """The addresses below that of a post."""
    admin_view = model_admin.admin_site.admin_view

    def bound(view):
        @wraps(view)
        def inner(request, object_id, *args, **kwargs):
            return view(model_admin, request, object_id, *args, *kwargs.values())

        return admin_view(inner)

    return [
        path("<int:object_id>/compare/", bound(require_safe_of(compare)), name="news_post_compare"),
        path(
            "<int:object_id>/versions/<int:version_id>/",
            bound(require_safe_of(show)),
            name="news_post_version",
        ),
        path(
            "<int:object_id>/versions/<int:version_id>/restore/",
            bound(restore),
            name="news_post_restore",
        ),
    ]


def require_safe_of(view):
    """`require_safe` for views whose request comes second."""

    @wraps(view)
    def wrapped(model_admin, request, *args):
        return require_safe(lambda request: view(model_admin, request, *args))(request)

    return wrapped


def asked(request, name, usual):
    value = request.GET.get(name, "").strip()
    return value or usual


@of_post
def compare(model_admin, request, post):
    usual = history.usual_sides(post) if not {"from", "to"} <= request.GET.keys() else ("", "")
    then, now = (
        history.side(post, asked(request, name, value))
        for name, value in zip(["from", "to"], usual or ("", ""), strict=True)
    )
    comparison = history.compare(then.document, now.document)
    context = {
        **frame(model_admin, request, post),
        "title": _("Two versions compared"),
        "then": then,
        "now": now,
        "comparison": comparison,
        "shows_all": request.GET.get("show") == "all",
        "address": reverse("admin:news_post_compare", args=[post.pk]),
        "may_restore": restoring.may(post, request.user),
    }
    return TemplateResponse(request, "admin/news/post/compare.html", context)


@of_post
def show(model_admin, request, post, version_id):
    side = history.side(post, str(version_id))
    context = {
        **frame(model_admin, request, post),
        "title": side.name,
        "side": side,
        # Compared with itself a version is shown as it is, without a mark.
        "comparison": history.compare(side.document, side.document),
        "may_restore": restoring.may(post, request.user),
    }
    return TemplateResponse(request, "admin/news/post/version.html", context)


@of_post
def restore(model_admin, request, post, version_id):
    if not restoring.may(post, request.user):
        raise PermissionDenied
    side = history.side(post, str(version_id))
    latest = post.latest_edition
    if request.method == "POST":
        return carry_out(model_admin, request, post, side)
    now = versions.document_of(latest)
    context = {
        **frame(model_admin, request, post),
        "title": _("Restore a version"),
        "side": side,
        "latest": latest,
        "is_under_review": latest.status in REVIEW_STATUSES,
        "is_same": not latest.is_frozen and {**now, "number": 0} == {**side.document, "number": 0},
        "left_out": restoring.find(side.document).left_out,
    }
    return TemplateResponse(request, "admin/news/post/restore.html", context)


def carry_out(model_admin, request, post, side):
    seen = [posted_number(request, name) for name in ["edition", "lock_version"]]
    if None in seen:
        raise PermissionDenied
    try:
        restored = restoring.restore(
            side.version,
            request.user,
            edition=Edition(pk=seen[0]),
            lock_version=seen[1],
        )
    except workflow.Conflict as raised:
        context = {
            **frame(model_admin, request, post),
            "title": _("Somebody was here in the meantime"),
            "edition": raised.edition,
            "reason": "",
        }
        return TemplateResponse(
            request, "admin/news/edition/move_conflict.html", context, status=409
        )
    if restored.is_same:
        messages.info(request, _("The draft says exactly this already, so nothing was done."))
        return redirect("admin:news_edition_change", restored.edition.pk)
    sentence = _("%(version)s was restored as the draft of edition %(number)d.") % {
        "version": side.name,
        "number": restored.edition.number,
    }
    LogEntry.objects.log_actions(
        request.user.pk, [restored.edition], CHANGE, sentence, single_object=True
    )
    messages.success(request, sentence)
    for each in restored.left_out:
        messages.warning(request, each)
    return redirect("admin:news_edition_change", restored.edition.pk)


def posted_number(request, name):
    value = request.POST.get(name, "")
    is_number = value.isascii() and value.isdecimal() and len(value) <= 18
    return int(value) if is_number else None


def history_context(post, request):
    """What the page of a post's history shows beside Django's own list of saves."""
    page, entries = history.way(post, request.GET.get("moves"))
    newest = [str(entry.version.pk) for entry in entries if entry.version]
    return {
        "page": page,
        "entries": entries,
        "post": post,
        "chosen_to": history.NOW,
        "chosen_from": newest[0] if newest else "",
        "compare_url": reverse("admin:news_post_compare", args=[post.pk]),
        "may_restore": restoring.may(post, request.user),
        "editions_of_post": [
            (each, history.windows(editions).get(each.pk))
            for editions in [list(post.editions.order_by("-number"))]
            for each in editions
        ],
    }


def sign_off_pdf_view(model_admin, request, object_id):
    """The same sheet as a document."""
    edition = _edition_to_sign(model_admin, request, object_id)
    document = paper.sign_off_document(edition, chrome_of(request), pdf.origin_of(request))
    name = f"sign-off-{edition.post.slug}-{edition.number}"
    page = reverse("admin:news_edition_sign_off", args=[edition.pk])
    return pdf.answer(request, document, name, page)


def _edition_to_sign(model_admin, request, object_id):
    if not request.user.has_perm(VIEW):
        raise PermissionDenied
    edition = model_admin.get_object(request, str(object_id))
    if edition is None:
        raise Http404
    return edition


def sign_off_view(model_admin, request, object_id):
    """The sheet of one edition, to be printed."""
    edition = _edition_to_sign(model_admin, request, object_id)
    sheet = sign_off.sheet(edition)
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _("Sign-off sheet"),
        "opts": Edition._meta,
        "edition": edition,
        "sheet": sheet,
        "printed_at": timezone.now(),
        "addresses": [request.build_absolute_uri(each) for each in sheet.addresses],
    }
    return TemplateResponse(request, "admin/news/edition/sign_off.html", context)


def refuse_deletion(model_admin, request, edition):
    """Status 403 with a sentence: what was moved or kept once has a history, and that stays."""
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _("A history is not deleted"),
        "opts": Edition._meta,
        "edition": edition,
    }
    return TemplateResponse(request, "admin/news/edition/kept.html", context, status=403)


def has_history(edition):
    return edition.transitions.exists() or edition.versions.exists()
