"""Findings beside their rows: looked for while somebody types, marked, and accepted."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from news import checking
from news.models import AcceptedFinding
from tests.browser.checkers.axe import OPTIONS
from tests.browser.checkers.circumstances import each_language_and_width
from tests.browser.test_editing import retype, sign_in, site  # noqa: F401
from tests.browser.test_edition_form import change_url, choose_language, open_form, press_until
from tests.browser.waiting import wait_until
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
            ("<p>首批货车4月30日入境。</p>", ""),
            ("<p>共有<strong>37</strong>辆货车。</p>", "<p>There were 37 lorries.</p>"),
        ],
        **values,
    )


def findings(page, row):
    return page.locator(f"#passages-{row} .finding")


def counter(page):
    return page.locator(".workbench-bar__findings")


def wait_for_marks(page, marks):
    wait_until(page, f"(marks) => JSON.stringify(({MARKED})()) === JSON.stringify(marks)", marks)


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


def test_both_sides_of_a_disagreement_are_marked(quiet_page, site):  # noqa: F811
    edition = two_rows()
    page = quiet_page
    sign_in(page, site, "author")
    open_form(page, site, edition)

    page.locator("#passages-1 [data-cell=en]").click()
    page.keyboard.press("Control+a")
    page.keyboard.type("There were 73 lorries.")

    expect(findings(page, 1)).to_have_count(1)
    expect(findings(page, 1)).to_contain_text("差错")
    wait_until(
        page,
        """() => {
          const marked = [...CSS.highlights.get("finding-error")];
          return marked.length === 2
            && marked.some((range) => String(range).includes("37")
              && range.startContainer.parentElement.closest("[data-cell=zh]"))
            && marked.some((range) => String(range).includes("73")
              && range.startContainer.parentElement.closest("[data-cell=en]"));
        }""",
    )

    # A space more is not another text: marks and finding stay where the words are.
    page.keyboard.press("Home")
    page.keyboard.type("Yes: ")
    expect(findings(page, 1)).to_have_count(1)
    wait_until(
        page,
        "() => [...CSS.highlights.get('finding-error')].some((range) => /73/.test(String(range)))",
    )


def test_title_and_names_are_checked_too_and_show_selects_their_words(
    quiet_page,
    site,  # noqa: F811
):
    edition = two_rows()
    page = quiet_page
    choose_language(page, site, "en")
    sign_in(page, site, "author")
    open_form(page, site, edition)

    page.locator("#id_title_en").fill("Freight resumes on April 31")
    page.locator("#id_editor_zh").fill("编辑（乙")

    title = page.locator("[data-part=title] .finding").first
    expect(title).to_contain_text("April 31")
    title.get_by_role("button", name="Show").click()
    assert page.evaluate(
        "((field) => field.value.slice(field.selectionStart, field.selectionEnd))"
        "(document.activeElement)"
    ).startswith("April 31")
    expect(page.locator("[data-part=editor] .finding")).to_have_count(1)
    expect(page.locator("[data-part=author]")).to_be_hidden()


def test_going_from_finding_to_finding_round_the_page_by_keyboard(quiet_page, site):  # noqa: F811
    edition = make_edition(
        title_zh="2月30日恢复",
        title_en="",
        passages=[("<p>4月31日。</p>", ""), ("<p>无误。</p>", ""), ("<p>6月31日。</p>", "")],
    )
    page = quiet_page
    sign_in(page, site, "author")
    open_form(page, site, edition)
    selected = """() => {
      const field = document.activeElement;
      return "value" in field
        ? field.value.slice(field.selectionStart, field.selectionEnd)
        : String(getSelection());
    }"""
    page.locator("#passages-1 [data-cell=zh]").click()

    seen = []
    for key in ["Alt+f"] * 4 + ["Alt+Shift+f"] * 2:
        page.keyboard.press(key)
        seen.append(page.evaluate(selected))

    assert seen == ["6月31日", "2月30日", "4月31日", "6月31日", "4月31日", "2月30日"]


def test_a_server_that_does_not_check_is_said_quietly_and_asked_again(page, site):  # noqa: F811
    edition = two_rows()
    choose_language(page, site, "en")
    sign_in(page, site, "author")
    open_form(page, site, edition)
    answers = [500, 403, "abort"]

    def answer(route):
        if not answers:
            route.continue_()
        elif answers[0] == "abort":
            answers.pop(0)
            route.abort()
        else:
            route.fulfill(status=answers.pop(0), body="{}")

    page.route("**/edition/check/", answer)
    retype(page, "zh", "首批货车4月31日入境。")

    expect(counter(page)).to_contain_text("not checked: 1")
    page.clock.install()
    for _attempt in range(8):
        page.keyboard.type("。")
        page.wait_for_timeout(200)
        page.clock.run_for(1200)
        page.wait_for_timeout(300)
        if not answers and "not checked" not in counter(page).inner_text():
            break
    expect(findings(page, 0)).not_to_have_count(0)
    expect(counter(page)).not_to_contain_text("not checked")


def test_a_reason_given_and_not_saved_is_in_the_draft_that_the_browser_keeps(
    quiet_page,
    site,  # noqa: F811
):
    edition = make_edition(passages=[("<p>4月31日。</p>", "")])
    page = quiet_page
    choose_language(page, site, "en")
    sign_in(page, site, "author")
    open_form(page, site, edition)
    findings(page, 0).get_by_role("button", name="Leave as it is…").click()
    page.keyboard.type("As quoted")
    page.keyboard.press("Enter")
    wait_until(page, "Object.keys(localStorage).some((key) => key.startsWith('kouan.draft.'))")

    page.reload()
    page.get_by_role("button", name="Restore").click()

    expect(findings(page, 0)).to_contain_text("As quoted")
    page.locator("[name=_save]").click()
    expect(findings(page, 0)).to_contain_text("Left as it is by author")
    assert AcceptedFinding.objects.get().reason == "As quoted"


def test_undo_and_deletion_take_findings_along(quiet_page, site):  # noqa: F811
    edition = make_edition(passages=[("<p>4月31日。</p>", ""), ("<p>无误。</p>", "")])
    page = quiet_page
    choose_language(page, site, "en")
    sign_in(page, site, "author")
    open_form(page, site, edition)
    page.locator("#passages-0").scroll_into_view_if_needed()
    wait_for_marks(page, marks(error=["4月31日"]))

    page.locator("#passages-0 [data-cell=zh]").click()
    page.keyboard.press("Alt+Delete")
    expect(counter(page)).to_have_text("No findings")
    wait_for_marks(page, marks())

    page.keyboard.press("Control+z")
    expect(counter(page)).to_contain_text("Errors: 1")
    wait_for_marks(page, marks(error=["4月31日"]))


def test_without_scripts_findings_are_read_and_accepted(browser, site):  # noqa: F811
    edition = make_edition(title_zh="甲", title_en="", passages=[("<p>4月31日。</p>", "")])
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    choose_language(page, site, "en")
    sign_in(page, site, "author")
    page.goto(change_url(site, edition))

    finding = page.locator("#passages-0 .finding")
    expect(finding).to_contain_text("4月31日")
    finding.get_by_label("Leave it as it is, because").fill("As quoted")
    page.locator("[name=_save]").click()

    expect(page.locator("#passages-0 .finding")).to_contain_text("Left as it is by author")
    context.close()


@each_language_and_width
def test_axe_finds_nothing_with_findings_open(page, site, language, width):  # noqa: F811
    # Not a quiet page: axe itself tries a style that the policy refuses.
    edition = make_edition(
        title_zh="2月30日恢复",
        title_en="Freight freight resumes",
        author_zh="甲（乙",
        passages=[
            ("<p>4月31日,通关。</p>", "<p>April 31 , open.</p>"),
            ("<p>三个</p>", "<p>4</p>"),
        ],
    )
    choose_language(page, site, language)
    sign_in(page, site, "author")
    page.set_viewport_size({"width": width, "height": 900})
    open_form(page, site, edition)
    findings(page, 0).first.locator("[aria-expanded]").click()
    page.keyboard.press("Enter")
    findings(page, 0).nth(1).locator("[aria-expanded]").click()
    page.keyboard.type("reason")
    page.keyboard.press("Enter")

    violations = Axe().run(page, options=OPTIONS).response["violations"]

    assert violations == [], [(each["id"], each["nodes"][0]["html"]) for each in violations]
    assert page.evaluate("document.documentElement.scrollWidth") <= width
