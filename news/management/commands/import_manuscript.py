import json
from pathlib import Path

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError

from news import checking, importing
from news.manuscript import Refused, as_json, read, understand
from news.models import Column


class Command(BaseCommand):
    help = (
        "Reads a manuscript in both languages (.docx, .html, .txt or .md; one file or two) and "
        "prints what was understood. Writes nothing unless --write is given."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("other", type=Path, nargs="?", help="the file of the other language")
        parser.add_argument("--json", action="store_true", help="print everything as JSON")
        parser.add_argument("--write", action="store_true", help="make a draft of it")
        parser.add_argument("--column", metavar="SLUG", help="the column of the draft")
        parser.add_argument("--user", metavar="NAME", help="whose draft it becomes")

    def handle(self, *, file, other, write, column, user, **options):
        if write:
            column, user = self.target(column, user)
        blocks = self.read(file)
        others = self.read(other) if other else None
        words, complaint = checking.vocabulary_or_shipped()
        if complaint:
            self.stderr.write(complaint)
        understood = understand(blocks, others, importing.known_names(words))
        if options["json"]:
            found = as_json(understood, importing.findings_of(understood, words))
            self.stdout.write(json.dumps(found, ensure_ascii=False, indent=2))
        elif not write:
            self.show(understood)
        if write:
            edition, problems = importing.start_draft(understood, column, user)
            for problem in problems:
                self.stderr.write(problem)
            self.stderr.write(f"Draft {edition.post.slug} has {len(understood.rows)} rows.")

    def target(self, slug, name):
        if not slug or not name:
            raise CommandError("--write needs --column and --user.")
        users = get_user_model()
        try:
            return (
                Column.objects.get(slug=slug),
                users.objects.get(**{users.USERNAME_FIELD: name}, is_active=True),
            )
        except Column.DoesNotExist:
            raise CommandError(f"There is no column {slug}.") from None
        except users.DoesNotExist:
            raise CommandError(f"There is no active user {name}.") from None

    def read(self, path):
        try:
            return read(path.name, path.read_bytes())
        except OSError as error:
            raise CommandError(f"{path}: {error.strerror}") from None
        except Refused as refused:
            said = importing.worded(refused.code, refused.values)
            raise CommandError(f"{path.name}: {said}") from None

    def show(self, understood):
        for language, title in understood.title.items():
            self.stdout.write(f"{language}: {title or '-'}")
        for number, row in enumerate(understood.rows, start=1):
            self.stdout.write(f"\n{number} {row.kind} {row.confidence:.2f}")
            for text in (row.zh_text, row.en_text):
                self.stdout.write(text or "-")
        for left in understood.left_out:
            self.stdout.write(f"\n[{importing.worded(left.reason)}] {left.text}")
