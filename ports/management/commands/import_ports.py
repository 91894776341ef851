from pathlib import Path

from django.core.management.base import CommandError
from django.db import transaction
from django.utils.translation import gettext as _

from ports.importing import (
    PORT_COLUMNS,
    PORT_PARAGRAPHS,
    SOURCE_COLUMNS,
    import_port,
    import_source,
    once,
)
from ports.management.importing import ImportCommand


class Command(ImportCommand):
    help = "Imports ports and their sources from CSV files; the columns are in docs/import.md."

    def add_arguments(self, parser):
        super().add_arguments(parser)
        parser.add_argument(
            "--sources",
            help="the file of sources; else the one beside the CSV whose name ends in sources.csv",
        )

    def handle(self, *args, csv, write, sources, **options):
        sources = sources or self.beside(Path(csv))
        source_rows = self.read(sources, SOURCE_COLUMNS) if sources else []
        rows = self.read(csv, PORT_COLUMNS, PORT_PARAGRAPHS)
        with transaction.atomic():
            if sources:
                # Written in a dry run too, for the ports to find, and undone below.
                self.run(sources, source_rows, once(import_source, "id"), key="id", write=True)
            self.run(csv, rows, once(import_port, "slug"), key="slug", write=write)
            transaction.set_rollback(not write)
        self.say_whether_written(write)

    @staticmethod
    def beside(path):
        found = sorted(path.parent.glob("*sources.csv"))
        if len(found) > 1:
            raise CommandError(
                _("Several files beside the CSV hold sources: %(names)s. Name one with --sources.")
                % {"names": ", ".join(file.name for file in found)}
            )
        return found[0] if found else None
