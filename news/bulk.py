"""Bulk actions of the list of posts: one move for many, each by its own rules, with a report.

An action first shows what it is about to do, with the version of every post as it stands there.
What was saved or moved between that page and the click is refused like any other stale click.
"""

from dataclasses import dataclass

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from news import digests, workflow
from news.models import Edition, Status

# More than a page of the list, and few enough to answer in time.
MAX_POSTS = 100


@dataclass(frozen=True)
class Bulk:
    label: str
    # From a status and the next stage to the move meant, or None where this action means none.
    moves: tuple
    needs_reason: bool = False

    def move(self, edition):
        status = Status(edition.status)
        for to, step in workflow.TRANSITIONS[status].items():
            if (status, to) in self.moves and (
                to not in [*workflow.REVIEW_STATUSES, Status.APPROVED]
                or to == workflow.next_stage(edition)
            ):
                return to, step
        return None, None


def _moves(is_meant):
    return tuple(
        (status, to)
        for status, steps in workflow.TRANSITIONS.items()
        for to, step in steps.items()
        if is_meant(status, to, step)
    )


BULKS = {
    "submit": Bulk(
        pgettext_lazy("action on an edition", "Submit for review"),
        _moves(lambda status, to, step: step is workflow.SUBMIT),
    ),
    "pass_on": Bulk(
        gettext_lazy("Pass on to the next review"),
        _moves(
            lambda status, to, step: (
                status in workflow.REVIEW_STATUSES and to in workflow.REVIEW_STATUSES
            )
        ),
    ),
    "approve": Bulk(
        pgettext_lazy("action on an edition", "Approve"),
        _moves(lambda status, to, step: to == Status.APPROVED),
    ),
    "return": Bulk(
        gettext_lazy("Return, with one reason for all"),
        _moves(lambda status, to, step: to == Status.RETURNED),
        needs_reason=True,
    ),
    "withdraw": Bulk(
        pgettext_lazy("action on an edition", "Withdraw"),
        _moves(lambda status, to, step: step is workflow.WITHDRAW),
    ),
}


def may_some(name, user):
    """Whether a person may take any of the moves of a bulk action, of whatever post."""
    return any(
        user.has_perm(workflow.TRANSITIONS[status][to].permission)
        for status, to in BULKS[name].moves
    )


def _action(name):
    @admin.action(description=BULKS[name].label)
    def action(model_admin, request, queryset):
        posts = list(
            queryset.select_related("column", "latest_edition").prefetch_related(None)[
                : MAX_POSTS + 1
            ]
        )
        if len(posts) > MAX_POSTS:
            model_admin.message_user(
                request,
                _("Choose at most %(number)d posts at a time.") % {"number": MAX_POSTS},
                messages.ERROR,
            )
            return None
        editions = [post.latest_edition for post in posts if post.latest_edition_id]
        return ask(model_admin, request, name, editions)

    action.__name__ = name
    return action


ACTIONS = {name: _action(name) for name in BULKS}


def ask(model_admin, request, name, editions, reason="", error=""):
    """The page between the choice and the deed."""
    context = {
        **model_admin.admin_site.each_context(request),
        "title": BULKS[name].label,
        "opts": model_admin.opts,
        "name": name,
        "bulk": BULKS[name],
        "editions": editions,
        "reason": reason,
        "error": error,
    }
    return TemplateResponse(request, "admin/news/post/bulk.html", context)


@dataclass(frozen=True)
class Outcome:
    edition: Edition
    refusal: str = ""


def carry_out(model_admin, request):
    """Makes the moves one by one and reports each; refused ones leave the others alone."""
    name, reason = request.POST.get("name", ""), request.POST.get("reason", "").strip()
    if name not in BULKS or not may_some(name, request.user):
        raise PermissionDenied
    seen = chosen(request.POST.getlist("item"))
    editions = {
        edition.pk: edition
        for edition in Edition.objects.filter(pk__in=seen).select_related("post__column")
    }
    if BULKS[name].needs_reason and not reason:
        error = _("Say why, so that the author knows what to mend.")
        shown = [editions[pk] for pk in seen if pk in editions]
        for edition in shown:
            # As the person saw it: a click on this page must not take a newer text for the old.
            edition.lock_version = seen[edition.pk]
        return ask(model_admin, request, name, shown, error=error)
    outcomes = []
    with digests.one_act():
        for pk, version in seen.items():
            if pk in editions:
                refusal = attempt(name, editions[pk], request.user, reason, version)
                outcomes.append(Outcome(editions[pk], refusal))
    context = {
        **model_admin.admin_site.each_context(request),
        "title": BULKS[name].label,
        "opts": model_admin.opts,
        "done": [each for each in outcomes if not each.refusal],
        "refused": [each for each in outcomes if each.refusal],
    }
    return TemplateResponse(request, "admin/news/post/bulk_report.html", context)


def chosen(items):
    """{edition's key: the version that was seen}, of posted "key:version"; odd ones are left."""
    result = {}
    for item in items[:MAX_POSTS]:
        pk, _colon, version = item.partition(":")
        if all(part.isdecimal() and len(part) <= 9 for part in [pk, version]):
            result[int(pk)] = int(version)
    return result


def attempt(name, edition, user, reason, version):
    """Makes one move; returns why it was refused, or ""."""
    to, _step = BULKS[name].move(edition)
    try:
        if edition.lock_version != version:
            raise workflow.Conflict(edition)
        if to is None:
            return _("This edition is not at a stage from which that is possible.")
        workflow.move(edition, to, user, reason=reason, lock_version=version)
    except workflow.Conflict:
        return _("Somebody saved or moved it in the meantime.")
    except PermissionDenied:
        if workflow.is_party(edition, user):
            return _("You wrote, submitted or reviewed this text yourself.")
        return _("You may not do that at this stage.")
    except ValidationError as error:
        return " ".join(error.messages)
    return ""
