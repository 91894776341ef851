"""The Chinese catalogues say everything that the code and the templates say, and nothing else."""

import os
import re
import shutil
from collections import defaultdict

import polib
import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import override_settings

from portal import catalogues

ROOT = catalogues.BASE_DIR
APPS = ["portal", "ports", "news"]
HAN = re.compile(r"[\u3400-\u9fff]")
PLACEHOLDER = re.compile(r"%\((\w+)\)[a-z]|%[sd]|\{(\w*)\}")


def key(entry):
    return entry.msgctxt or "", entry.msgid


def shown(keys):
    return "\n".join(f"  {context + ' | ' if context else ''}{msgid}" for context, msgid in keys)


@pytest.fixture(scope="module")
def extracted(tmp_path_factory):
    """What `makemessages` finds in a copy of the tree: {app: {(msgctxt, msgid): where}}."""
    copy = tmp_path_factory.mktemp("tree")
    ignored = shutil.ignore_patterns("__pycache__", "*.po", "*.mo", "static")
    for folder in [*APPS, "templates"]:
        if (ROOT / folder).is_dir():
            shutil.copytree(ROOT / folder, copy / folder, ignore=ignored)
    for app in APPS:
        (copy / app / "locale").mkdir(exist_ok=True)
    before = os.getcwd()
    os.chdir(copy)
    try:
        with override_settings(LOCALE_PATHS=[str(copy / "portal" / "locale")]):
            call_command("makemessages", locale=["zh_Hans"], verbosity=0)
    finally:
        os.chdir(before)
    found = {}
    for app in APPS:
        path = copy / app / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"
        entries = polib.pofile(str(path)) if path.exists() else []
        found[app] = {key(entry): entry.occurrences for entry in entries}
    return found


@pytest.fixture(scope="module")
def translated():
    """The catalogues as they stand: {app: polib catalogue or []}."""
    result = {}
    for app in APPS:
        path = ROOT / app / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"
        result[app] = catalogues.read(path) if path.exists() else []
    return result


@pytest.mark.parametrize("app", APPS)
def test_every_message_of_an_app_has_its_chinese(app, extracted, translated):
    there = {
        key(entry)
        for entry in translated[app]
        if not entry.obsolete and not entry.fuzzy and all(texts(entry))
    }
    missing = defaultdict(list)
    for message, places in extracted[app].items():
        if message not in there:
            missing[places[0][0] if places else "?"].append(message)

    lines = [f"{place}\n{shown(messages)}" for place, messages in sorted(missing.items())]
    assert not missing, f"{app}/locale/zh_Hans lacks:\n" + "\n".join(lines)


@pytest.mark.parametrize("app", APPS)
def test_no_catalogue_keeps_a_message_that_nothing_says(app, extracted, translated):
    idle = [
        key(entry)
        for entry in translated[app]
        if entry.obsolete or key(entry) not in extracted[app]
    ]

    assert not idle, f"{app}/locale/zh_Hans has what nothing says:\n{shown(idle)}"


def test_the_source_strings_are_english(extracted):
    chinese = [
        message for found in extracted.values() for message in found if HAN.search(str(message))
    ]

    assert not chinese, shown(chinese)


@pytest.mark.parametrize("app", APPS)
def test_a_translation_has_the_placeholders_of_its_source(app, translated):
    wrong = []
    for entry in translated[app]:
        source = entry.msgid_plural or entry.msgid
        for text in texts(entry):
            if text and placeholders(text) != placeholders(source):
                wrong.append(f"  line {entry.linenum}: {entry.msgid}")

    assert not wrong, f"{app}/locale/zh_Hans:\n" + "\n".join(wrong)


@pytest.mark.parametrize("app", APPS)
def test_a_catalogue_has_one_plural_form_and_no_fuzzy_entry(app, translated):
    catalogue = translated[app]

    assert catalogue, f"{app}/locale/zh_Hans/LC_MESSAGES/django.po is not there"
    assert catalogue.metadata["Language"] == "zh_Hans"
    assert catalogue.metadata["Content-Type"] == "text/plain; charset=UTF-8"
    assert "nplurals=1" in catalogue.metadata["Plural-Forms"]
    assert [entry.msgid for entry in catalogue.fuzzy_entries()] == []


def texts(entry):
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def placeholders(text):
    return sorted({match.group() for match in PLACEHOLDER.finditer(text.replace("%%", ""))})


# The command


def write(folder, text):
    path = folder / "app" / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"
    path.parent.mkdir(parents=True)
    path.write_text('msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n' + text)
    return path


@pytest.fixture
def elsewhere(tmp_path, monkeypatch):
    monkeypatch.setattr(catalogues, "BASE_DIR", tmp_path)
    monkeypatch.setattr(catalogues.sources, "__defaults__", (tmp_path,))
    monkeypatch.setattr(catalogues.outdated, "__defaults__", (tmp_path,))
    return tmp_path


def test_a_catalogue_is_compiled_when_it_is_newer(elsewhere, capsys):
    path = write(elsewhere, 'msgid "Port"\nmsgstr "口岸"\n')

    call_command("compile_catalogues")
    assert capsys.readouterr().out == "app/locale/zh_Hans/LC_MESSAGES/django.mo\n"
    assert polib.mofile(str(path.with_suffix(".mo"))).find("Port").msgstr == "口岸"

    call_command("compile_catalogues")
    assert capsys.readouterr().out == ""


def test_a_broken_catalogue_is_named_with_its_line(elsewhere):
    path = write(elsewhere, 'msgid "Port"\nmsgstr "口"岸"\n')

    with pytest.raises(CommandError, match=rf"{re.escape(str(path))}.*line 5"):
        call_command("compile_catalogues")
    assert not path.with_suffix(".mo").exists()


def test_a_message_that_stands_twice_is_named_with_its_line(elsewhere):
    write(elsewhere, 'msgid "Port"\nmsgstr "口岸"\n\nmsgid "Port"\nmsgstr "港口"\n')

    with pytest.raises(CommandError, match="line 7: 'Port' stands already in line 4"):
        call_command("compile_catalogues")
