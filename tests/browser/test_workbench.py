"""The workbench as an editor meets it: by keyboard, under the policy, through crashes."""

# ruff: noqa: E501 - samples of HTML and script stand as they come

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.checkers.axe import OPTIONS
from tests.browser.checkers.circumstances import in_full
from tests.browser.waiting import wait_until
from tests.browser.workbench_page import page as form_page
from tests.browser.workbench_page import sample_rows, site  # noqa: F401

pytestmark = pytest.mark.browser


@pytest.fixture
def open_form(site, page):  # noqa: F811
    """Opens a form with these rows; every console message and script error fails the test."""
    said = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))

    def open_(rows, **values):
        site.pages["/edit"] = form_page(rows, **values)
        page.goto(f"{site.url}/edit")
        expect(page.locator(".workbench-bar")).to_be_visible()
        return page

    yield open_
    # The browser itself notes a request that found no server or no session.
    said = [text for text in said if "ERR_FAILED" not in text and "status of 401" not in text]
    assert said == []


def cell(page, number, language="en"):
    return (
        page.locator("[data-row]:not([hidden])").nth(number - 1).locator(f"[data-cell={language}]")
    )


def active_name(page):
    return page.evaluate("document.activeElement.getAttribute('aria-label')")


def save(page, site):  # noqa: F811
    page.keyboard.press("Control+s")
    page.wait_for_url("**/save")
    return site.posts[-1]


def shown_rows(post, language="zh"):
    """(position, text) of the rows of a post that are kept, in order."""
    total = int(post["passages-TOTAL_FORMS"])
    return [
        text
        for _, text in sorted(
            (int(post[f"passages-{n}-position"]), post[f"passages-{n}-text_{language}"])
            for n in range(total)
            if f"passages-{n}-DELETE" not in post
        )
    ]


def three_rows():
    return [
        {"kind": "paragraph", "zh": f"<p>第{n}段</p>", "en": f"<p>Part {n}</p>", "state": "current"}
        for n in "一二三"
    ]


@pytest.mark.parametrize(
    ("language", "troubled", "width"),
    [
        # Every pair of values.
        *[("en", True, 1280), ("en", False, 390), ("zh", True, 390), ("zh", False, 1280)],
        *in_full(("en", True, 390), ("en", False, 1280), ("zh", True, 1280), ("zh", False, 390)),
    ],
)
def test_axe_finds_nothing_on_forty_rows(open_form, language, troubled, width):
    page = open_form(sample_rows(40, troubled=troubled), language=language)
    page.set_viewport_size({"width": width, "height": 900})
    cell(page, 3).click()
    # Badge and cell keep their colours while the counts are read.
    result = Axe().run(page, options=OPTIONS)

    assert [(v["id"], v["nodes"][0]["target"]) for v in result.response["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_axe_finds_nothing_on_the_help(open_form):
    page = open_form(sample_rows(3))
    page.keyboard.press("Tab")
    page.keyboard.press("Control+/")
    expect(page.get_by_role("dialog")).to_contain_text("Next row that needs work")
    result = Axe().run(page, options=OPTIONS)

    assert [v["id"] for v in result.response["violations"]] == []
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert page.evaluate("document.activeElement.name") == "title_zh"


def test_row_37_of_40_is_edited_and_saved_by_keyboard_alone(open_form, site):  # noqa: F811
    page = open_form(sample_rows(40, troubled=False))
    page.keyboard.press("Tab")
    page.keyboard.press("Alt+ArrowDown")
    for _ in range(36):
        page.keyboard.press("Alt+ArrowDown")
    assert active_name(page) == "Row 37, Chinese, heading 2, current".replace("heading", "Heading")
    page.keyboard.press("Alt+o")
    page.keyboard.press("End")
    page.keyboard.type(" again")

    post = save(page, site)

    assert post["passages-36-text_en"] == "Freight resumes at the port again"
    assert post["passages-36-text_zh"] == "口岸恢复货运"
    assert post["passages-35-text_en"] == sample_rows(40)[35]["en"]
    assert post["csrfmiddlewaretoken"] == "fresh"
    assert [int(post[f"passages-{n}-position"]) for n in range(40)] == list(range(1, 41))


def test_tab_goes_through_the_whole_form_and_leaves_it(open_form):
    page = open_form(sample_rows(6))
    seen = []
    for _ in range(80):
        page.keyboard.press("Tab")
        seen.append(
            page.evaluate("document.activeElement.name || document.activeElement.ariaLabel")
        )
        if seen[-1] == "_continue":
            break

    assert seen[-1] == "_continue"
    assert "Row 3, English, List, current" in seen
    assert "Split row 6" in seen


def test_typing_in_the_source_makes_the_row_stale_and_still_correct_spares_it(open_form, site):  # noqa: F811
    page = open_form(three_rows())
    counter = page.locator(".workbench-bar__counter")
    expect(counter).to_have_text("Rows: 3 · missing: 0 · stale: 0")
    cell(page, 2, "zh").click()
    page.keyboard.press("End")
    page.keyboard.type("5")
    expect(counter).to_have_text("Rows: 3 · missing: 0 · stale: 1")
    expect(page.locator("[data-row]").nth(1).locator(".workbench-state")).to_have_text(
        "will be stale"
    )

    page.keyboard.press("Alt+y")
    expect(counter).to_have_text("Rows: 3 · missing: 0 · stale: 0")
    post = save(page, site)

    assert post["passages-1-still_correct"] == "on"
    assert "passages-0-still_correct" not in post


def test_next_row_that_needs_work_is_found_and_filled(open_form):
    page = open_form(sample_rows(40))
    page.keyboard.press("Tab")
    page.keyboard.press("Alt+n")
    assert active_name(page) == "Row 5, English, Table, missing"
    page.keyboard.press("Alt+n")
    assert active_name(page) == "Row 8, English, Paragraph, stale"


def test_a_split_row_parts_at_the_caret_and_leaves_the_others_alone(open_form, site):  # noqa: F811
    page = open_form(three_rows())
    cell(page, 2, "zh").click()
    page.keyboard.press("Home")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Alt+Enter")
    expect(page.locator("[data-row]:not([hidden])")).to_have_count(4)
    assert active_name(page) == "Row 3, Chinese, Paragraph, missing"

    post = save(page, site)

    assert shown_rows(post, "zh") == ["<p>第一段</p>", "<p>第</p>", "<p>二段</p>", "<p>第三段</p>"]
    assert shown_rows(post, "en") == ["<p>Part 一</p>", "<p>Part 二</p>", "", "<p>Part 三</p>"]
    assert post["passages-3-id"] == ""
    assert re.fullmatch("[a-z][a-z2-9]{7}", post["passages-3-key"])
    assert [post[f"passages-{n}-id"] for n in range(3)] == ["100", "101", "102"]


def test_merge_move_and_delete_are_posted_and_undone(open_form, site):  # noqa: F811
    page = open_form(three_rows())
    cell(page, 2, "zh").click()
    page.keyboard.press("Alt+j")
    expect(cell(page, 1, "en")).to_have_text("Part 一Part 二")
    page.keyboard.press("Alt+Shift+ArrowDown")
    expect(cell(page, 1, "zh")).to_have_text("第三段")
    cell(page, 1, "zh").click()
    page.keyboard.press("Alt+Delete")
    expect(page.locator("[data-row]:not([hidden])")).to_have_count(1)
    for _ in range(3):
        page.keyboard.press("Control+z")
    expect(page.locator("[data-row]:not([hidden])")).to_have_count(3)
    assert [cell(page, n, "zh").inner_text() for n in [1, 2, 3]] == ["第一段", "第二段", "第三段"]
    page.keyboard.press("Control+Shift+z")

    post = save(page, site)

    assert shown_rows(post, "zh") == ["<p>第一段</p><p>第二段</p>", "<p>第三段</p>"]
    assert post["passages-1-DELETE"] == "on"


def test_typing_is_undone_and_redone(open_form):
    page = open_form(three_rows())
    cell(page, 1).click()
    page.keyboard.press("End")
    page.keyboard.type(" more")
    page.keyboard.press("Control+z")
    expect(cell(page, 1)).to_have_text("Part 一")
    page.keyboard.press("Control+y")
    expect(cell(page, 1)).to_have_text("Part 一 more")


def test_enter_makes_a_second_paragraph_in_the_same_cell(open_form, site):  # noqa: F811
    page = open_form(three_rows())
    cell(page, 1).click()
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    page.keyboard.type("Second")
    page.keyboard.press("Control+b")
    page.keyboard.type(" bold")

    post = save(page, site)

    assert post["passages-0-text_en"] == "<p>Part 一</p><p>Second<strong> bold</strong></p>"
    assert len(shown_rows(post)) == 3


def test_lists_nest_with_tab_and_tables_are_walked(open_form, site):  # noqa: F811
    page = open_form(sample_rows(6, troubled=False))
    cell(page, 3).click()
    page.keyboard.press("Control+End")
    page.keyboard.press("Enter")
    page.keyboard.type("Third")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert not page.evaluate("document.activeElement.matches('[data-cell]')")
    cell(page, 5).locator("td").first.click()
    page.keyboard.press("Tab")
    page.keyboard.type("9")
    page.get_by_role("button", name="Add table row").click()
    page.keyboard.type("New")

    post = save(page, site)

    assert post["passages-2-text_en"].endswith(
        "<li>Clearance by appointment<ul><li>Third</li></ul></li></ul>"
    )
    table = post["passages-4-text_en"]
    assert "<tr><td>New</td><td></td></tr></tbody></table>" in table
    assert "9" in table


def test_escape_then_tab_leaves_a_list(open_form):
    page = open_form(sample_rows(6, troubled=False))
    cell(page, 3).click()
    page.keyboard.press("Control+End")
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    assert not page.evaluate("document.activeElement.matches('[data-cell]')")


def paste(page, html, text=""):
    page.evaluate(
        """([html, text]) => {
          const data = new DataTransfer();
          if (html) data.setData("text/html", html);
          data.setData("text/plain", text);
          document.activeElement.dispatchEvent(new ClipboardEvent("paste",
            { clipboardData: data, bubbles: true, cancelable: true }));
        }""",
        [html, text],
    )


def test_several_pasted_paragraphs_stay_in_the_cell(open_form, site):  # noqa: F811
    page = open_form(three_rows())
    cell(page, 1).click()
    page.keyboard.press("End")
    paste(page, "<p style='color:red' class=MsoNormal>，甲<o:p></o:p></p><p class=MsoNormal>乙</p>")
    page.keyboard.type("!")
    page.keyboard.press("Alt+ArrowDown")
    page.keyboard.press("End")
    paste(page, "", " plain")

    post = save(page, site)

    assert post["passages-0-text_en"] == "<p>Part 一，甲</p><p>乙!</p>"
    assert post["passages-1-text_en"] in {"<p>Part 二plain</p>", "<p>Part 二 plain</p>"}


def test_a_link_is_set_by_keyboard(open_form, site):  # noqa: F811
    page = open_form(three_rows())
    cell(page, 1).click()
    page.keyboard.press("Home")
    for _ in range(4):
        page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Control+k")
    page.keyboard.type("javascript:alert(1)")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("cannot be linked")
    page.keyboard.press("Control+a")
    page.keyboard.type("https://example.org/a")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_have_count(0)

    post = save(page, site)

    assert post["passages-0-text_en"] == '<p><a href="https://example.org/a">Part</a> 一</p>'


def test_a_blank_new_row_is_not_sent_and_a_kind_can_be_changed(open_form, site):  # noqa: F811
    page = open_form(three_rows())
    cell(page, 3, "zh").click()
    page.keyboard.press("Alt+a")
    page.get_by_label("Kind of row 1").select_option("list")
    expect(cell(page, 1, "zh").locator("li")).to_have_text("第一段")

    post = save(page, site)

    assert post["passages-3-DELETE"] == "on"
    assert post["passages-0-kind"] == "list"
    assert post["passages-0-text_en"] == "<ul><li>Part 一</li></ul>"


# Typed text is never lost.


def type_and_wait_for_the_draft(page, text="kept"):
    cell(page, 1).click()
    page.keyboard.press("End")
    page.keyboard.type(text)
    wait_until(page, "Object.keys(localStorage).some((key) => key.startsWith('kouan.draft.'))")


def test_a_draft_is_offered_after_a_reload_and_restored(open_form, site):  # noqa: F811
    page = open_form(three_rows())
    type_and_wait_for_the_draft(page)
    page.reload()
    notice = page.locator(".workbench-notice--draft")
    expect(notice).to_contain_text("was not saved")
    expect(cell(page, 1)).to_have_text("Part 一")

    notice.get_by_role("button", name="See differences").click()
    expect(page.get_by_role("dialog").locator("ins")).to_have_text("kept")
    assert Axe().run(page, options=OPTIONS).response["violations"] == []
    page.keyboard.press("Escape")
    notice.get_by_role("button", name="Restore").click()
    expect(cell(page, 1)).to_have_text("Part 一kept")
    expect(notice).to_have_count(0)

    assert save(page, site)["passages-0-text_en"] == "<p>Part 一kept</p>"


def test_a_draft_is_forgotten_once_the_server_has_saved(open_form, site):  # noqa: F811
    page = open_form(three_rows())
    type_and_wait_for_the_draft(page)
    site.pages["/saved"] = form_page(three_rows(), version=4, saved="12:3")
    page.keyboard.press("Control+s")
    page.wait_for_url("**/save")
    expect(page.locator(".workbench-bar")).to_be_visible()

    assert page.evaluate("Object.keys(localStorage)") == []


def test_a_draft_is_discarded_when_asked(open_form):
    page = open_form(three_rows())
    type_and_wait_for_the_draft(page)
    page.reload()
    page.get_by_role("button", name="Discard").click()

    assert page.evaluate("Object.keys(localStorage)") == []


def test_nobody_is_offered_anothers_draft(open_form):
    page = open_form(three_rows())
    type_and_wait_for_the_draft(page)
    open_form(three_rows(), user="8")
    page.wait_for_timeout(300)

    assert page.locator(".workbench-notice--draft").count() == 0
    open_form(three_rows(), user="7")
    expect(page.locator(".workbench-notice--draft")).to_be_visible()


def test_a_draft_on_an_older_version_says_so_and_keeps_the_rows_of_both(open_form):
    page = open_form(three_rows())
    type_and_wait_for_the_draft(page)
    rows = [*three_rows(), {"kind": "paragraph", "zh": "新", "en": "New", "state": "current"}]
    open_form(rows, version=4)
    notice = page.locator(".workbench-notice--draft")
    expect(notice).to_contain_text("saved by somebody since")
    notice.get_by_role("button", name="Restore").click()

    assert [cell(page, n).inner_text() for n in [1, 4]] == ["Part 一kept", "New"]


def test_old_drafts_are_swept(open_form):
    page = open_form(three_rows())
    page.evaluate(
        """() => {
          const day = 24 * 60 * 60 * 1000;
          localStorage.setItem("kouan.draft.9.1.1.a", JSON.stringify({ at: Date.now() - 31 * day }));
          localStorage.setItem("kouan.draft.9.1.1.b", JSON.stringify({ at: Date.now() - 29 * day }));
          localStorage.setItem("kouan.draft.9.1.1.c", "no JSON");
        }"""
    )
    page.reload()
    wait_until(page, "Object.keys(localStorage).length === 1")

    assert page.evaluate("Object.keys(localStorage)") == ["kouan.draft.9.1.1.b"]


def test_a_dead_server_keeps_the_page_and_a_living_one_saves(open_form, site, page):  # noqa: F811
    open_form(three_rows())
    cell(page, 1).click()
    page.keyboard.type("x")
    page.route("**/ping", lambda route: route.abort())
    page.keyboard.press("Control+s")
    notice = page.locator(".workbench-notice--held")
    expect(notice).to_contain_text("The server does not answer")
    expect(notice).to_contain_text("Your text is kept in this browser.")
    assert site.posts == []
    page.unroute("**/ping")
    notice.get_by_role("button", name="Save again").click()
    page.wait_for_url("**/save")

    assert "x" in site.posts[0]["passages-0-text_en"]
    assert site.posts[0]["_continue"] == "1"


def test_a_lost_session_asks_to_sign_in_and_another_account_cannot_save(open_form, site):  # noqa: F811
    page = open_form(three_rows())
    cell(page, 1).click()
    page.keyboard.type("x")
    site.user = None
    page.keyboard.press("Control+s")
    notice = page.locator(".workbench-notice--held")
    expect(notice).to_contain_text("no longer signed in")
    expect(notice.get_by_role("link", name="Sign in again")).to_have_attribute("href", "/login")
    site.user = "8"
    notice.get_by_role("button", name="Save again").click()
    expect(notice).to_contain_text("Another account")
    assert site.posts == []
    site.user = "7"
    notice.get_by_role("button", name="Save again").click()
    page.wait_for_url("**/save")

    assert len(site.posts) == 1


def test_without_scripts_the_fields_are_plain_and_post(site, browser):  # noqa: F811
    site.pages["/edit"] = form_page(three_rows())
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site.url}/edit")
    for field in page.locator("[data-row] :is(textarea, select, input:not([type=hidden]))").all():
        assert field.is_visible()
    page.locator("[name=passages-1-text_en]").fill("Typed plainly")
    page.get_by_role("button", name="Save").click()
    page.wait_for_url("**/save")
    context.close()

    assert site.posts[0]["passages-1-text_en"] == "Typed plainly"
