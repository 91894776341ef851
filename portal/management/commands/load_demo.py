from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from portal import demo


class Command(BaseCommand):
    help = "Fills an empty site with the demonstration content of fixtures/."

    def handle(self, *args, **options):
        try:
            demo.load(self.stdout.write)
        except demo.NotEmpty:
            self.stdout.write(_("The site has content already; nothing was loaded."))
        else:
            self.stdout.write(_("The demonstration content is loaded."))
