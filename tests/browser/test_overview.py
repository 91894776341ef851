import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from news import workflow
from news.models import Status
from news.staleness import fingerprint
from tests.browser.test_editing import sign_in
from tests.browser.test_editing import site as site
from tests.builders import make_edition, make_public, make_user

pytestmark = [pytest.mark.browser]

TABLE = "/admin/news/post/languages/"
CURRENT = {"text_zh": "<p>一</p>", "text_en": "<p>1</p>"}
MISSING = {"text_zh": "<p>二</p>", "text_en": ""}
STALE = {"text_zh": "<p>三</p>", "text_en": "<p>3</p>", "fingerprint_en": fingerprint("旧")}


@pytest.fixture
def posts(site):
    """One post of every kind that the table tells apart."""
    make_edition(title_zh="缺译的稿件", passages=[CURRENT] * 6 + [STALE, MISSING, CURRENT])
    make_edition(title_zh="待更新的稿件", passages=[CURRENT, STALE])
    for status in [Status.DRAFT, Status.RETURNED, Status.SECOND_REVIEW]:
        make_edition(status=status)
    make_public()
    gone = make_public(title_en="")
    workflow.move(gone, Status.WITHDRAWN, make_user("manager", groups=["site_manager"]))
    return site


def in_language(page, site, language):
    page.context.add_cookies([{"name": "django_language", "value": language, "url": site}])


def test_the_next_action_leads_to_the_row_that_needs_work(quiet_page, posts):
    page = quiet_page
    in_language(page, posts, "en")
    sign_in(page, posts, "author")
    page.get_by_role("link", name="Languages of the posts").click()
    row = page.get_by_role("row").filter(has_text="缺译的稿件")

    expect(row.get_by_role("cell").nth(1)).to_contain_text("1 of 11 rows missing")
    row.get_by_role("link", name="Translate 1 row").click()

    expect(page).to_have_url(re.compile(r"/change/#passages-7$"))
    expect(page.locator("#passages-7")).to_be_in_viewport()
    expect(page.locator("#passages-7 .badge")).to_have_text("missing")


def test_it_is_narrowed_with_the_keyboard_and_without_a_script(browser, watch, posts):
    context = browser.new_context(java_script_enabled=False)
    page = watch.on(context.new_page())
    in_language(page, posts, "zh-hans")
    sign_in(page, posts, "author")
    page.goto(posts + TABLE)
    expect(page.locator(".overview__table tbody tr")).to_have_count(7)

    page.locator("#choice-state").select_option("stale")
    page.locator("#choice-state").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    expect(page.locator(".overview__table tbody tr")).to_have_count(1)
    assert "state=stale" in page.url
    context.close()


@pytest.mark.parametrize("width", [1280, 390, 320])
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_the_table_fits_and_has_no_faults_that_axe_finds(page, posts, language, width):
    said, faults = [], []
    in_language(page, posts, language)
    page.set_viewport_size({"width": width, "height": 800})
    sign_in(page, posts, "author")
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    for scheme in ["light", "dark"]:
        # Before the page, as its links fade from one scheme's colour to the other's.
        page.emulate_media(color_scheme=scheme)
        page.goto(posts + TABLE)
        table = page.locator(".overview__table")

        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert table.get_by_role("rowheader").count() == 7
        assert table.get_by_role("columnheader").count() == 3
        assert said == []
        faults += [
            f"{scheme} {fault['id']} {node['target']}"
            for fault in Axe().run(page).response["violations"]
            for node in fault["nodes"]
        ]
        # axe itself tries a style that the policy refuses.
        said.clear()
    assert faults == []
