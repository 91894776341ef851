import json
import sys

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from news import checking, parity


class Command(BaseCommand):
    help = (
        'Reads JSON lines {"zh": text, "en": text} from standard input and says for each whether '
        "the languages agree, with the findings. Fails where a line could not be read, after the "
        "other lines."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--json",
            action="store_true",
            help='print a JSON line {"agree": true, false or null, "findings": [...]} for each',
        )

        parser.add_argument(
            "--language",
            choices=["zh-hans", "en"],
            help="the language of the messages; the site's own if not given",
        )

    def handle(self, *, json: bool, language=None, **options):
        words, complaint = checking.vocabulary_or_shipped()
        if complaint:
            self.stderr.write(complaint)
        with translation.override(language or translation.get_language()):
            self.answer(json, words)

    def answer(self, json, words):
        unread = 0
        lines = getattr(sys.stdin, "buffer", sys.stdin)
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            try:
                zh, en = pair(line)
            except ValueError as error:
                unread += 1
                self.stderr.write(f"line {number}: {error}")
                continue
            result = judge(zh, en, words)
            self.stdout.write(as_json(result) if json else as_text(number, result))
            self.stdout.flush()
        if unread:
            raise CommandError(f"{unread} lines could not be read.")


def pair(line):
    """The texts of a line; ValueError says what is wrong with it."""
    try:
        if isinstance(line, bytes):
            line = line.decode("utf-8-sig")
        read = json.loads(line)
    except UnicodeDecodeError:
        raise ValueError("not UTF-8") from None
    except (json.JSONDecodeError, RecursionError) as error:
        raise ValueError(f"not JSON: {error}") from None
    if not isinstance(read, dict):
        raise ValueError('not an object with "zh" and "en"')
    texts = [read.get(language) for language in ("zh", "en")]
    if not all(text is None or isinstance(text, str) for text in texts):
        raise ValueError('"zh" and "en" have to be text or null')
    return texts


def judge(zh, en, words):
    findings = parity.check(zh, en, words)
    return {
        "agree": parity.judged(zh, en, findings, words),
        "findings": [
            {
                "code": finding.code,
                "level": str(finding.level),
                "zh": " … ".join(span.text for span in finding.zh),
                "en": " … ".join(span.text for span in finding.en),
                "message": checking.message(finding.code, finding.values),
            }
            for finding in findings
        ],
    }


def as_json(result):
    # A lone surrogate is legal JSON and no UTF-8: it goes out as it came, escaped.
    text = json.dumps(result, ensure_ascii=False)
    try:
        text.encode()
    except UnicodeEncodeError:
        return json.dumps(result)
    return text


def as_text(number, result):
    words = {True: "agree", False: "disagree", None: "nothing to compare"}
    lines = [f"line {number}: {words[result['agree']]}"]
    lines += [f"  {f['level']} {f['code']}: {f['message']}" for f in result["findings"]]
    return "\n".join(lines)
