"""The whole way of a manuscript: a Word file dropped, a pair corrected, findings dealt with."""

import base64
import re

import pytest
from playwright.sync_api import expect

from news.models import AcceptedFinding, Edition, Manuscript
from tests.browser.test_editing import sign_in
from tests.browser.test_editing import site as site
from tests.browser.test_edition_form import choose_language
from tests.browser.test_findings import counter, findings, retype
from tests.builders import make_column
from tests.news.manuscripts.word import docx

pytestmark = pytest.mark.browser

TEXT = [
    {"p": "都拉塔口岸恢复货运通关", "style": "Title"},
    {"p": "Dulata Port resumes freight clearance", "style": "Title"},
    "发布时间：2023-03-02　来源：本站　编辑：林溪　作者：何舟",
    "3月1日，都拉塔口岸恢复货运通关，当天通行车辆46辆。",
    "Dulata Port resumed freight clearance on March 1; 64 vehicles passed on that day.",
    "口岸新增2条查验通道。",
    "Two lanes for inspection were added.",
    "工作人员说，“通关时间比以前短。",
    "Staff say that clearance takes less time than before.",
]


def drop(page, name, data):
    page.evaluate(
        """([name, data]) => {
          const bytes = Uint8Array.from(atob(data), (char) => char.charCodeAt(0));
          const files = new DataTransfer();
          files.items.add(new File([bytes], name));
          const zone = document.querySelector("[data-drop]");
          for (const kind of ["dragover", "drop"]) {
            zone.dispatchEvent(
              new DragEvent(kind, { dataTransfer: files, bubbles: true, cancelable: true }));
          }
        }""",
        [name, base64.b64encode(data).decode()],
    )


def test_from_the_dropped_file_to_a_draft_with_its_findings_dealt_with(
    quiet_page, site, settings, tmp_path
):
    settings.MANUSCRIPT_ROOT, settings.MEDIA_ROOT = tmp_path / "manuscripts", tmp_path / "media"
    page = quiet_page
    column = make_column()
    choose_language(page, site, "en")
    sign_in(page, site, "author")
    page.goto(f"{site}/admin/news/post/")
    page.get_by_role("link", name="Import a manuscript").click()
    expect(page.locator("[data-drop-hint]")).to_be_visible()
    drop(page, "都拉塔.docx", docx({"body": TEXT}))
    page.locator("#id_column").select_option(str(column.pk))
    page.locator(".submit-row [type=submit]").click()

    # What was understood.
    expect(page.locator(".workbench-bar")).to_be_visible()
    expect(page.locator("#id_title_en")).to_have_value("Dulata Port resumes freight clearance")
    expect(page.locator("#id_source_zh")).to_have_value("本站")
    expect(page.locator("#id_author_zh")).to_have_value("何舟")
    english = page.locator("[data-row]:visible [data-cell=en]")
    expect(english).to_have_text(
        [re.compile("64 vehicles"), re.compile("Two lanes"), re.compile("Staff say")]
    )

    # A pair is corrected: one text down and up again, and then its words.
    page.locator("#passages-1 [data-cell=en]").click()
    page.keyboard.press("Alt+PageDown")
    expect(english).not_to_have_text(
        [re.compile("64 vehicles"), re.compile("Two lanes"), re.compile("Staff say")]
    )
    page.keyboard.press("Control+z")
    expect(english).to_have_text(
        [re.compile("64 vehicles"), re.compile("Two lanes"), re.compile("Staff say")]
    )
    page.locator("#id_source_en").fill("This site")
    page.get_by_role("button", name="Create the draft").last.click()
    expect(page.locator(".messagelist .success")).to_be_visible()
    edition = Edition.objects.get()
    # Nothing of the manuscript is kept beside the draft.
    assert Manuscript.objects.get().content == {}

    # The digits that do not agree are mended, the lost quotation mark stays with a reason.
    expect(findings(page, 0)).to_contain_text("64")
    retype(page, "en", "Dulata Port resumed freight clearance on March 1; 46 vehicles passed.")
    expect(findings(page, 0)).to_have_count(0)
    quote = page.locator("#passages-2 .finding")
    expect(quote).to_have_count(1)
    quote.get_by_role("button", name="Leave as it is…").click()
    page.keyboard.type("The speaker goes on in the next paragraph")
    page.keyboard.press("Enter")
    page.keyboard.press("Control+s")

    # Who left it is written by the server: the page before this one said "success" as well.
    expect(quote).to_contain_text("Left as it is by author")
    expect(counter(page)).to_contain_text("accepted: 1")
    accepted = AcceptedFinding.objects.get()
    assert accepted.reason == "The speaker goes on in the next paragraph"
    row = edition.passages.get(position=1)
    assert "46 vehicles" in row.text_en
