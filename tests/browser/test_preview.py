"""The preview: beside the form, as a page of its own, and for somebody without an account."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.checkers.axe import OPTIONS
from tests.browser.test_editing import sign_in
from tests.browser.test_editing import site as site
from tests.browser.test_edition_form import change_url, choose_language, open_form
from tests.builders import make_edition

pytestmark = pytest.mark.browser


@pytest.fixture
def edition(site):
    return make_edition(passages=[("车辆恢复通行。", "Lorries pass again.")] * 3)


def frame_of(page):
    return page.frame_locator(".preview-panel iframe").frame_locator("iframe")


def test_the_preview_opens_beside_the_form_and_shows_what_was_saved(
    quiet_page,
    site,
    edition,
):
    page = quiet_page
    page.set_viewport_size({"width": 1500, "height": 900})
    choose_language(page, site, "en")
    sign_in(page, site, "author")
    open_form(page, site, edition)

    button = page.get_by_role("button", name="As readers will see it")
    button.press("Enter")

    expect(button).to_have_attribute("aria-expanded", "true")
    expect(frame_of(page).get_by_text("车辆恢复通行。").first).to_be_visible()
    outer = page.frame_locator(".preview-panel iframe")
    outer.get_by_role("link", name="Side by side").click()
    expect(frame_of(page).get_by_text("Lorries pass again.").first).to_be_visible()
    button.press("Space")
    expect(page.locator(".preview-panel")).to_have_count(0)


def test_somebody_without_an_account_reads_the_link(
    quiet_page,
    site,
    edition,
    browser,
    watch,
):
    page = quiet_page
    choose_language(page, site, "en")
    sign_in(page, site, "author")
    page.goto(f"{change_url(site, edition).removesuffix('change/')}preview/")
    page.get_by_label("Good for (days)").fill("2")
    page.get_by_role("button", name="Make a link").click()
    address = page.locator(".preview__address").input_value()

    stranger = browser.new_context()
    other = watch.on(stranger.new_page())
    other.goto(address)

    expect(other.get_by_text("草稿预览")).to_be_visible()
    other.get_by_role("link", name="English").first.click()
    expect(other.get_by_text("Lorries pass again.").first).to_be_visible()
    stranger.close()


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_axe_finds_nothing_on_the_page_of_the_preview(
    quiet_page,
    site,
    edition,
    language,
):
    page = quiet_page
    choose_language(page, site, language)
    sign_in(page, site, "author")
    for width in [1280, 390]:
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(f"{change_url(site, edition).removesuffix('change/')}preview/?as=phone")
        assert Axe().run(page, options=OPTIONS).response["violations"] == []
