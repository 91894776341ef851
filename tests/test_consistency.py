"""Rules for the whole project, kept here so that no review has to remember them."""

import re
import subprocess

import pytest

from portal.catalogues import BASE_DIR as ROOT

APPS = ["portal", "ports", "news"]
LAYOUT = {
    *{"manage.py", "requirements.txt", "portal", "news", "ports"},
    *{"templates", "static", "fixtures", "tests"},
    *{"README.md", "CHANGELOG.md", "CONTRIBUTING.md", "LICENSE", "Makefile", "pyproject.toml"},
    *{"requirements-dev.txt", ".env.example", ".ci", "docs", "deploy", "Dockerfile"},
    *{"compose.yaml", ".gitignore"},
}
TEMPLATES = [
    path
    for folder in [ROOT / "templates", *(ROOT / app / "templates" for app in APPS)]
    for path in sorted(folder.rglob("*.html"))
]
NEEDS_A_FILE = {
    "a script without src": re.compile(
        r"<script(?![^>]*\b(?:src=|type=\"application/(?:ld\+)?json\"))[^>]*>", re.I
    ),
    "a style element": re.compile(r"<style\b", re.I),
    "a style attribute": re.compile(r"<[^>{]*\sstyle\s*=", re.I),
    "an event handler": re.compile(r"<[^>{]*\son[a-z]+\s*=", re.I),
    "a javascript: address": re.compile(r"=\s*[\"']?\s*javascript:", re.I),
}


def lines_with(pattern, paths):
    """ "path:line: text" of every line that the pattern finds."""
    return [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()}"
        for path in paths
        for number, line in enumerate(path.read_text().splitlines(), start=1)
        if pattern.search(line)
    ]


# Settings and requirements


def test_env_example_lists_exactly_the_variables_that_the_settings_read():
    settings = (ROOT / "portal" / "settings.py").read_text()
    read = set(re.findall(r"\benv(?:\.\w+)?\(\s*\"([A-Z_]+)\"", settings))
    declared = re.search(r"environ\.Env\((.*?)^\)", settings, re.S | re.M).group(1)
    read |= set(re.findall(r"^\s*([A-Z_]+)=\(", declared, re.M))
    listed = set(re.findall(r"^(?:# )?([A-Z_]+)=", (ROOT / ".env.example").read_text(), re.M))

    assert read == listed


def test_the_tests_set_every_variable_themselves():
    """Else the .env of a site that runs in the same folder would reach into them."""
    text = (ROOT / "tests" / "settings.py").read_text()
    listed = re.findall(r"^(?:# )?([A-Z_]+)=", (ROOT / ".env.example").read_text(), re.M)

    assert [name for name in listed if f'"{name}"' not in text] == []


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_requirements_are_pinned_and_say_why(name):
    lines = (ROOT / name).read_text().splitlines()
    wanted = [line for line in lines if line and not line.startswith(("#", "-r"))]

    assert [
        line for line in wanted if not re.match(r"[\w.-]+(\[\w+\])?==[\w.]+ +# \S+", line)
    ] == []


# Layout


def test_the_top_of_the_tree_holds_what_the_layout_names():
    files = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.splitlines()

    assert {file.split("/")[0] for file in files} - LAYOUT == set()
    assert LAYOUT - {path.name for path in ROOT.iterdir()} == set()


def test_nothing_made_at_run_time_is_in_the_repository():
    files = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.splitlines()

    assert [file for file in files if re.search(r"^var/|^\.env$|\.(mo|pyc|sqlite3)$", file)] == []


def test_ports_never_imports_news():
    paths = [path for path in (ROOT / "ports").rglob("*.py") if "migrations" not in path.parts]

    assert lines_with(re.compile(r"^\s*(?:from|import) news\b"), paths) == []


def test_no_browser_test_waits_by_a_string_that_the_policy_refuses():
    """It would pass only where the condition holds at once; `waiting.wait_until` asks anew."""
    paths = sorted((ROOT / "tests" / "browser").rglob("*.py"))

    assert lines_with(re.compile(r"\.wait_for_function\("), paths) == []


# Templates


@pytest.mark.parametrize("what", NEEDS_A_FILE)
def test_templates_hold_nothing_that_the_policy_refuses(what):
    found = []
    for path in TEMPLATES:
        text = re.sub(r"{#.*?#}|{% comment.*?endcomment %}", "", path.read_text(), flags=re.S)
        found += [
            f"{path.relative_to(ROOT)}: {match.group()}"
            for match in NEEDS_A_FILE[what].finditer(text)
        ]

    assert found == []


def test_templates_escape_everything_but_cleaned_rich_text():
    assert lines_with(re.compile(r"\|\s*safe(seq)?\b|autoescape\s+off"), TEMPLATES) == []


def test_templates_load_one_library_a_line():
    alone = re.compile(r"^\s*{% load [\w.]+(?: from [\w.]+)? %}\s*$")
    found = lines_with(re.compile(r"{%-?\s*load\b"), TEMPLATES)

    assert [line for line in found if not alone.match(line.split(": ", 1)[1])] == []


def test_template_blocks_are_closed_by_their_names():
    assert lines_with(re.compile(r"{%\s*endblock\s*%}"), TEMPLATES) == []


def test_there_are_templates_to_look_at():
    assert len(TEMPLATES) > 5


def test_every_stylesheet_closes_what_it_opens():
    """A block that a merge left open swallows all that follows it, and no browser complains."""
    open_ones = []
    for path in sorted((ROOT / "static").rglob("*.css")):
        css = re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.S)
        depths = [0]
        for char in re.findall(r"[{}]", css):
            depths.append(depths[-1] + (1 if char == "{" else -1))
        if depths[-1] or min(depths) < 0:
            open_ones.append(path.relative_to(ROOT).as_posix())

    assert open_ones == []
