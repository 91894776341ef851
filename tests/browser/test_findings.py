"""Findings beside their rows: looked for while somebody types, marked, and accepted."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from news import checking
from news.models import AcceptedFinding
from tests.browser.test_edition_form import change_url, choose_language, open_form, press_until
from tests.browser.test_editing import retype, sign_in, site  # noqa: F401
from tests.browser.test_workbench import AXE
from tests.builders import make_edition

pytestmark = pytest.mark.browser

# The words under each kind of mark: {"finding-error": ["4月31日"], …}.
MARKED = """() => Object.fromEntries([...CSS.highlights].map(
  ([name, ranges]) => [name, [...ranges].map(String).sort()]))"""


def two_rows(**values):
    return make_edition(
        title_zh="口岸恢复货运",
        title_en="Freight resumes",
        summary_zh="",
        summary_en="",
        passages=[
            ("<p>首批货车4月30日入境。</p>", "<p>The first lorries enter on April 30.</p>"),
            ("<p>共有<strong>37</strong>辆货车。</p>", "<p>There were 37 lorries.</p>"),
        ],
        **values,
    )


def findings(page, row):
    return page.locator(f"#passages-{row} .finding")


def counter(page):
    return page.locator(".workbench-bar__findings")


def wait_for_marks(page, marks):
    page.wait_for_function(
        f"(marks) => JSON.stringify(({MARKED})()) === JSON.stringify(marks)", arg=marks
    )


def marks(**found):
    return {f"finding-{level}": found.get(level, []) for level in ["error", "warning", "hint"]}


def test_a_wrong_date_is_found_while_typing_marked_in_its_cell_and_gone_once_mended(
    quiet_page,
    site,  # noqa: F811
):
    edition = two_rows()
    page = quiet_page
    choose_language(page, site, "en")
    sign_in(page, site, "author")
    open_form(page, site, edition)
    expect(counter(page)).to_have_text("No findings")

    page.locator("#passages-0 [data-cell=zh]").click()
    retype(page, "zh", "首批货车4月31日入境。")

    expect(findings(page, 0)).to_have_count(1)
    expect(findings(page, 0)).to_contain_text("Error")
    expect(findings(page, 0).locator(".finding__word")).to_have_text("4月31日")
    expect(counter(page)).to_contain_text("Errors: 1")
    wait_for_marks(page, marks(error=["4月31日"]))
    html = page.locator("#passages-0 [data-cell=zh]").inner_html()
    assert html == "<p>首批货车4月31日入境。</p>"

    # The cell is built anew when it is left; the mark is there again.
    page.locator("#passages-1 [data-cell=en]").click()
    wait_for_marks(page, marks(error=["4月31日"]))

    retype(page, "zh", "首批货车4月30日入境。")

    expect(findings(page, 0)).to_have_count(0)
    expect(counter(page)).to_have_text("No findings")
    wait_for_marks(page, marks())


def test_a_finding_is_accepted_by_keyboard_and_stays_so_after_saving(quiet_page, site):  # noqa: F811
    edition = two_rows()
    page = quiet_page
    choose_language(page, site, "en")
    sign_in(page, site, "author")
    open_form(page, site, edition)
    retype(page, "zh", "首批货车4月31日入境。")
    expect(findings(page, 0)).to_have_count(1)

    page.keyboard.press("Control+Home")
    page.keyboard.press("Alt+f")

    assert page.evaluate("String(getSelection())") == "4月31日"
    expect(page.locator(".workbench-bar__message")).to_contain_text("Error:")
    press_until(page, "Tab", "document.activeElement.textContent === 'Leave as it is…'")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.labels[0].textContent") == (
        "Why it may stay as it is"
    )
    page.keyboard.press("Enter")
    expect(page.locator(".finding__error")).to_have_text("Write a reason first.")
    page.keyboard.type("Quoted from the notice")
    page.keyboard.press("Enter")

    expect(findings(page, 0)).to_contain_text("Quoted from the notice")
    expect(counter(page)).to_have_text("Errors: 0 · warnings: 0 · hints: 0 · accepted: 1")
    wait_for_marks(page, marks())
    assert page.evaluate("document.activeElement.textContent") == "Take back"
    page.keyboard.press("Control+s")

    expect(page.locator(".messagelist .success")).to_be_visible()
    expect(findings(page, 0)).to_contain_text(
        re.compile(r"Left as it is by author, .*: Quoted from the notice")
    )
    expect(counter(page)).to_contain_text("accepted: 1")
    accepted = AcceptedFinding.objects.get()
    assert (accepted.words_zh, accepted.by.username) == ("4月31日", "author")
    page.reload()
    expect(findings(page, 0)).to_contain_text("Left as it is by author")


def test_the_page_takes_the_same_walk_through_a_text_as_the_server(quiet_page, site):  # noqa: F811
    samples = [
        "<p>一<br>二</p>\n<p>三 &amp; <strong>四</strong></p>",
        "<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>",
        "<table><caption>表</caption><thead><tr><th>x</th><th>y</th></tr></thead>"
        "<tbody><tr><td></td><td>2<br>3</td></tr></tbody></table>",
        "plain 𠮷 text<sup>2</sup>",
        "<p>two\nlines</p>",
        "<p></p><p>after</p><br>",
    ]
    page = quiet_page
    sign_in(page, site, "author")
    walked = page.evaluate(
        """async (samples) => {
          const { walk } = await import("/static/workbench/plain.js");
          const { parse } = await import("/static/workbench/html.js");
          return samples.map((html) => walk(parse(html)).text);
        }""",
        samples,
    )

    assert walked == [checking.plain(sample) for sample in samples]
