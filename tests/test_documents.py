"""What the documents promise is there."""

import re

import pytest

from portal.catalogues import BASE_DIR as ROOT

DOCUMENTS = ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "docs/architecture.md"]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_what_a_document_links_to_is_there(name):
    document = ROOT / name
    targets = re.findall(r"\]\(([^)#:]+)\)", document.read_text())

    assert [target for target in targets if not (document.parent / target).exists()] == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_make_command_that_a_document_names_exists(name):
    text = (ROOT / name).read_text()
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.M))

    assert set(re.findall(r"`(?:[A-Z_]+=\S+ )?make ([a-z-]+)`", text)) <= targets


def test_the_modules_that_the_architecture_names_exist():
    text = (ROOT / "docs" / "architecture.md").read_text()
    named = re.findall(r"`((?:portal|ports|news|tests|deploy)/[\w/]+\.py)`", text)

    assert named
    assert [name for name in named if not (ROOT / name).is_file()] == []
