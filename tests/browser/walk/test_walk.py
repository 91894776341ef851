"""Every public address in every language, theme and size, with the bar and without."""

import itertools

import pytest

from portal.preferences import CHOICES
from tests.browser.checkers import axe, geometry
from tests.browser.checkers.pairwise import pairwise

pytestmark = pytest.mark.browser

# The reader's, the smallest and the largest.
SIZES = [CHOICES["size"][0], *[size for size in ("small", "largest") if size in CHOICES["size"]]]
LANGUAGES = ["zh", "en"]


def factors(pages):
    """What the walk combines. All choices of the reader are there, whatever their number."""
    return {
        "paths": pages,
        "language": LANGUAGES,
        "width": [1280, 390],
        "device": ["light", "dark"],
        **{name: list(values) for name, values in CHOICES.items()},
        "size": SIZES,
    }


def name_of(row):
    rest = " ".join(str(value) for name, value in row.items() if name != "paths")
    return f"{row['paths'][row['language']]} ({rest})"


def listed(found):
    return "\n".join(f"{place}\n  " + "\n  ".join(faults) for place, faults in found.items())


def look(visitor, row):
    row = dict(row)
    path = row.pop("paths")[row.pop("language")]
    page = visitor.open(path, **row)
    return [*axe.faults(page), *geometry.ask(page, "faintLetters()")]


def test_axe_finds_nothing_in_any_pair_of_circumstances(visitor, some_pages):
    rows = pairwise(factors(some_pages))

    found = {name_of(row): faults for row in rows if (faults := look(visitor, row))}

    assert not found, listed(found)


def test_axe_finds_nothing_on_any_other_page(visitor, all_pages, some_pages):
    """Every address in each language, in circumstances that go round."""
    others = [paths for paths in all_pages if paths not in some_pages]
    circumstances = itertools.cycle(pairwise(factors([None])))
    rows = [
        {**next(circumstances), "paths": paths, "language": language}
        for paths, language in itertools.product(others, LANGUAGES)
    ]

    found = {name_of(row): faults for row in rows if (faults := look(visitor, row))}

    assert len(others) > len(some_pages)
    assert not found, listed(found)


@pytest.mark.full
@pytest.mark.parametrize("theme", CHOICES["theme"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing_anywhere(visitor, all_pages, theme, language):
    rows = [
        {
            "paths": paths,
            "language": language,
            "theme": theme,
            "size": size,
            "bar": bar,
            # These two go round: they are no part of the product.
            "width": [1280, 390][number % 2],
            "device": ["light", "dark"][number // 2 % 2],
        }
        for number, (paths, size, bar) in enumerate(
            itertools.product(all_pages, SIZES, CHOICES["bar"])
        )
    ]

    found = {name_of(row): faults for row in rows if (faults := look(visitor, row))}

    assert not found, listed(found)


# What tries a layout most, and the layout that most readers have.
NARROW = {"size": "largest", "spacing": "wide", "bar": "on"}


def strained(visitor, path):
    """Faults of a page in the narrowest window, as it comes and with everything large."""
    page = visitor.open(path, width=320, height=700)
    faults = [f"at 320: {line}" for line in geometry.faults_of_size(page)]
    page = visitor.open(path, width=320, height=700, **NARROW)
    faults += [f"at 320, large: {line}" for line in geometry.faults_of_size(page)]
    faults += [f"at 320, large: {line}" for line in geometry.faults_of_targets(page)]
    lines = geometry.faults_of_keyboard(page, backwards=True)
    return [*faults, *(f"at 320, large, back: {line}" for line in lines)]


def wide(visitor, path):
    page = visitor.open(path, bar="on")
    faults = [f"at 1280: {line}" for line in geometry.faults_of_targets(page)]
    return [*faults, *(f"at 1280: {line}" for line in geometry.faults_of_keyboard(page))]


def faults_of(visitor, pages, *looks):
    found = {}
    for path, look_at in itertools.product(pages, looks):
        if faults := look_at(visitor, path):
            found.setdefault(path, []).extend(faults)
    return found


def test_everything_fits_and_the_keyboard_reaches_it(visitor, some_pages):
    # The longer words try a narrow window more; the wide one is much the same in each language.
    found = faults_of(visitor, [paths["en"] for paths in some_pages], strained)
    found |= faults_of(visitor, [paths["zh"] for paths in some_pages], wide)

    assert not found, listed(found)


@pytest.mark.full
@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_fits_and_the_keyboard_reaches_it_everywhere(visitor, all_pages, language):
    found = faults_of(visitor, [paths[language] for paths in all_pages], strained, wide)

    assert not found, listed(found)
