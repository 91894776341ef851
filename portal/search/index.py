"""What readers may find at this moment, kept in step with the clock and with every change.

Only what is public stands in the index. A release or withdrawal by somebody's act changes it in
the same transaction. What the clock alone brings out or ends is caught up with by the next search
before it answers: `SearchState.looked_at` says up to which instant the index is right, and only
posts of which something begins or ends between then and now, whichever is later, can differ. Ports
and pages are compared where the site's generation has grown.
"""

import hashlib
import json
import logging
from contextlib import contextmanager

from django.apps import apps as installed
from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.db.models.signals import m2m_changed
from django.utils import timezone

from news import release
from portal import generation
from portal.search import documents, engines, tokens
from portal.search.models import SearchChange, SearchEntry, SearchState

logger = logging.getLogger(__name__)

KINDS = {"post": 0, "port": 1, "page": 2}
BATCH = 200
# A reader does not wait longer for somebody else's write.
WAIT_MILLISECONDS = 300
# Keys order results: 33 bits of seconds, 2 of the kind, 28 of the object's own key.
UNDATED = 2**33 - 1


def entry_key(kind, object_id, date):
    """The key of an entry: newer posts have higher ones, ports and pages the highest."""
    seconds = UNDATED if date is None else min(max(int(date.timestamp()), 0), UNDATED - 1)
    return seconds << 30 | KINDS[kind] << 28 | object_id


def kind_of(key):
    number = key >> 28 & 3
    return next(kind for kind, known in KINDS.items() if known == number)


@contextmanager
def in_step():
    """A transaction in which the index is right for the present and nobody else changes it."""
    with transaction.atomic():
        state = SearchState.objects.select_for_update().filter(pk=1).first()
        if state is None:
            state = SearchState(pk=1, looked_at=timezone.now())
        now = timezone.now()
        number = generation.current()
        turned = release.posts_that_turn_between(state.looked_at, now)
        _renew_posts(turned, now)
        if state.generation != number:
            _renew("port", documents.ports())
            _renew("page", documents.pages())
        state.looked_at, state.generation = now, number
        state.save()
        yield now


def look(number: int) -> None:
    """Brings the index up to this moment. Two queries where nothing has happened.

    `number` is the present generation. Where the database is busy the index stays as it is: what
    it says is held against what is public before readers see it.
    """
    state = SearchState.objects.filter(pk=1).first()
    if (
        state is not None
        and state.generation == number
        and not release.posts_that_turn_between(state.looked_at, timezone.now())
    ):
        return
    try:
        with waiting_briefly(), in_step():
            pass
    except DatabaseError as error:
        logger.warning("The search index could not be brought up to date: %s", error)


@contextmanager
def waiting_briefly():
    """A write for a reader's request, given up where somebody else holds the database."""
    if connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL lock_timeout = {WAIT_MILLISECONDS}")
            yield
        return
    with connection.cursor() as cursor:
        usual = cursor.execute("PRAGMA busy_timeout").fetchone()[0]
        cursor.execute(f"PRAGMA busy_timeout = {WAIT_MILLISECONDS}")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA busy_timeout = {usual}")


def posts_changed(posts, **kwargs) -> None:
    """Renews some posts in the transaction that releases or withdraws them."""
    with in_step() as now:
        _renew_posts(posts, now)


def ports_of_edition_changed(instance, action, reverse, **kwargs) -> None:
    """A released edition's ports are set a moment later by imports, which know no workflow."""
    from news.models import RELEASED_STATUSES

    if action.startswith("post_") and not reverse and instance.status in RELEASED_STATUSES:
        posts_changed([instance.post_id])


def rebuild(progress=iter):
    """Renews everything in short transactions, and drops what is left over.

    `progress(batches, total=number)` is given the batches and yields them again, for example tqdm.
    Running it again changes nothing; after an interruption it goes over what is done quickly.
    Returns how many entries there are.
    """
    from news.models import Post

    keys = list(Post.objects.filter(releases__isnull=False).distinct().values_list("pk", flat=True))
    known = set(keys)
    gone = SearchEntry.objects.filter(kind="post").values_list("object_id", flat=True)
    keys += [key for key in gone.iterator() if key not in known]
    batches = [keys[start : start + BATCH] for start in range(0, len(keys), BATCH)]
    for batch in progress(batches, total=len(batches)):
        with in_step() as now:
            _renew_posts(batch, now)
    with in_step():
        _renew("port", documents.ports())
        _renew("page", documents.pages())
        SearchState.objects.filter(pk=1).update(built_with=tokens.VERSION)
    return SearchEntry.objects.count()


def is_built() -> bool:
    """Whether everything stands in the index as the present code makes it."""
    return SearchState.objects.filter(pk=1, built_with=tokens.VERSION).exists()


def lay_down(sender, using, apps=installed, **kwargs):
    """After a migration or a flush: the one row, and an engine that holds nothing else.

    A site without posts needs no first build.
    """
    try:
        State = apps.get_model("portal", "SearchState")
        Release = apps.get_model("news", "Release")
    except LookupError:  # migrated back to before there was one
        return
    if State._base_manager.using(using).filter(pk=1).exists():
        return
    if using == "default":
        engines.of_database().clear()
    State._base_manager.using(using).create(
        pk=1,
        looked_at=timezone.now(),
        built_with=0 if Release._base_manager.using(using).exists() else tokens.VERSION,
    )


def connect():
    """Lets releases change the index in their own transactions."""
    from news.models import Edition

    release.changed.connect(posts_changed, dispatch_uid="search")
    m2m_changed.connect(
        ports_of_edition_changed, sender=Edition.ports.through, dispatch_uid="search-ports"
    )


def _renew_posts(keys, instant):
    keys = sorted(keys)
    for start in range(0, len(keys), BATCH):
        batch = keys[start : start + BATCH]
        _renew("post", documents.posts(batch, instant), batch)


def _renew(kind, found, keys=None):
    """Writes the documents of a kind; entries of `keys`, or of all, without one go."""
    held = SearchEntry.objects.filter(kind=kind)
    if keys is not None:
        held = held.filter(object_id__in=keys)
    held = {key: (pk, digest) for key, pk, digest in held.values_list("object_id", "pk", "digest")}
    entries, rows = [], []
    for document in found:
        pk, digest = held.pop(document.object_id, (None, None))
        entry = _entry(document)
        if entry.digest == digest and entry.pk == pk:
            continue
        if pk is not None:
            held[document.object_id] = (pk, digest)
        entries.append(entry)
        rows.append((entry.pk, document.tokens()))
    gone = [pk for pk, _digest in held.values()]
    if not gone and not rows:
        return
    engine = engines.of_database()
    if gone:
        SearchEntry.objects.filter(pk__in=gone).delete()
        engine.remove(gone)
    if rows:
        SearchEntry.objects.bulk_create(entries)
        engine.put(rows)
    if settings.SEARCH_URL:
        SearchChange.objects.bulk_create(
            [SearchChange(entry=key) for key in {*gone, *(key for key, _tokens in rows)}],
            ignore_conflicts=True,
        )


def _entry(document):
    about = [
        tokens.VERSION,
        document.slug,
        document.edition_id,
        str(document.date),
        document.texts,
        document.names,
        document.words,
        sorted(document.marks),
    ]
    return SearchEntry(
        pk=entry_key(document.kind, document.object_id, document.date),
        kind=document.kind,
        object_id=document.object_id,
        edition_id=document.edition_id,
        slug=document.slug,
        date=document.date,
        texts=document.texts,
        digest=hashlib.sha1(
            json.dumps(about, ensure_ascii=False, sort_keys=True).encode(), usedforsecurity=False
        ).hexdigest(),
    )
