from functools import partial

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from portal.search import index
from portal.search.engines import chosen
from portal.search.engines.opensearch import Unavailable


class Command(BaseCommand):
    help = (
        "Brings the whole search index in step with what is public. Safe while the site runs; an "
        "interrupted run is taken up by the next one."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--if-needed",
            action="store_true",
            help="only where the index was never built, or by another version of the site",
        )

    def handle(self, *, if_needed, verbosity, **options):
        if if_needed and index.is_built():
            return
        bar = partial(tqdm, unit="batch", disable=verbosity == 0 or None)
        count = index.rebuild(progress=bar)
        if settings.SEARCH_URL:
            try:
                chosen.fill(progress=bar)
            except Unavailable as error:
                raise CommandError(
                    f"The database's index is whole, the server of SEARCH_URL is not: {error}"
                ) from error
        if verbosity:
            self.stdout.write(f"{count} entries in the search index.")
