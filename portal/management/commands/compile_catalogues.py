from django.core.management.base import BaseCommand, CommandError

from portal import catalogues


class Command(BaseCommand):
    help = "Compiles the message catalogues that changed; needs no gettext programs."
    # A catalogue is compiled before anything that may ask for a translated text.
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument(
            "--all", action="store_true", help="compile the unchanged catalogues too"
        )

    def handle(self, *args, **options):
        paths = catalogues.sources() if options["all"] else catalogues.outdated()
        for path in paths:
            try:
                target = catalogues.compile_catalogue(path)
            except catalogues.CatalogueError as error:
                raise CommandError(str(error)) from error
            if options["verbosity"]:
                self.stdout.write(str(target.relative_to(catalogues.BASE_DIR)))
