from functools import partial

from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from news import term_mentions, wording
from portal import generation


class Command(BaseCommand):
    help = (
        "Adds the shipped terms and unwanted wordings (glossary.csv, places.csv and "
        "wording.csv in fixtures/) that the site does not have. What it has stays as it is."
    )

    def handle(self, *, verbosity, **options):
        try:
            with transaction.atomic():
                added = wording.lay_down({"term": wording.Term, "wording": wording.Wording}.get)
                # They were stored at one go, without the signal that looks for each.
                term_mentions.write_all(partial(apps.get_model, "news"))
                generation.bump()
        except (ValueError, ValidationError) as error:
            raise CommandError(f"Nothing was added: {error}") from error
        if verbosity:
            self.stdout.write(
                f"{added['term']} terms and {added['wording']} unwanted wordings were added."
            )
