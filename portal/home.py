"""The news of the home page, held as long as they are right."""

from dataclasses import dataclass, field

from news import listing

NOTICES = "notices"
PICTURES = "pictures"
LATEST = 10
NOTICES_SHOWN = 6
SECTION = 5
PICTURES_SHOWN = 4


@dataclass(frozen=True)
class Section:
    column: object
    items: list


@dataclass(frozen=True)
class Home:
    lead: object = None
    latest: list = field(default_factory=list)
    notices: Section | None = None
    pictures: Section | None = None
    sections: list = field(default_factory=list)


def home(chrome, language: str) -> Home:
    """The home page's news in a language. No query while the chrome holds."""
    return chrome.held(("home", language), lambda: _read(chrome, language))


def _read(chrome, language):
    newest = listing.newest(chrome, language, LATEST + 1)
    # The newest story with a picture leads; notices and documents seldom have one.
    lead = next((item for item in newest if item.picture), newest[0] if newest else None)
    sections = {
        column.slug: Section(column, listing.newest(chrome, language, NOTICES_SHOWN, column=column))
        for column in chrome.columns_in(language)
    }
    notices = sections.pop(NOTICES, None)
    pictures = sections.pop(PICTURES, None)
    if pictures is not None:
        shown = [item for item in pictures.items if item.picture and item != lead]
        pictures = Section(pictures.column, shown[:PICTURES_SHOWN]) if shown else None
    return Home(
        lead=lead,
        latest=[item for item in newest if item != lead][:LATEST],
        notices=notices,
        pictures=pictures,
        sections=[
            Section(section.column, section.items[:SECTION]) for section in sections.values()
        ],
    )
