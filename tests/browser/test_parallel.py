"""The three views of an article in a browser: place kept, counterparts marked, pairs on paper."""

import re
import subprocess
from urllib.parse import urlencode

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from news.models import Image
from portal.models import SiteIdentity
from tests.browser.checkers.axe import OPTIONS
from tests.builders import make_port, make_public

pytestmark = pytest.mark.browser

VIEWS = ["/news/pairs/", "/en/news/pairs/", "/news/pairs/parallel/", "/en/news/pairs/parallel/"]
CHINESE = "老爷庙口岸恢复公路货运，司机须提前一天通过预约系统申报，并随车携带有效证件。" * 3
ENGLISH = (
    "Road freight resumed at Laoyemiao port; drivers book a slot one day ahead and carry valid "
    "papers with them at all times. "
) * 3
TABLE = "<table><tr><th>{}</th><th>{}</th></tr><tr><td>{}</td><td>1200</td></tr></table>"
TABLES = {
    "text_zh": TABLE.format("口岸", "吨", "甲"),
    "text_en": TABLE.format("Port", "Tonnes", "A"),
}


def key(number):
    return f"row{number:05d}"


def passages():
    rows = []
    for n in range(1, 41):
        row = {
            "text_zh": f"<p>甲{n}始。{CHINESE}甲{n}终。</p>",
            "text_en": f"<p>Begin{n}. {ENGLISH}End{n}.</p>",
        }
        if n % 10 == 1:
            row = {"kind": "heading2", "text_zh": f"甲{n}始终", "text_en": f"Begin{n} End{n}"}
        elif n == 8:
            row = {"text_zh": "<p>甲8始终</p>", "text_en": "", "no_counterpart": True}
        elif n == 9:
            row = {**row, "fingerprint_en": "0" * 16}
        elif n == 12:
            row = {**TABLES, "kind": "table"}
        rows.append({**row, "key": key(n)})
    return rows


@pytest.fixture
def site(live_server, transactional_db):
    SiteIdentity.objects.create(
        pk=1, name_zh="口岸", name_en="Kouan", domain="example.org", sponsor_zh="甲", sponsor_en="A"
    )
    image = Image.objects.create(
        file="images/a.webp", width=1600, height=900, alt_zh="山口", alt_en="A mountain pass"
    )
    figure = {
        "kind": "figure",
        "image": image,
        "text_zh": "关口",
        "text_en": "The gate",
        "key": "figuree2",
    }
    make_public(
        slug="pairs",
        title_zh="老爷庙口岸恢复公路货运",
        title_en="Road freight resumes at Laoyemiao port",
        ports=[make_port(country=None, name_zh="老爷庙", name_en="Laoyemiao")],
        passages=[*passages(), figure],
    )
    return live_server.url


@pytest.fixture
def quiet_page(quiet_page, watch):
    """The picture of the sample has no file; the browser's word on that is no complaint."""
    quiet_page.set_default_timeout(10_000)
    quiet_page.route("**/media/**", lambda route: route.fulfill(status=204))
    return quiet_page


def topmost(page):
    """The id of the first passage below the bar, and how far below it begins (px)."""
    return page.evaluate(
        """() => {
          // Scrolled away where letters are large for the screen.
          const bar = Math.max(0, document.querySelector(".views").getBoundingClientRect().bottom);
          const found = [...document.querySelectorAll(".passage")].find(
            (passage) => passage.getClientRects().length
              && passage.getBoundingClientRect().bottom > bar + 20);
          return [found.id, found.getBoundingClientRect().top - bar];
        }"""
    )


def scroll_to(page, passage):
    """Scrolls as by hand, without an anchor, to a little above a passage."""
    page.evaluate(
        """(id) => {
          const box = document.getElementById(id).getBoundingClientRect();
          const bar = document.querySelector(".views").getBoundingClientRect().height;
          window.scrollBy(0, box.top - bar - 15);
        }""",
        passage,
    )


def switch_to(page, path):
    # By the mouse: `click()` would first scroll the window by itself.
    box = page.locator(f'.views__link[href="{path}"]').bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.wait_for_url(re.compile(re.escape(path) + r"(#\w+)?$"))


@pytest.mark.parametrize("number", [3, 11, 12, 24, 37])
def test_switching_keeps_the_readers_place_through_all_views(quiet_page, site, number):
    page = quiet_page
    page.goto(f"{site}/news/pairs/")
    scroll_to(page, key(number))
    assert topmost(page)[0] == key(number)

    for path in [
        "/en/news/pairs/",
        "/en/news/pairs/parallel/",
        "/news/pairs/",
        "/news/pairs/parallel/",
        "/en/news/pairs/",
    ]:
        switch_to(page, path)
        found, offset = topmost(page)
        assert found == key(number), path
        assert -2 <= offset <= 60, path


def test_the_switch_of_the_masthead_keeps_the_place_of_its_passage(quiet_page, site):
    page = quiet_page
    page.goto(f"{site}/news/pairs/parallel/#{key(24)}")

    link = page.locator(".masthead a[hreflang=en]")
    link.dispatch_event("pointerdown")

    assert link.get_attribute("href") == f"{site}/en/news/pairs/parallel/#{key(24)}"


def test_from_the_beginning_the_switch_leads_to_the_beginning(quiet_page, site):
    page = quiet_page
    page.goto(f"{site}/news/pairs/")

    switch_to(page, "/news/pairs/parallel/")

    assert page.url == f"{site}/news/pairs/parallel/"
    assert page.evaluate("scrollY") == 0


def test_a_place_that_the_other_language_lacks_is_said_and_kept(quiet_page, site):
    page = quiet_page
    page.goto(f"{site}/news/pairs/#{key(8)}")
    assert topmost(page)[0] == key(8)
    note = page.locator(f"#{key(8)}")

    switch_to(page, "/en/news/pairs/")

    expect(note).to_be_in_viewport()
    expect(note).to_have_text("This passage stands in Chinese only.")
    page.goto(f"{site}/en/news/pairs/")
    expect(note).to_be_hidden()


@pytest.mark.parametrize("path", VIEWS)
def test_a_link_to_a_passage_holds_in_every_view(quiet_page, site, path):
    page = quiet_page
    page.goto(f"{site}{path}#{key(24)}")

    assert topmost(page)[0] == key(24)
    link = page.locator(f"#{key(24)} .passage__link")
    name = "Link to this passage" if path.startswith("/en") else "本段链接"
    expect(link).to_have_accessible_name(name)
    assert link.evaluate("link => link.href") == f"{site}{path}#{key(24)}"


def prefer(page, site, **values):
    """Gives the page the preferences' cookie; a form wrote it."""
    cookie = {"name": "reader", "value": urlencode(values), "url": site}
    page.context.add_cookies([cookie])


def marks(page, passage):
    """The colours of the ground of a row and whether each cell has its rule."""
    return page.locator(f"#{passage}").evaluate(
        """(row) => [
          getComputedStyle(row, "::before").backgroundColor,
          [...row.querySelectorAll(":scope > .parallel__cell")].map(
            (cell) => getComputedStyle(cell, "::before").borderInlineStartStyle),
        ]"""
    )


@pytest.mark.parametrize("theme", ["default", "contrast"])
@pytest.mark.parametrize("width", [1280, 390])
def test_hover_and_focus_mark_a_passage_and_its_counterpart(quiet_page, site, width, theme):
    page = quiet_page
    page.set_viewport_size({"width": width, "height": 900})
    prefer(page, site, theme=theme)
    page.goto(f"{site}/news/pairs/parallel/")
    unmarked = marks(page, key(3))
    assert unmarked[1] == ["none", "none"]

    page.locator(f"#{key(3)} [lang=en]").hover()
    hovered = marks(page, key(3))
    assert hovered[1] == ["solid", "solid"]
    assert (hovered[0] != unmarked[0]) or theme == "contrast"
    assert marks(page, key(4)) == unmarked

    page.mouse.move(0, 0)
    page.locator(f"#{key(3)} .passage__link").focus()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == f"#{key(4)}"
    assert marks(page, key(4)) == hovered
    assert marks(page, key(3)) == unmarked


@pytest.mark.parametrize("theme", ["default", "dark", "contrast"])
@pytest.mark.parametrize("path", VIEWS)
def test_axe_finds_nothing(quiet_page, site, path, theme):
    page = quiet_page
    prefer(page, site, theme=theme)
    page.goto(f"{site}{path}")
    page.locator(".passage").nth(3).hover()

    results = Axe().run(page, options=OPTIONS)

    assert results.response["violations"] == [], results.generate_report()


@pytest.mark.parametrize("size", ["medium", "largest"])
@pytest.mark.parametrize("path", VIEWS)
def test_no_page_is_wider_than_320_pixels(quiet_page, site, path, size):
    page = quiet_page
    page.set_viewport_size({"width": 320, "height": 640})
    prefer(page, site, size=size)
    page.goto(f"{site}{path}#{key(9)}")

    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    # The bar that stays in sight leaves most of the screen to the text; in large letters, where it
    # could not, it goes with the text.
    views = page.locator(".views")
    if size == "medium":
        assert views.bounding_box()["height"] < 640 / 4
    stays = views.evaluate("element => getComputedStyle(element).position === 'sticky'")
    assert stays == (size == "medium")
    assert topmost(page)[0] == key(9)


def test_pairs_stand_beside_one_another_or_below_one_another(quiet_page, site):
    page = quiet_page
    for width, are_beside in [(1280, True), (390, False)]:
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(f"{site}/en/news/pairs/parallel/")
        own, other = (
            page.locator(f"#{key(3)} > [lang={code}]").bounding_box() for code in ["en", "zh-Hans"]
        )
        if are_beside:
            assert own["y"] == other["y"]
            assert own["x"] + own["width"] < other["x"]
        else:
            assert own["x"] == other["x"]
            assert own["y"] + own["height"] <= other["y"]


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_on_paper_every_pair_stands_on_one_page(quiet_page, site, tmp_path, prefix):
    page = quiet_page
    page.goto(f"{site}{prefix}/news/pairs/parallel/")
    path = tmp_path / "pairs.pdf"
    page.pdf(path=path, prefer_css_page_size=True)

    def text_of(*options):
        command = ["pdftotext", *options, path, "-"]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout

    # Column by column: a line of a column may break anywhere, within "甲2" too.
    text = text_of()
    sheets = [re.sub(r"\s+", "", sheet) for sheet in text.split("\f") if sheet.strip()]
    assert len(sheets) > 3

    def sheets_with(words):
        return [number for number, sheet in enumerate(sheets) if re.search(words, sheet)]

    for n in range(1, 41):
        if n in {8, 12}:
            continue
        places = [f"甲{n}始", f"甲{n}(始)?终", rf"Begin{n}(?!\d)", rf"End{n}(?!\d)"]
        found = [sheets_with(words) for words in places]
        assert found[0] and len(found[0]) == 1, n
        assert found == [found[0]] * 4, (n, found)
        if n % 10 == 1:
            # A heading is not left alone at the foot of a page.
            follower = rf"甲{n + 1}始" if n != 11 else "口岸"
            assert found[0][0] in sheets_with(follower), n
    whole = "".join(sheets)
    furniture = ["Skiptothecontent", "跳到正文", "无障碍浏览", "Accessiblebrowsing", "¶"]
    assert [words for words in furniture if words in whole] == []
    # Side by side: a line holds words of both languages.
    assert re.search(r"^.*甲3始.*Begin3|^.*Begin3.*甲3始", text_of("-layout"), re.M)


def test_the_views_work_without_a_script(browser, watch, site):
    context = browser.new_context(java_script_enabled=False)
    page = watch.on(context.new_page())
    page.route("**/media/**", lambda route: route.fulfill(status=204))
    page.goto(f"{site}/news/pairs/")

    page.locator(".views__link", has_text="对照").click()
    expect(page).to_have_url(f"{site}/news/pairs/parallel/")
    expect(page.locator(f"#{key(40)} .parallel__cell")).to_have_count(2)
    page.locator(".views__link", has_text="English").click()
    expect(page).to_have_url(f"{site}/en/news/pairs/")
    context.close()


def test_the_scripts_of_an_article_weigh_less_than_five_kilobytes(quiet_page, site):
    sizes = {}
    quiet_page.on(
        "response",
        lambda answer: (
            sizes.update({answer.url: len(answer.body())}) if answer.url.endswith(".js") else None
        ),
    )
    quiet_page.goto(f"{site}/news/pairs/parallel/")
    quiet_page.wait_for_load_state("networkidle")

    # That of the search field comes with every page.
    own = {url: size for url, size in sizes.items() if "/search" not in url}
    assert len(own) == 2 and len(sizes) == 3
    assert sum(own.values()) <= 5 * 1024
