import json

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError

from news import checking
from news.models import Edition, Image
from tests.builders import make_column
from tests.news.manuscript import corpus

pytestmark = pytest.mark.django_db


def manuscript(tmp_path, name):
    case = corpus.MANUSCRIPTS[name]()
    path = tmp_path / case.name
    path.write_bytes(case.data)
    return case, path


def test_the_command_prints_the_contract_and_writes_nothing(tmp_path, capsys):
    case, path = manuscript(tmp_path, "alternating_text")
    call_command("import_manuscript", path, json=True)
    found = json.loads(capsys.readouterr().out)
    assert set(found) == {"title", "meta", "passages", "left_out", "findings"}
    assert found["title"] == dict(zip(("zh", "en"), case.title, strict=True))
    assert found["meta"] == {
        "date": "2025-04-18", "source": "满洲里市口岸办公室", "author": None, "editor": "赵敏"
    }  # fmt: skip
    assert [(row["zh"], row["en"]) for row in found["passages"]] == case.rows
    assert set(found["passages"][0]) == {"zh", "en", "kind", "confidence"}
    assert {"text": "责任编辑：赵敏", "reason": "read.editor"} in found["left_out"]
    assert not Edition.objects.exists()


def test_the_command_prints_what_the_checks_find_with_its_row(tmp_path, capsys):
    path = tmp_path / "a.txt"
    path.write_text(
        "口岸今日开放\nPort Opens Today\n"
        "口岸今日重新开放货运通道。\nThe freight lanes reopened today.\n"
        "共有3辆货车通过口岸。\nA total of 4 trucks passed through the port.\n",
        encoding="utf-8",
    )
    call_command("import_manuscript", path, json=True)
    found = json.loads(capsys.readouterr().out)["findings"]
    assert [set(each) for each in found] == [{"row", "code", "level", "zh", "en", "message"}]
    assert (found[0]["row"], found[0]["zh"][:1], found[0]["en"][:1]) == (1, "3", "4")
    assert found[0]["message"]


def test_a_text_without_text_gives_an_empty_result(tmp_path, capsys):
    path = tmp_path / "a.txt"
    path.write_bytes(b" \n")
    call_command("import_manuscript", path, json=True)
    found = json.loads(capsys.readouterr().out)
    assert found["title"] == {"zh": None, "en": None} and found["passages"] == []


def test_two_files_are_taken(tmp_path, capsys):
    case = corpus.two_files()
    paths = [tmp_path / "zh.docx", tmp_path / "en.docx"]
    for path, data in zip(paths, (case.data, case.other[1]), strict=True):
        path.write_bytes(data)
    call_command("import_manuscript", *paths, json=True)
    found = json.loads(capsys.readouterr().out)
    assert [(row["zh"], row["en"]) for row in found["passages"]] == case.rows


def test_the_command_makes_a_draft_with_its_pictures(tmp_path, settings, admin_user):
    settings.MEDIA_ROOT = tmp_path / "media"
    case, path = manuscript(tmp_path, "pictures_with_captions")
    make_column("news")
    call_command(
        "import_manuscript", path, write=True, column="news", user=admin_user.get_username()
    )
    edition = Edition.objects.get()
    assert (edition.title_zh, edition.title_en) == case.title
    assert edition.post.slug == "a-holiday-under-the-national-gate"
    assert edition.passages.count() == len(case.rows)
    figure = edition.passages.get(kind="figure")
    assert figure.text_zh == case.rows[4][0]
    assert Image.objects.get().alt_zh == "国门"
    assert figure.image == Image.objects.get()


def test_a_refused_file_is_named_with_the_reason(tmp_path):
    path = tmp_path / "a.docx"
    path.write_bytes(b"x")
    with pytest.raises(CommandError, match=r"a\.docx: \S"):
        call_command("import_manuscript", path, json=True)
    with pytest.raises(CommandError, match=r"none\.docx"):
        call_command("import_manuscript", tmp_path / "none.docx", json=True)
    with pytest.raises(CommandError, match="--column"):
        call_command("import_manuscript", path, write=True)


def test_without_a_database_the_shipped_names_are_used(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(checking, "vocabulary", broken)
    path = tmp_path / "a.txt"
    path.write_text("老爷庙口岸昨日恢复通关。\nHorgos Port reopened yesterday.", encoding="utf-8")

    call_command("import_manuscript", path, json=True)

    out, err = capsys.readouterr()
    assert "name.differs" in {each["code"] for each in json.loads(out)["findings"]}
    assert "no such table" in err


def broken():
    raise OperationalError("no such table: news_term")
