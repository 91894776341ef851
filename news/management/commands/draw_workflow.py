from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from news import diagram

PAGE = settings.BASE_DIR / "docs" / "workflow.md"


class Command(BaseCommand):
    help = "Draws the stages and moves of an edition into docs/workflow.md, from their table."

    def add_arguments(self, parser):
        parser.add_argument(
            "--check", action="store_true", help="only compare, and fail where they differ"
        )

    def handle(self, *, check, verbosity, **options):
        present = PAGE.read_text(encoding="utf-8")
        wanted = diagram.replaced(present)
        if check and present != wanted:
            raise CommandError("docs/workflow.md differs from the table; run draw_workflow.")
        if not check:
            PAGE.write_text(wanted, encoding="utf-8")
        if verbosity:
            self.stdout.write("docs/workflow.md is in step with the table.")
