from ports.importing import HISTORY_COLUMNS, HISTORY_PARAGRAPHS, HistoryImport, once
from ports.management.importing import ImportCommand


class Command(ImportCommand):
    help = "Imports the published history, /ports/status.csv; the columns are in docs/import.md."

    def handle(self, *args, csv, write, **options):
        rows = self.read(csv, HISTORY_COLUMNS, HISTORY_PARAGRAPHS)
        self.run(csv, rows, once(HistoryImport(), "id"), key="id", write=write)
        self.say_whether_written(write)
