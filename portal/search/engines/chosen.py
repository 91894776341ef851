"""The engine that answers a request: the server of SEARCH_URL where it can, else the database.

The database's index is always kept, so that a server that is down or behind costs no result. What
the server has not heard of yet stands in `SearchChange` and is told before it is asked.
"""

import hashlib
import logging
from time import monotonic

from django.conf import settings
from django.db import DatabaseError, transaction

from portal.search import engines
from portal.search.engines.opensearch import REBUILD_SECONDS, OpenSearch, Unavailable
from portal.search.models import SearchChange, SearchEntry, SearchState

logger = logging.getLogger(__name__)

BATCH = 500
# For how long a server that failed is left alone.
REST_SECONDS = 30
_rests_until = 0.0


def digest_of(url):
    return hashlib.sha256(url.encode()).hexdigest()[:16]


class Engine:
    """Answers for one request; after a failure of the server from the database alone."""

    def __init__(self):
        self.database = engines.of_database()
        self.server = None
        if settings.SEARCH_URL and monotonic() >= _rests_until:
            is_filled = SearchState.objects.filter(server=digest_of(settings.SEARCH_URL)).exists()
            self.server = OpenSearch(settings.SEARCH_URL) if is_filled else None

    def ids(self, expression, limit):
        if self.server is not None:
            try:
                tell(self.server)
                return self.server.ids(expression, limit)
            except (Unavailable, DatabaseError) as error:
                rest(error)
                self.server = None
        return self.database.ids(expression, limit)


def rest(error):
    global _rests_until
    _rests_until = monotonic() + REST_SECONDS
    logger.warning("The search server failed, the database answers instead: %s", error)


def forget():
    """Lets the server be asked again at once."""
    global _rests_until
    _rests_until = 0.0


def tell(server):
    """Writes to the server what has changed since it was last told."""
    while SearchChange.objects.exists():
        # Taken first: what changes meanwhile is noted anew and told the next time.
        with transaction.atomic():
            keys = list(SearchChange.objects.values_list("entry", flat=True)[:BATCH])
            SearchChange.objects.filter(entry__in=keys).delete()
            there = engines.of_database().tokens(keys)
            server.write(there.items(), [key for key in keys if key not in there])


def fill(progress=iter):
    """Writes everything to the server anew. Raises Unavailable."""
    server = OpenSearch(settings.SEARCH_URL, REBUILD_SECONDS)
    SearchState.objects.update(server="")
    server.start_anew()
    SearchChange.objects.all().delete()
    keys = list(SearchEntry.objects.order_by("pk").values_list("pk", flat=True))
    batches = [keys[start : start + BATCH] for start in range(0, len(keys), BATCH)]
    for batch in progress(batches, total=len(batches)):
        server.write(engines.of_database().tokens(batch).items())
    tell(server)
    SearchState.objects.update(server=digest_of(settings.SEARCH_URL))
    forget()
