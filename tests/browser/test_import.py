"""Importing a manuscript, from the drop of the file to the draft, as an editor does it."""

import base64
import re
from io import BytesIO

import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image as Picture
from playwright.sync_api import expect

from news import manuscript as reader
from news.manuscript import Left, Meta, Refused, Row, Understood
from news.manuscript import Picture as Given
from news.models import Edition, Manuscript
from tests.browser.checkers.axe import OPTIONS
from tests.browser.checkers.circumstances import each_language_and_width
from tests.browser.test_editing import sign_in, site  # noqa: F401
from tests.browser.test_edition_form import (
    change_url,
    choose_language,
    wait_until_no_draft_is_kept,
)
from tests.browser.test_workbench import cell, paste
from tests.builders import make_column, make_edition

pytestmark = pytest.mark.browser


def png():
    data = BytesIO()
    Picture.linear_gradient("L").resize((320, 200)).save(data, "PNG")
    return data.getvalue()


def pair(zh, en, confidence=0.95):
    return Row(
        "paragraph",
        f"<p>{zh}</p>" if zh else None,
        f"<p>{en}</p>" if en else None,
        zh,
        en,
        confidence,
    )


def manuscript():
    return Understood(
        {"zh": "口岸恢复货运", "en": "Freight resumes at the port"},
        Meta(source={"zh": "本站综合", "en": "This site"}),
        [
            pair("一季度过货量同比增长。", "Freight grew in the first quarter."),
            pair("验放时间缩短。", None, 0.4),
            pair("口岸每天开放十二小时。", "Clearance takes less time.", 0.3),
            Row("figure", "货场", "The yard", "货场", "The yard", 0.9, Given(png(), "image/png")),
            pair(None, "The port is open twelve hours a day.", 0.4),
        ],
        [Left("来源：本站综合", "read.source"), Left("联系电话：另行公布", "page.furniture")],
    )


@pytest.fixture
def reading(monkeypatch, settings, tmp_path):
    """What the next manuscript is understood as; the files' names as they were read."""
    settings.MANUSCRIPT_ROOT, settings.MEDIA_ROOT = tmp_path / "manuscripts", tmp_path / "media"
    found, names = {"result": manuscript()}, []

    def read(name, data):
        names.append(name)
        if isinstance(found["result"], Exception):
            raise found["result"]
        return []

    def read_text(text, kind):
        return read(f"{kind}: {text}", b"")

    monkeypatch.setattr(reader, "read", read)
    monkeypatch.setattr(reader, "read_text", read_text)
    monkeypatch.setattr(reader, "understand", lambda *blocks, names=(): found["result"])
    found["names"] = names
    return found


def drop(page, *names):
    page.evaluate(
        """([names, data]) => {
          const files = new DataTransfer();
          for (const name of names) {
            files.items.add(new File([atob(data)], name));
          }
          const zone = document.querySelector("[data-drop]");
          for (const kind of ["dragover", "drop"]) {
            zone.dispatchEvent(
              new DragEvent(kind, { dataTransfer: files, bubbles: true, cancelable: true }));
          }
        }""",
        [names, base64.b64encode(b"docx").decode()],
    )


def open_import(page, site, language="en", query=""):  # noqa: F811
    choose_language(page, site, language)
    sign_in(page, site, "author")
    page.goto(f"{site}/admin/news/manuscript/{query}")


def give(page, site, language="en"):  # noqa: F811
    """Brings a manuscript as far as its confirmation."""
    make_column()
    open_import(page, site, language)
    page.locator("#id_file").set_input_files(
        {"name": "稿件.docx", "mimeType": "application/zip", "buffer": b"docx"}
    )
    page.locator(".submit-row [type=submit]").click()
    expect(page.locator(".workbench-bar")).to_be_visible()


def english(page):
    return [each.inner_text() for each in page.locator("[data-row]:visible [data-cell=en]").all()]


def test_from_the_dropped_file_to_the_draft(quiet_page, site, reading):  # noqa: F811
    page = quiet_page
    column = make_column()
    open_import(page, site)
    drop(page, "manuscript.docx")
    expect(page.locator("[data-drop-hint]")).to_have_text("Chosen: manuscript.docx")
    page.locator("#id_column").select_option(str(column.pk))
    page.keyboard.press("Tab")
    page.locator(".submit-row [type=submit]").click()
    expect(page.locator(".workbench-bar")).to_be_visible()
    assert reading["names"] == ["manuscript.docx"]

    # The pairs: two rows in doubt and one text alone; one step puts the rest in place.
    expect(page.locator(".manuscript-doubt:visible")).to_have_count(3)
    page.get_by_role("button", name=re.compile("Next row in doubt")).click()
    assert page.evaluate("document.activeElement.ariaLabel").startswith("Row 2, English")
    page.keyboard.press("Alt+ArrowDown")
    page.keyboard.press("Alt+Shift+PageUp")
    assert english(page) == [
        "Freight grew in the first quarter.",
        "Clearance takes less time.",
        "The port is open twelve hours a day.",
        "The yard",
    ]
    expect(page.locator(".manuscript-doubt:visible")).to_have_count(0)
    expect(page.get_by_role("button", name="No row is in doubt any more.")).to_be_visible()

    # The picture asks for its description, and nothing typed is lost by that.
    page.get_by_role("button", name="Create the draft").last.click()
    expect(page.locator(".errorlist").first).to_be_visible()
    assert english(page)[1] == "Clearance takes less time."
    page.locator("#picture-1-alt_zh").fill("货场里的卡车")
    page.locator("#picture-1-alt_en").fill("Lorries in the yard")
    page.keyboard.press("Control+s")
    expect(page.locator(".messagelist .success")).to_be_visible()

    edition = Edition.objects.get()
    assert edition.post.slug == "freight-resumes-at-the-port"
    rows = list(edition.passages.order_by("position"))
    assert [(row.text_zh, row.text_en) for row in rows[1:3]] == [
        ("<p>验放时间缩短。</p>", "<p>Clearance takes less time.</p>"),
        ("<p>口岸每天开放十二小时。</p>", "<p>The port is open twelve hours a day.</p>"),
    ]
    assert (rows[3].image.alt_zh, rows[3].image.alt_en) == ("货场里的卡车", "Lorries in the yard")
    assert [row.state("en") for row in rows] == ["current"] * 4
    wait_until_no_draft_is_kept(page)


def test_two_dropped_files_fill_both_fields_and_a_third_is_refused(quiet_page, site, reading):  # noqa: F811
    page = quiet_page
    open_import(page, site)
    drop(page, "a.docx", "b.docx", "c.docx")
    expect(page.locator("[data-drop-hint]")).to_contain_text("more than two")
    drop(page, "a.exe")
    expect(page.locator("[data-drop-hint]")).to_contain_text("“a.exe” is not read")
    drop(page, "zh.docx")
    drop(page, "en.md")
    expect(page.locator("[data-drop-hint]")).to_have_text("Chosen: zh.docx, en.md")
    page.locator(".submit-row [type=submit]").click()
    expect(page.locator(".workbench-bar")).to_be_visible()

    assert reading["names"] == ["zh.docx", "en.md"]


def test_pasted_text_keeps_its_formatting_until_it_is_typed_on(quiet_page, site, reading):  # noqa: F811
    page = quiet_page
    open_import(page, site)
    page.evaluate("""() => {
      const text = document.querySelector("#id_text");
      text.focus();
      text.addEventListener("paste", (event) => {
        // A made-up event pastes nothing by itself.
        text.value += event.clipboardData.getData("text/plain");
        text.dispatchEvent(new InputEvent("input", { bubbles: true }));
      });
    }""")
    paste(page, "<p><b>Part</b> one</p>", "Part one")
    expect(page.locator("[data-pasted]")).to_contain_text("Pasted with headings")
    page.locator("#id_text").press("End")
    page.keyboard.type("!")
    expect(page.locator("[data-pasted]")).to_have_text("")
    page.locator("#id_text").fill("")
    paste(page, "<p><b>Part</b> two</p>", "Part two")
    page.locator(".submit-row [type=submit]").click()
    expect(page.locator(".workbench-bar")).to_be_visible()

    assert reading["names"] == ["html: <p><b>Part</b> two</p>"]


def test_a_refused_file_says_why_and_keeps_the_text(page, site, reading):  # noqa: F811
    reading["result"] = Refused("text.too_large", limit="100")
    open_import(page, site)
    page.locator("#id_text").fill("第一段\nPart one")
    page.locator(".submit-row [type=submit]").click()

    expect(page.locator(".import__refused")).to_contain_text("longer than 100 characters")
    expect(page.locator("#id_text")).to_have_value("第一段\nPart one")
    expect(page.locator(".import__refused")).to_be_focused()
    assert not Manuscript.objects.exists()


def test_pairs_are_corrected_from_the_list_and_taken_back(quiet_page, site, reading):  # noqa: F811
    page = quiet_page
    give(page, site)
    before = english(page)
    cell(page, 1).click()
    page.keyboard.press("Alt+l")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Align row 1")
    dialog.get_by_role("group", name="English").get_by_role("button").nth(1).click()
    assert english(page)[:2] == ["", "Freight grew in the first quarter."]
    assert page.evaluate("document.activeElement.ariaLabel").startswith("Row 2, English")
    page.keyboard.press("Control+z")
    assert english(page) == before
    page.keyboard.press("Alt+x")
    assert english(page)[0] == "一季度过货量同比增长。"
    page.keyboard.press("Control+z")

    page.locator(".manuscript__left summary").click()
    page.get_by_role("button", name="Put back as a row (Chinese): 联系电话：另行公布").click()
    expect(cell(page, 6, "zh")).to_have_text("联系电话：另行公布")
    expect(page.locator("[data-left='1']")).to_contain_text("Put back as row 6.")
    page.get_by_role("button", name="Exchange Chinese and English everywhere").click()
    expect(page.locator("#id_title_zh")).to_have_value("Freight resumes at the port")
    assert english(page)[0] == "一季度过货量同比增长。"
    assert not Edition.objects.exists()


def test_without_scripts_a_pair_is_corrected_by_a_button(browser, site, reading):  # noqa: F811
    column = make_column()
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    open_import(page, site)
    page.locator("#id_file").set_input_files(
        {"name": "a.docx", "mimeType": "application/zip", "buffer": b"docx"}
    )
    page.locator("[type=submit]").last.click()
    page.locator("#id_summary_en").fill("Typed before")
    row = page.locator("#passages-2")
    row.locator("[name$=-language]").select_option("en")
    row.locator("[name$=-action]").select_option("shift_up")
    row.get_by_role("button", name="Do it").click()

    expect(page.locator("#id_summary_en")).to_have_value("Typed before")
    expect(page.locator("#id_passages-1-text_en")).to_have_value(
        "<p>Clearance takes less time.</p>"
    )
    page.locator("#picture-1-alt_zh").fill("货场")
    page.locator("#picture-1-alt_en").fill("Yard")
    page.locator("#id_column").select_option(str(column.pk))
    page.locator("[data-save]").click()
    expect(page.locator(".messagelist .success")).to_be_visible()
    context.close()

    assert [row.text_en for row in Edition.objects.get().passages.order_by("position")][:3] == [
        "<p>Freight grew in the first quarter.</p>",
        "<p>Clearance takes less time.</p>",
        "<p>The port is open twelve hours a day.</p>",
    ]


def test_discarding_forgets_what_the_browser_kept(quiet_page, site, reading):  # noqa: F811
    page = quiet_page
    give(page, site)
    cell(page, 1).click()
    page.keyboard.type("Typed ")
    page.get_by_role("button", name="Discard the manuscript").click()
    expect(page.locator(".messagelist .success")).to_be_visible()
    wait_until_no_draft_is_kept(page)
    assert not Manuscript.objects.exists()


def test_a_revised_manuscript_changes_what_is_chosen(quiet_page, site, reading):  # noqa: F811
    page = quiet_page
    edition = make_edition(
        passages=[
            ("<p>一季度过货量同比增长。</p>", "<p>Freight grew in the first quarter.</p>"),
            ("<p>验放时间缩短一半。</p>", "<p>Clearance takes half the time.</p>"),
        ]
    )
    reading["result"] = Understood(
        {"zh": edition.title_zh, "en": "A better title"},
        Meta(),
        [
            pair("一季度过货量同比增长。", "Freight grew fast in the first quarter."),
            pair("验放时间缩短三成。", "Clearance takes a third less time."),
            pair("新的一段。", "A new paragraph."),
        ],
    )
    choose_language(page, site, "en")
    sign_in(page, site, "author")
    page.goto(change_url(site, edition))
    page.get_by_role("link", name="Import a revised manuscript").click()
    page.locator("#id_text").fill("anything")
    page.locator(".submit-row [type=submit]").click()
    expect(page.locator(".revision")).to_be_visible()

    page.get_by_role("region", name="Row 2").get_by_label("Take the manuscript's").first.check()
    page.get_by_role("region", name="Row 3").get_by_label("Add the row").check()
    page.get_by_role("button", name="Take what is chosen").last.click()
    expect(page.locator(".messagelist .success")).to_be_visible()

    edition.refresh_from_db()
    assert edition.title_en != "A better title"
    assert [(row.text_zh, row.text_en) for row in edition.passages.order_by("position")] == [
        ("<p>一季度过货量同比增长。</p>", "<p>Freight grew in the first quarter.</p>"),
        ("<p>验放时间缩短三成。</p>", "<p>Clearance takes half the time.</p>"),
        ("<p>新的一段。</p>", "<p>A new paragraph.</p>"),
    ]


@each_language_and_width
def test_axe_finds_nothing_on_the_pages_of_an_import(page, site, reading, language, width):  # noqa: F811
    def look():
        faults = Axe().run(page, options=OPTIONS).response["violations"]
        assert [(each["id"], each["nodes"][0]["target"]) for each in faults] == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")

    page.set_viewport_size({"width": width, "height": 900})
    edition = make_edition(passages=[("<p>口岸每天开放十小时。</p>", "<p>Open ten hours.</p>")])
    reading["result"] = Refused("file.broken")
    open_import(page, site, language)
    look()
    page.locator("#id_text").fill("x")
    page.locator(".submit-row [type=submit]").click()
    expect(page.locator(".import__refused")).to_be_visible()
    look()
    reading["result"] = manuscript()
    page.locator(".submit-row [type=submit]").click()
    expect(page.locator(".workbench-bar")).to_be_visible()
    page.locator(".manuscript__left summary").click()
    look()
    cell(page, 3).click()
    page.keyboard.press("Alt+l")
    look()
    page.goto(f"{site}/admin/news/manuscript/?edition={edition.pk}")
    page.locator("#id_text").fill("x")
    page.locator(".submit-row [type=submit]").click()
    expect(page.locator(".revision")).to_be_visible()
    look()
