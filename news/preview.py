"""An edition as readers will see it, before they do.

Two keys open it: one that the edition form makes for its own frame, good for an hour and for
whoever may see editions, and a link for people without an account, which ends after the days that
its sender set or when somebody ends it. Both are signed; neither is ever stored by a browser, a
proxy or the page store.
"""

import re
from datetime import timedelta

from django.contrib.auth import get_user_model
from django.core import signing
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from news import article as reading
from news import views
from news.models import Edition, PreviewLink, Release
from portal.languages import CONTENT_LANGUAGES, content_language

SALT = "news.preview"
FRAME_AGE = 3600
LONGEST_DAYS = 30
MEDIA_ADDRESS = re.compile(rb'(/media/[^"\s,?]+)(?=["\s,])')


def frame_key(edition, user) -> str:
    """A key to an edition for an hour, for somebody who may see it."""
    return signing.dumps({"edition": edition.pk, "user": user.pk}, salt=SALT)


def make_link(edition, user, days: int) -> PreviewLink:
    """A link for people without an account. Raises ValueError for days out of 1 to 30."""
    if not 1 <= days <= LONGEST_DAYS:
        raise ValueError(f"{days} days; a preview link lasts 1 to {LONGEST_DAYS}")
    return PreviewLink.objects.create(
        edition=edition, made_by=user, expires_at=timezone.now() + timedelta(days=days)
    )


def link_key(link) -> str:
    return signing.dumps({"link": link.pk}, salt=SALT)


class Ended(Exception):
    """A key that was good once."""


def open_with(key: str) -> Edition:
    """The edition that a key opens. Raises Http404 for no key of ours and Ended for an old one."""
    try:
        known = signing.loads(key, salt=SALT)
    except signing.BadSignature:
        raise Http404("no such preview") from None
    if "link" in known:
        link = PreviewLink.objects.filter(pk=known["link"]).first()
        # The edition of a link is a draft that somebody may have deleted.
        if link is None or not link.is_open:
            raise Ended
        edition_id = link.edition_id
    else:
        try:
            signing.loads(key, salt=SALT, max_age=FRAME_AGE)
        except signing.SignatureExpired:
            raise Ended from None
        user = get_user_model().objects.filter(pk=known["user"], is_active=True).first()
        if user is None or not user.is_staff or not user.has_perm("news.view_edition"):
            raise Ended
        edition_id = known["edition"]
    edition = Edition.objects.select_related("post", "changed_by").filter(pk=edition_id).first()
    if edition is None:
        raise Ended
    return edition


def opens_media(key: str, name: str) -> bool:
    """Whether a key's edition shows the file of that name."""
    try:
        edition = open_with(key)
    except (Ended, Http404):
        return False
    pictures = Edition.objects.filter(pk=edition.pk)
    return (
        edition.attachments.filter(file=name).exists()
        or pictures.filter(passages__image__file=name).exists()
        or pictures.filter(passages__image__small=name).exists()
        or pictures.filter(cover__file=name).exists()
        or pictures.filter(cover__small=name).exists()
    )


@require_safe
def detail(request, key):
    return _preview(request, key, "detail")


@require_safe
def parallel(request, key):
    return _preview(request, key, "parallel")


def _preview(request, key, view):
    try:
        edition = open_with(key)
    except Ended:
        context = {"is_missing": True, "available_languages": CONTENT_LANGUAGES}
        return render(request, "news/preview_ended.html", context, status=410)
    articles = reading.of_edition(edition)
    language = content_language()
    if language not in articles or (view == "parallel" and len(articles) < 2):
        # A language without a title has no page yet; the reader is led to the one there is.
        other = next(iter(articles), None)
        if other is None:
            raise Http404("an edition without words")
        if language in articles:
            other = language
        return redirect(views.address(other, "preview", key))
    article = articles[language]
    # What the page says of its own address is what it will be.
    name = "news:parallel" if view == "parallel" else "news:detail"
    request.canonical_path = reverse(name, args=[edition.post.slug])
    if view == "parallel":
        order = [language, *(code for code in articles if code != language)]
        context = views.parallel_context(request, [articles[code] for code in order])
        current = None
    else:
        context = views.detail_context(request, article)
        current = language
    context |= {
        "draft": mark_of(edition) | {"is_printed": "print" in request.GET},
        "is_missing": True,
        # What is not public has neither.
        "pdf": "",
        "qr": "",
        "available_languages": list(articles),
        "views": views.ways_to_read(articles, current, "preview", "preview-parallel", key),
    }
    response = render(request, f"news/{view}.html", context)
    response.content = MEDIA_ADDRESS.sub(rb"\1?preview=" + key.encode(), response.content)
    return response


def mark_of(edition):
    """What the draft mark says: the edition, its version and status, and whether it is public."""
    now = timezone.now()
    return {
        "number": edition.number,
        "version": edition.lock_version,
        "status": edition.get_status_display(),
        "saved_at": edition.updated_at,
        "is_public": Release.objects.filter(
            edition=edition, public_from__lte=now, public_until__gt=now
        ).exists(),
    }
