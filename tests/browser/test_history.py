"""The history in a browser: two versions chosen by keyboard, compared, one restored and printed."""

from io import BytesIO

import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image as PictureFile
from playwright.sync_api import expect

from news import images, workflow
from news.models import Edition, Image, Status
from tests.browser.checkers.axe import OPTIONS
from tests.browser.checkers.circumstances import each_language_and_width
from tests.browser.test_editing import sign_in, site  # noqa: F401
from tests.browser.test_edition_form import choose_language
from tests.builders import make_edition, make_port, make_user, proofread
from tests.news.test_history import FOUR, THREE, save

pytestmark = pytest.mark.browser

TABLE = (
    "<table><caption>口岸车辆</caption><tr><th>口岸</th><th>车辆</th></tr>"
    "<tr><td>策克</td><td>{number}</td></tr><tr><td>甘其毛都</td><td>512</td></tr></table>"
)
TABLE_EN = (
    "<table><caption>Lorries</caption><tr><th>Port</th><th>Lorries</th></tr>"
    "<tr><td>Ceke</td><td>{number}</td></tr><tr><td>Ganqimaodu</td><td>512</td></tr></table>"
)


def history_of_three_versions():
    """A released edition, and a draft that was returned and mended since. Gives the draft."""
    picture = BytesIO()
    PictureFile.new("RGB", (160, 90), "teal").save(picture, "PNG")
    image = Image(alt_zh="大桥", alt_en="Bridge")
    images.attach(image, picture)
    image.save()
    edition = make_edition(
        title_zh="策克口岸恢复货运通关",
        title_en="Freight resumes at Ceke",
        cover=image,
        ports=[make_port("ceke", name_zh="策克口岸", name_en="Ceke")],
        passages=[
            (f"<p>{THREE}</p>", "<p>The first lorries enter on the 3rd of March.</p>"),
            {"kind": "heading2", "text_zh": "通关安排", "text_en": "Clearance"},
            {
                "kind": "list",
                "text_zh": "<ul><li>提前预约</li><li>现场核验</li></ul>",
                "text_en": "<ul><li>Book ahead</li><li>Checks on the spot</li></ul>",
            },
            {
                "kind": "table",
                "text_zh": TABLE.format(number=428),
                "text_en": TABLE_EN.format(number=428),
            },
            *((f"<p>第{n}段没有改动。</p>", f"<p>Row {n} stays.</p>") for n in range(5, 9)),
            ("<p>联系电话见公告。</p>", "<p>See the notice for telephone numbers.</p>"),
        ],
    )
    author = make_user("writer", groups=["author"], first_name="采", last_name="编")
    edition = workflow.move(edition, "first_review", author)
    for role in ["first", "second", "final"]:
        user = make_user(f"{role}-person", groups=[f"{role}_reviewer"])
        if role == "final":
            proofread(edition)
        edition = workflow.move(edition, workflow.next_stage(edition), user)
    changes = {
        1: {
            "text_zh": f"<p>{FOUR}</p>",
            "text_en": "<p>The first lorries enter on the 4th of March.</p>",
        },
        4: {"text_zh": TABLE.format(number=430), "text_en": TABLE_EN.format(number=430)},
        9: {"text_zh": '<p>联系电话见<a href="https://example.org/">公告</a>。</p>'},
    }
    draft = save(edition, author, rows=changes)
    first, last = draft.passages.get(position=2), draft.passages.get(position=7)
    draft = workflow.move(draft, "first_review", author)
    draft = workflow.move(
        draft, "returned", make_user("r", groups=["first_reviewer"]), reason="请核对车辆数。"
    )
    draft.passages.filter(pk=first.pk).update(position=99)
    draft.passages.filter(pk=last.pk).update(position=2)
    draft.passages.filter(pk=first.pk).update(position=7)
    return draft


def test_two_versions_are_chosen_by_keyboard_compared_and_one_restored(quiet_page, site):  # noqa: F811
    draft = history_of_three_versions()
    page = quiet_page
    choose_language(page, site, "zh-hans")
    sign_in(page, site, "author")
    page.goto(f"{site}/admin/news/edition/{draft.pk}/change/")
    page.get_by_role("link", name="版本、审核与保存记录").click()

    page.locator("input[name=from]").first.focus()
    for _press in range(2):
        page.keyboard.press("ArrowDown")
    chosen = page.locator("input[name=from]:checked")
    assert chosen.get_attribute("value") != "now"
    page.keyboard.press("Enter")

    page.wait_for_url("**/compare/?*")
    row = page.locator(".change--changed").first
    expect(row.locator("del").first).to_be_visible()
    assert "由第" in page.locator(".change__tag--moved").first.inner_text()
    del_text = row.locator("del").first.inner_text()
    assert del_text.replace("[删除：", "").strip(" ]\n") == "三"
    assert page.locator("details:not([open])").count() >= 1

    page.get_by_role("link", name="恢复为新草稿").click()
    page.get_by_role("button", name="用该版本替换草稿").click()
    expect(page.locator(".messagelist")).to_contain_text("已恢复为")
    restored = Edition.objects.get(pk=draft.pk)
    assert restored.status == Status.RETURNED or restored.status == Status.DRAFT
    assert "首批货车三日" in restored.passages.get(position=1).text_zh


def pages(draft):
    versions = draft.post.editions.get(number=1).versions.order_by("pk")
    version = versions.last().pk
    return {
        "history": f"/admin/news/edition/{draft.pk}/history/",
        "compare": f"/admin/news/post/{draft.post_id}/compare/?from={version}&to=now",
        "compare-all": f"/admin/news/post/{draft.post_id}/compare/?from={version}&to=now&show=all",
        "version": f"/admin/news/post/{draft.post_id}/versions/{version}/",
        "restore": f"/admin/news/post/{draft.post_id}/versions/{version}/restore/",
        "sign-off": f"/admin/news/edition/{draft.post.editions.get(number=1).pk}/sign-off/",
        "no-version": f"/admin/news/post/{draft.post_id}/compare/?from={10**30}",
    }


@each_language_and_width
def test_the_pages_of_the_history_are_accessible_and_fit(page, watch, site, language, width):  # noqa: F811
    draft = history_of_three_versions()
    sign_in(page, site, "author")
    choose_language(page, site, language)
    page.set_viewport_size({"width": width, "height": 900})
    wrong = {}
    watch.on(page)
    quiet = page
    for name, address in pages(draft).items():
        # An address that is wrong is answered 400, of which the browser complains.
        page = quiet.context.new_page() if name == "no-version" else quiet
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(site + address)
        found = Axe().run(page, options=OPTIONS).response["violations"]
        if found:
            wrong[name] = [
                (each["id"], [node["html"][:200] for node in each["nodes"][:3]]) for each in found
            ]
        overflow = page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert overflow <= 0, name

    assert wrong == {}
