"""What the import commands share: reading, printing, dry or real."""

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from ports.importing import OUTCOMES, Unreadable, import_rows, read_rows


class ImportCommand(BaseCommand):
    """Ends with status 0 also where rows were refused: the report lists them, the rest is in."""

    def add_arguments(self, parser):
        parser.add_argument("csv", help="the file to import")
        parser.add_argument(
            "--write", action="store_true", help="write; without it nothing is changed"
        )

    def read(self, path, columns, paragraphs=frozenset()):
        try:
            return read_rows(path, columns, paragraphs)
        except Unreadable as error:
            raise CommandError(str(error)) from error

    def run(self, title, rows, import_row, *, key, write):
        report = import_rows(rows, import_row, key=key, write=write)
        self.stdout.write(str(title))
        for line in report.lines:
            detail = f": {line.detail}" if line.detail else ""
            self.stdout.write(
                _("Row %(number)d %(subject)s %(outcome)s%(detail)s")
                % {
                    "number": line.number,
                    "subject": line.subject or "–",
                    "outcome": OUTCOMES[line.outcome],
                    "detail": detail,
                }
            )
        totals = report.totals
        self.stdout.write(
            _("%(added)d added, %(changed)d changed, %(unchanged)d unchanged, %(refused)d refused.")
            % {outcome: totals[outcome] for outcome in OUTCOMES}
        )
        return report

    def say_whether_written(self, write):
        if write:
            self.stdout.write(_("Written."))
        else:
            self.stdout.write(_("Nothing was written; give --write to do it."))
