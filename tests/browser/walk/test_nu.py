"""The Nu checker finds nothing in the HTML of any kind of page."""

import re

import pytest

from tests.browser.checkers import nu
from tests.browser.walk.addresses import get

# In one place with the walk, so that the site is loaded once.
pytestmark = pytest.mark.browser

# Enough for the checker to recognise a language, which it does not dare on a short page.
LONG = 30
PARAGRAPHS = {
    "zh": "今年第{number}周，口岸货运通关平稳有序，边检、海关和铁路部门在现场联合办公，"
    "车辆排队的时间比上月更短，司机可以在服务大厅查询手续办理的进度。",
    "en": "In week {number} of this year lorries passed the port without long queues; border"
    " control, customs and the railway worked side by side, and drivers could follow their"
    " papers on a screen in the hall.",
}


def lengthened(html, language):
    """An article's page with thirty more paragraphs of its language."""
    more = "".join(
        f"<p>{PARAGRAPHS[language].format(number=number)}</p>" for number in range(1, LONG + 1)
    )
    longer, count = re.subn(r"</article>", f"{more}</article>", html, count=1)
    assert count
    return longer


@pytest.fixture(scope="module")
def saved(site, some_pages):
    """{name: HTML} of every kind of page, with the bar and without, and of a long article."""
    pages = {}
    for paths in some_pages:
        for language, path in paths.items():
            pages[path] = get(site + path).html
            pages[f"{path} with the bar"] = get(site + path, "bar=on").html
            if path.endswith("/news/laoyemiao-freight-resumes/"):
                pages[f"{path} at length"] = lengthened(pages[path], language)
    return pages


def test_the_checker_finds_nothing(saved):
    found = nu.faults(saved)

    assert not found, "\n".join(f"{name}\n  " + "\n  ".join(found[name]) for name in found)


def test_the_checker_fails_what_is_known_to_be_bad(saved):
    path, other = "/news/laoyemiao-freight-resumes/", "/en/news/laoyemiao-freight-resumes/"
    bad = {
        "Chinese said to be English": saved[f"{path} at length"].replace(
            '<html lang="zh-Hans"', '<html lang="en"'
        ),
        "English said to be Chinese": saved[f"{other} at length"].replace(
            '<html lang="en"', '<html lang="zh-Hans"'
        ),
        "an error": saved[path].replace("<main", '<p id="content"></p><main', 1),
        "a warning": saved[path].replace("<main", "<section><p>–</p></section><main", 1),
    }

    assert set(nu.faults(bad)) == set(bad)


@pytest.mark.full
def test_the_checker_finds_nothing_anywhere(site, all_pages):
    found = nu.faults(
        {path: get(site + path).html for paths in all_pages for path in paths.values()}
    )

    assert not found, "\n".join(f"{name}\n  " + "\n  ".join(found[name]) for name in found)
