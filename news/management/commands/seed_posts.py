import time

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from news.seeding import seed


class Command(BaseCommand):
    help = "Adds made-up posts in both languages, to see the site full. For test installations."

    def add_arguments(self, parser):
        parser.add_argument("count", type=int, help="how many posts to add")

    def handle(self, *, count, verbosity, **options):
        if count < 1:
            raise CommandError("Give a number of posts of at least 1.")
        started = time.monotonic()
        last = seed(
            count,
            progress=lambda numbers: tqdm(numbers, unit="post", disable=verbosity == 0 or None),
        )
        if verbosity:
            self.stdout.write(
                f"{count} posts added in {time.monotonic() - started:.0f} s; "
                f"the last one is sample-{last:06d}."
            )
