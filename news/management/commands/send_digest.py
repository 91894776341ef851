from django.core.management.base import BaseCommand

from news import digests


class Command(BaseCommand):
    help = (
        "Mails each editor what waits for them, where something is new since their last mail. "
        "To be run by a timer, for example every 15 minutes; running it more often sends no more."
    )

    def handle(self, *, verbosity, **options):
        sent = digests.send()
        if verbosity:
            self.stdout.write(f"{sent} mails were sent.")
