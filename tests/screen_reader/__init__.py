"""Golden files of what a screen reader says: `python -m tests.screen_reader` writes them anew."""

from pathlib import Path

from tests.browser.checkers.listening import spoken

FOLDER = Path(__file__).parent
PAGES = {
    "article": "news/laoyemiao-freight-resumes/",
    "board": "ports/?on=2022-04-30",
}
PREFIXES = {"zh": "/", "en": "/en/"}


def logs(page, site):
    """{file name: text}, a phrase a line, of every page in every language."""
    page.set_viewport_size({"width": 1280, "height": 900})
    page.emulate_media(color_scheme="light")
    return {
        # The address of the site is another at every start.
        f"{name}-{language}.txt": "\n".join(spoken(page, site + prefix + path)).replace(
            site, "https://site.example"
        )
        + "\n"
        for name, path in PAGES.items()
        for language, prefix in PREFIXES.items()
    }
