"""Mail to those whose turn it is: one digest for each person, not a flood.

A move tells the next people at once, but nobody gets two mails within `INTERVAL`. What comes
meanwhile waits for the next mail, which the next move sends or `manage.py send_digest`. A mail
names all that waits; it goes out only where something in it is new to the person.
"""

import logging
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import timedelta

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import ngettext

from news.models import REVIEW_STATUSES, MailDigest, Status
from portal.languages import CONTENT_LANGUAGES, DJANGO_CODES, in_language
from portal.models import SiteIdentity

INTERVAL = timedelta(minutes=15)
SHOWN = 30

logger = logging.getLogger(__name__)
# Keys of those to be told when many moves are one act.
_gathered = ContextVar("gathered", default=None)


def announce(edition):
    """Lets those whose turn it now is be told, once the move is stored.

    A mail that cannot be sent breaks no move.
    """
    users = [user.pk for user in next_people(edition)]
    if not users:
        return
    gathered = _gathered.get()
    if gathered is None:
        transaction.on_commit(lambda: send(users), robust=True)
    else:
        transaction.on_commit(lambda: gathered.update(users))


@contextmanager
def one_act():
    """Many moves inside are told in one mail to each person, when all are done."""
    users = set()
    token = _gathered.set(users)
    try:
        yield
    finally:
        _gathered.reset(token)
    if users:
        transaction.on_commit(lambda: send(users), robust=True)


def people_with(permission):
    """Active users with an address who have a permission, by group or by themselves."""
    label, _dot, codename = permission.partition(".")
    wanted = {"content_type__app_label": label, "codename": codename}
    by_group = {f"groups__permissions__{name}": value for name, value in wanted.items()}
    by_self = {f"user_permissions__{name}": value for name, value in wanted.items()}
    return (
        get_user_model()
        .objects.filter(Q(**by_group) | Q(**by_self), is_active=True)
        .exclude(email="")
        .distinct()
    )


def next_people(edition):
    """Who has to do something with an edition next."""
    from news import workflow

    if edition.status == Status.RETURNED:
        return edition.writers.filter(is_active=True).exclude(email="")
    if edition.awaits_confirmation:
        permission = workflow.CONFIRMATION.permission
    elif edition.status in REVIEW_STATUSES:
        permission = f"news.{Status(edition.status).value}_edition"
    else:
        return []
    return [user for user in people_with(permission) if not workflow.is_party(edition, user)]


def waiting(user):
    """What waits for a person: (what it waits for, editions), leaving out what does not."""
    from news import desk

    kinds = [
        ("review", desk.waiting_for(user)),
        ("confirm", desk.to_confirm_by(user)),
        ("mend", desk.returned_to(user)),
    ]
    # One more than is shown says that there are more.
    found = [(kind, list(queryset[: SHOWN + 1])) for kind, queryset in kinds]
    return [(kind, editions) for kind, editions in found if editions]


def send(users=None, now=None):
    """Sends each of some people (all who have an address) their digest where one is due.

    Returns how many mails went out. After a failure nobody else is tried: the next call does.
    """
    now = now or timezone.now()
    people = get_user_model().objects.filter(is_active=True, is_staff=True).exclude(email="")
    if users is not None:
        people = people.filter(pk__in=list(users))
    sent = 0
    for user in people.order_by("pk"):
        try:
            sent += send_to(user, now)
        except Exception:
            # A mail server has many ways to fail, and none is worth a lost move.
            logger.exception("the digest to user %s could not be sent", user.pk)
            break
    return sent


def send_to(user, now):
    """Sends a person their digest if it is due and says something new. Returns 1 or 0."""
    found = waiting(user)
    named = [f"{each.pk}:{each.lock_version}" for _kind, editions in found for each in editions]
    before, _made = MailDigest.objects.get_or_create(
        user=user, defaults={"sent_at": now - 2 * INTERVAL}
    )
    if not set(named) - set(before.named):
        return 0
    # Of two processes the one that gets the row sends.
    due = MailDigest.objects.filter(
        Q(sent_at__lte=now - INTERVAL) | Q(sent_at__gt=now + INTERVAL),
        user=user,
        sent_at=before.sent_at,
    )
    if not due.update(sent_at=now, named=named):
        return 0
    try:
        message(user, found).send()
    except Exception:
        MailDigest.objects.filter(user=user, sent_at=now).update(
            sent_at=before.sent_at, named=before.named
        )
        raise
    return 1


def message(user, found):
    """The mail in both languages, as nothing on record says which one a person reads."""
    number = sum(len(editions) for _kind, editions in found)
    identity = SiteIdentity.objects.first()
    site = f"{'https' if settings.HTTPS else 'http'}://{identity.domain if identity else ''}"
    subjects, bodies = [], []
    for language in CONTENT_LANGUAGES:
        with translation.override(DJANGO_CODES[language]):
            subjects.append(
                ngettext(
                    "%(number)d post is waiting for you",
                    "%(number)d posts are waiting for you",
                    number,
                )
                % {"number": number}
            )
            context = {
                "name": user.get_full_name() or user.get_username(),
                "site": in_language(identity, "name", language) if identity else "",
                "list_url": site + reverse("admin:news_post_changelist"),
                "kinds": [
                    {
                        "kind": kind,
                        "items": [item(each, language, site) for each in editions[:SHOWN]],
                        "has_more": len(editions) > SHOWN,
                    }
                    for kind, editions in found
                ],
            }
            bodies.append(render_to_string("mail/digest.txt", context).strip())
    return EmailMessage(
        subject=" · ".join(subjects),
        body="\n\n――――――――――\n\n".join(bodies) + "\n",
        to=[user.email],
    )


def item(edition, language, site):
    titles = [in_language(edition, "title", each) for each in [language, *CONTENT_LANGUAGES]]
    return {
        "title": next(filter(None, titles), edition.post.slug),
        "column": in_language(edition.post.column, "name", language),
        "status": edition.get_status_display(),
        "url": site + reverse("admin:news_edition_change", args=[edition.pk]),
    }
