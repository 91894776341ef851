"""`check_parity`: JSON lines in, JSON lines out."""

import io
import json
import sys

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils import translation

from news.parity.messages import MESSAGES


@pytest.fixture
def ask(monkeypatch):
    def run(*lines):
        data = b"".join(line if isinstance(line, bytes) else line.encode() for line in lines)
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data), "utf-8"))
        out, err = io.StringIO(), io.StringIO()
        error = None
        try:
            call_command("check_parity", json=True, stdout=out, stderr=err)
        except CommandError as raised:
            error = raised
        return [json.loads(line) for line in out.getvalue().splitlines()], err.getvalue(), error

    return run


def line(zh, en):
    return json.dumps({"zh": zh, "en": en}) + "\n"


@pytest.mark.django_db
def test_each_line_gets_its_answer(ask):
    answers, said, error = ask(
        line("3个口岸", "three ports"), line("3个口岸", "four ports"), line("3个口岸", "")
    )

    assert [answer["agree"] for answer in answers] == [True, False, None]
    assert (said, error) == ("", None)
    (finding,) = answers[1]["findings"]
    assert set(finding) == {"code", "level", "zh", "en", "message"}
    assert (finding["code"], finding["level"]) == ("number.differs", "error")
    assert (finding["zh"], finding["en"]) == ("3个", "four")


@pytest.mark.django_db
def test_the_message_is_in_the_active_language(ask):
    with translation.override("en"):
        english = ask(line("3个口岸", "four ports"))[0][0]["findings"][0]["message"]
    with translation.override("zh-hans"):
        chinese = ask(line("3个口岸", "four ports"))[0][0]["findings"][0]["message"]

    assert english.startswith("The numbers differ: “3个”")
    assert chinese.startswith("数字不一致：中文为“3个”")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "broken", ["{\n", "[1]\n", '{"zh": 3, "en": ""}\n', b"\xff\xfe\n", "[" * 9000 + "\n"]
)
def test_a_line_that_cannot_be_read_is_named_after_the_others_are_done(ask, broken):
    answers, said, error = ask(line("3", "3"), broken, line("15吨", "16 tonnes"))

    assert [answer["agree"] for answer in answers] == [True, False]
    assert said.startswith("line 2: ")
    assert error.returncode == 1


def test_every_message_has_the_placeholders_of_its_kind():
    for code, message in MESSAGES.items():
        if code.endswith(".missing") and code.split(".")[0] in {"number", "date", "time", "period"}:
            assert message % {"found": "x"}
        elif code.endswith((".differs", ".scale", ".points")):
            assert message % {"zh": "x", "en": "y", "right": "z", "name": "n", "accepted": "a"}
