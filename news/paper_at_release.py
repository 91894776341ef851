"""The documents of an article made when it is released, before anybody asks for them.

Release is a question asked of the clock, so no moment of release can be waited for: the documents
are made once the approval that leads to it is committed. They lie under digests of what they are
made from, and no address opens them before the article itself is public. What is missing for
whatever reason is made when somebody asks.
"""

import logging
from contextlib import suppress
from functools import partial
from queue import Full, Queue
from threading import Lock, Thread

from django.conf import settings
from django.db import connection, transaction
from django.http.request import validate_host
from django.utils import timezone, translation

from news import article as reading
from news import paper
from portal.chrome import chrome
from portal.languages import CONTENT_LANGUAGES, DJANGO_CODES

# More releases at once than this is an import; its documents are made as they are asked for.
LONGEST_QUEUE = 50

logger = logging.getLogger(__name__)
_waiting = Queue(LONGEST_QUEUE)
_lock = Lock()
_thread = None


def after_commit(post) -> None:
    """Has the documents of a post made in the background once the transaction is committed."""
    if settings.DOCUMENTS_AT_RELEASE:
        transaction.on_commit(partial(_enqueue, post.pk), robust=True)


def origin() -> str | None:
    """What the site's own addresses begin with, or None where its domain is not one it answers."""
    domain = chrome().identity.domain
    if not domain or not validate_host(domain, settings.ALLOWED_HOSTS):
        return None
    return f"{'https' if settings.HTTPS else 'http'}://{domain}"


def make(post, beginning: str) -> int:
    """Makes what is missing of a post's documents, public or approved. How many there are."""
    from news.models import Status

    now = timezone.now()
    found = 0
    scheduled = list(
        post.editions.filter(status=Status.APPROVED, publish_at__gt=now).select_related("post")
    )
    for language in CONTENT_LANGUAGES:
        with translation.override(DJANGO_CODES[language]):
            sets = [reading.find_all(post.slug), *map(reading.of_edition, scheduled)]
            for articles in sets:
                for document in _documents(articles, language, beginning):
                    document.bytes()
                    found += 1
    return found


def _documents(articles, language, beginning):
    own = articles.get(language)
    if own is None:
        return
    present = chrome()
    yield paper.document(own, present, beginning)
    if len(articles) > 1:
        others = [articles[code] for code in articles if code != language]
        yield paper.parallel_document([own, *others], present, beginning)


def _enqueue(pk):
    global _thread
    with suppress(Full):
        _waiting.put_nowait(pk)
    with _lock:
        if _thread is None or not _thread.is_alive():
            _thread = Thread(target=_work, name="documents", daemon=True)
            _thread.start()


def _work():
    from news.models import Post

    while True:
        pk = _waiting.get()
        try:
            post, beginning = Post.objects.filter(pk=pk).first(), origin()
            if post and beginning:
                make(post, beginning)
        except Exception:
            # The article stands whatever becomes of its documents.
            logger.exception("the documents of post %s were not made", pk)
        finally:
            connection.close()
