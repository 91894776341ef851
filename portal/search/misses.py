"""What readers look for in vain, for the site manager: the words alone, how often, when last.

Nothing of the visitor is kept. Searches hold things that people paste by mistake, so only what
looks like a few words is counted: no address, no number of a person or a telephone, no sentence.
"""

import logging
import re

from django.db import DatabaseError, transaction
from django.db.models import F
from django.utils import timezone

from portal.search.index import waiting_briefly
from portal.search.models import SearchMiss
from portal.search.tokens import fold, is_han, runs

logger = logging.getLogger(__name__)

LONGEST = 40
MOST_WORDS = 5
LONGEST_LATIN, LONGEST_HAN = 24, 12
# So many different words are kept; what is searched once gives way.
MOST_ROWS = 2_000
NOT_WORDS = re.compile(r"\d{5}|[@/\\<>{}=%_|#$^~*;&]|www\.|\.(?:com|cn|net|org)\b")


def plausible(text: str) -> str:
    """The words of a query in the form they are counted in, "" for what is not counted."""
    words = " ".join(text.split())
    found = runs(fold(words))
    if not 2 <= len(words) <= LONGEST or NOT_WORDS.search(words.lower()):
        return ""
    if not found or len(found) > MOST_WORDS or not any(run.isalpha() for run in found):
        return ""
    if any(len(run) > (LONGEST_HAN if is_han(run) else LONGEST_LATIN) for run in found):
        return ""
    return " ".join(found)


def count(text: str) -> None:
    """Counts a query that found nothing. Never in a reader's way: a busy database drops it."""
    words = plausible(text)
    if not words:
        return
    try:
        with waiting_briefly(), transaction.atomic():
            _count(words)
    except DatabaseError as error:
        logger.info("A search without a result was not counted: %s", error)


def _count(words):
    today = timezone.localdate()
    if SearchMiss.objects.filter(words=words).update(count=F("count") + 1, last_on=today):
        return
    if SearchMiss.objects.count() >= MOST_ROWS:
        seldom = SearchMiss.objects.order_by("count", "last_on", "pk").values_list("pk", flat=True)
        SearchMiss.objects.filter(pk=seldom[:1].get()).delete()
    SearchMiss.objects.bulk_create(
        [SearchMiss(words=words, count=1, last_on=today)], ignore_conflicts=True
    )
