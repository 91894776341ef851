from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from news import overview
from news.models import Edition, Post


class Command(BaseCommand):
    help = (
        "Computes the language states of every edition from its texts and lists those that are "
        "stored otherwise. Fails where there are any, unless --fix mends them."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--fix",
            action="store_true",
            help="store the computed states; what is public follows them at once",
        )

    def handle(self, *, fix, verbosity, **options):
        found = 0
        for edition, stored, computed in overview.drifted():
            found += 1
            for name, state in computed.items():
                if state != stored[name]:
                    self.stdout.write(
                        f"edition {edition.pk} of {edition.post.slug}: {name} is "
                        f"{stored[name]}, its texts are {state}"
                    )
            if fix:
                mend(edition)
        if found and not fix:
            raise CommandError(f"{found} editions differ. --fix stores what their texts are.")
        if verbosity:
            self.stdout.write(f"{found} editions were mended." if found else "All states agree.")


@transaction.atomic
def mend(edition):
    """Computes once more under a lock, as an editor may have saved meanwhile."""
    Post.objects.select_for_update().get(pk=edition.post_id)
    edition = Edition.objects.select_for_update().get(pk=edition.pk)
    edition.refresh_language_states()
    # Not `updated_at`: nobody changed a word.
    edition.save(update_fields=overview.STATE_FIELDS)
