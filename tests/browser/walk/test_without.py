"""What a page must be without its scripts, without the bar and without eyes."""

import re

import pytest

from portal.preferences import CHOICES
from tests import screen_reader
from tests.browser.walk.addresses import QUIET

pytestmark = pytest.mark.browser

ARTICLE = {"zh": "/news/laoyemiao-freight-resumes/", "en": "/en/news/laoyemiao-freight-resumes/"}
# The texts that are shown, without those of controls, which may be there for scripts alone.
SHOWN = """() => {
  const texts = [];
  const walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const { parentElement: parent, data } = walker.currentNode;
    const words = data.replace(/\\s+/g, " ").trim();
    if (words && !parent.closest("button") && parent.checkVisibility({ visibilityProperty: true }))
      texts.push(words);
  }
  return texts;
}"""


@pytest.fixture
def plain(browser):
    """A page of a browser that runs no scripts."""
    context = browser.new_context(java_script_enabled=False)
    yield context.new_page()
    context.close()


def test_everything_is_readable_without_scripts(site, some_pages, page, plain):
    different = {}
    for number, paths in enumerate(some_pages):
        # Scripts know no language: each page in one of them is enough.
        path = paths[["zh", "en"][number % 2]]
        for each in (page, plain):
            each.goto(site + path)
        with_scripts, without = page.evaluate(SHOWN), plain.evaluate(SHOWN)
        missing = [words for words in with_scripts if words not in without]
        if missing or not without:
            different[path] = missing

    assert different == {}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_size_theme_and_paper_are_reached_without_scripts(site, plain, language):
    page = plain
    prefix = {"zh": "/", "en": "/en/"}[language]
    address = site + ARTICLE[language]

    def shown(name):
        assert page.url == address
        return page.locator("html").get_attribute(f"data-{name}")

    page.goto(address)
    page.locator("main button[name=size][value=large]").click()
    assert shown("size") == "large"

    page.locator(".masthead button[name=bar]").click()
    page.locator(".reader-bar button[name=theme][value=contrast]").click()
    assert (shown("theme"), shown("size")) == ("contrast", "large")

    page.locator(f"footer a[href='{prefix}preferences/']").click()
    for theme in CHOICES["theme"]:
        page.goto(f"{site}{prefix}preferences/")
        page.locator(f"input[name=theme][value={theme}]").check()
        page.locator("main form button[type=submit]:not([name])").first.click()
        page.goto(address)
        assert shown("theme") == theme

    # A sheet of paper without the browser's menu: the article as a file for printing.
    paper = page.locator("main a").filter(has_text=re.compile("PDF|打印|Print")).first
    assert paper.is_visible()
    assert QUIET.open(site + paper.get_attribute("href"), timeout=60).status == 200


# The bar's own region, and the buttons that put it on and off and say which.
BAR = re.compile(r"^(\s*)- (?:region|group|complementary) \"(?:无障碍浏览|Accessible browsing)")
TOGGLE = re.compile(r"button \"(?:无障碍浏览|Accessible browsing)")


def without_bar(snapshot):
    lines = []
    inside = None
    for line in snapshot.splitlines():
        depth = len(line) - len(line.lstrip())
        if inside is not None and depth > inside:
            continue
        inside = None
        if found := BAR.match(line):
            inside = len(found[1])
        elif not TOGGLE.search(line):
            lines.append(line)
    return lines


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_bar_adds_itself_to_the_tree_and_changes_nothing_else(visitor, language):
    page = visitor.open(ARTICLE[language])
    before = page.locator("body").aria_snapshot()
    page = visitor.open(ARTICLE[language], bar="on")
    after = page.locator("body").aria_snapshot()

    assert len(after) > len(before)
    assert without_bar(after) == without_bar(before)
    # Only the bar and its buttons were left out.
    assert len(before.splitlines()) - len(without_bar(before)) <= 3


def test_a_screen_reader_says_what_it_said(site, page):
    """`python -m tests.screen_reader` writes the files anew; read the difference before."""
    for name, text in screen_reader.logs(page, site).items():
        assert text == (screen_reader.FOLDER / name).read_text(encoding="utf-8"), name
