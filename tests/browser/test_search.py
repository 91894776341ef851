"""Suggestions while typing, by keyboard and by mouse, and without scripts."""

import pytest
from playwright.sync_api import expect

from tests.browser.checkers import axe, geometry
from tests.builders import make_port, make_public

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]


@pytest.fixture
def site(transactional_db, live_server):
    port = make_port("khunjerab", name_zh="红其拉甫口岸", name_en="Khunjerab Port")
    make_public(slug="lamp", title_en="Khunjerab opens", title_zh="红其拉甫开放", ports=[port])
    return live_server.url


def test_suggestions_are_chosen_by_keyboard_and_by_mouse(site, context, quiet_page):
    geometry.install(context)
    quiet_page.goto(site + "/en/news/")
    field = quiet_page.get_by_role("combobox", name="Search this site")
    expect(field).to_have_attribute("aria-expanded", "false")
    field.press_sequentially("khu")
    option = quiet_page.get_by_role("option", name="Khunjerab Port")
    expect(option).to_be_visible()
    expect(field).to_have_attribute("aria-expanded", "true")
    assert axe.faults(quiet_page) == []
    field.press("ArrowDown")
    expect(option).to_have_attribute("aria-selected", "true")
    assert field.get_attribute("aria-activedescendant") == option.get_attribute("id")
    field.press("Escape")
    expect(option).to_have_count(0)
    expect(field).to_have_value("khu")
    field.press("n")
    expect(option).to_be_visible()
    field.press("ArrowDown")
    field.press("Enter")
    quiet_page.wait_for_url("**/en/search/?q=Khunjerab+Port")
    expect(quiet_page.locator(".hit__link").first).to_have_attribute("href", "/en/ports/khunjerab/")
    assert axe.faults(quiet_page) == []

    field = quiet_page.get_by_role("combobox", name="Words in Chinese, English or pinyin")
    field.fill("khun")
    suggestions = quiet_page.get_by_role("listbox", name="Suggestions")
    suggestions.get_by_role("option", name="Khunjerab Port").click()
    expect(field).to_have_value("Khunjerab Port")


def test_the_form_works_without_scripts(site, browser):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site + "/")
    page.get_by_role("searchbox", name="站内搜索").fill("khunjerab")
    page.get_by_role("button", name="搜索").click()
    assert page.url.endswith("/search/?q=khunjerab")
    expect(page.locator(".hit__link")).to_have_count(2)
    context.close()
