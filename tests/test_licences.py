"""docs/licences.md names every package that is installed for the site or for its tests."""

import re
from importlib import metadata

import pytest
from packaging.requirements import Requirement

from portal.catalogues import BASE_DIR as ROOT

PERMISSIVE = {
    *{"MIT", "MIT-0", "MIT-CMU", "BSD-2-Clause", "BSD-3-Clause", "Apache-2.0", "PSF-2.0"},
    *{"MPL-1.1", "MPL-2.0", "HPND", "LGPL-3.0-only"},
}
# What packages without an SPDX expression write of themselves.
SPDX = {
    "MIT License": "MIT",
    "BSD License": "BSD-3-Clause",
    "Apache 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Python Software Foundation License": "PSF-2.0",
    "PSFL": "PSF-2.0",
    "Artistic License": "Artistic-1.0",
}
# Its metadata are silent; the licence stands in its repository.
SILENT = {
    "axe-playwright-python": "MIT",
    # One classifier for each of the three, of which whoever uses it takes one.
    "pyphen": "GPL-2.0-or-later OR LGPL-2.1-or-later OR MPL-1.1",
}


def normal(name):
    return re.sub(r"[-_.]+", "-", name).lower()


def pinned(file):
    return re.findall(r"^([\w.-]+(?:\[\w+\])?)==", (ROOT / file).read_text(), re.M)


def closure(names):
    """The names of the packages and of all that they need here."""
    seen = {}
    waiting = [Requirement(name) for name in names]
    while waiting:
        requirement = waiting.pop()
        name = normal(requirement.name)
        if name in seen and requirement.extras <= seen[name]:
            continue
        seen[name] = seen.get(name, set()) | requirement.extras
        for text in metadata.requires(name) or []:
            needed = Requirement(text)
            extras = {"", *requirement.extras}
            if needed.marker is None or any(
                needed.marker.evaluate({"extra": extra}) for extra in extras
            ):
                waiting.append(needed)
    return set(seen)


def declared(name):
    """The licence that the installed package declares, as an SPDX expression."""
    about = metadata.metadata(name)
    if about.get("License-Expression"):
        return about.get("License-Expression")
    classifiers = [
        line.split(" :: ")[-1]
        for line in about.get_all("Classifier") or []
        if line.startswith("License")
    ]
    for text in [about.get("License"), *classifiers]:
        if text and (text in SPDX or re.fullmatch(r"[A-Z][\w.-]+( (AND|OR) [\w.-]+)*", text)):
            return SPDX.get(text, text)
    return SILENT.get(name)


def listed(heading):
    """{package: licence} of the table under a heading of docs/licences.md."""
    text = (ROOT / "docs" / "licences.md").read_text()
    section = text.split(f"## {heading}\n")[1].split("\n## ")[0]
    rows = re.findall(r"^\| (\w[\w-]*) \| ([^|]+) \|", section, re.M)
    return {name: licence.strip() for name, licence in rows if name != "package"}


@pytest.mark.parametrize(
    ("heading", "files"),
    [
        ("The site", ["requirements.txt"]),
        ("Tests and checks", ["requirements-dev.txt"]),
    ],
)
def test_every_installed_package_is_listed_with_its_licence(heading, files):
    names = closure([name for file in files for name in pinned(file)])
    if heading != "The site":
        names -= closure(pinned("requirements.txt"))
    table = listed(heading)

    assert {name: declared(name) for name in names} == {name: table.get(name) for name in names}


def test_the_site_runs_on_licences_that_allow_its_own():
    for name, licence in listed("The site").items():
        for part in licence.split(" AND "):
            assert PERMISSIVE & set(part.split(" OR ")), name
