from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from news import wording
from portal import generation


class Command(BaseCommand):
    help = (
        "Adds the shipped terms and unwanted wordings (fixtures/glossary.csv, "
        "fixtures/wording.csv) that the site does not have. What it has stays as it is."
    )

    def handle(self, *, verbosity, **options):
        try:
            with transaction.atomic():
                added = wording.lay_down({"term": wording.Term, "wording": wording.Wording}.get)
                generation.bump()
        except (ValueError, ValidationError) as error:
            raise CommandError(f"Nothing was added: {error}") from error
        if verbosity:
            self.stdout.write(
                f"{added['term']} terms and {added['wording']} unwanted wordings were added."
            )
