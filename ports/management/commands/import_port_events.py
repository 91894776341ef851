from ports.importing import EVENT_COLUMNS, EventImport
from ports.management.importing import ImportCommand


class Command(ImportCommand):
    help = "Imports dated events of ports from a CSV file; the columns are in docs/import.md."

    def handle(self, *args, csv, write, **options):
        rows = self.read(csv, EVENT_COLUMNS)
        self.run(csv, rows, EventImport(), key="port_slug", write=write)
        self.say_whether_written(write)
