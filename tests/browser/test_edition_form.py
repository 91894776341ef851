"""The workbench in the admin's real form: by keyboard, by two people, through a server's death."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from news.models import Edition
from news.staleness import CURRENT, STALE
from tests.browser.checkers.axe import OPTIONS
from tests.browser.checkers.circumstances import each_language_and_width
from tests.browser.conftest import Watch
from tests.browser.test_editing import PASSWORD, sign_in, site  # noqa: F401
from tests.browser.test_workbench import cell, paste
from tests.browser.waiting import wait_until
from tests.browser.workbench_page import sample_rows
from tests.builders import make_edition, make_public, make_user

pytestmark = pytest.mark.browser

ROOT = Path(__file__).resolve().parents[2]
WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>
p.MsoNormal {mso-style-unhide:no; font-size:12.0pt}</style></head><body lang=ZH-CN>
<p class=MsoNormal style='mso-pagination:widow-orphan;text-indent:24.0pt'><span lang=EN-US
style='font-family:"Times New Roman";mso-fareast-font-family:宋体'>Cleared <b
style='mso-bidi-font-weight:normal'>37</b> lorries<o:p></o:p></span></p>
<p class=MsoNormal style='mso-outline-level:1'>Second</p></body></html>"""


def forty(**values):
    rows = [
        {
            "kind": row["kind"],
            "text_zh": row["zh"].replace("'", '"'),
            "text_en": row["en"].replace("'", '"'),
        }
        for row in sample_rows(40, troubled=False)
    ]
    return make_public(title_zh="口岸恢复货运", title_en="Freight resumes", passages=rows, **values)


def change_url(site, edition):  # noqa: F811
    return f"{site}/admin/news/edition/{edition.pk}/change/"


def open_form(page, site, edition):  # noqa: F811
    page.goto(change_url(site, edition))
    expect(page.locator(".workbench-bar")).to_be_visible()


def choose_language(page, site, language):  # noqa: F811
    page.context.add_cookies(
        [{"name": "django_language", "value": language, "url": f"{site}/admin/"}]
    )


# The admin keeps its theme there too.
DRAFTS = "Object.keys(localStorage).filter((key) => key.startsWith('kouan.draft.'))"


def drafts(page):
    return page.evaluate(DRAFTS)


def wait_until_no_draft_is_kept(page):
    """The saved page shows its message before its script has run and forgotten the draft."""
    wait_until(page, f"{DRAFTS}.length === 0")


def press_until(page, key, condition, times=60):
    for _press in range(times):
        if page.evaluate(condition):
            return
        page.keyboard.press(key)
    assert page.evaluate(condition), condition


def test_from_sign_in_to_a_changed_row_37_of_40_by_keyboard_alone(quiet_page, site):  # noqa: F811
    edition = forty()
    page = quiet_page
    choose_language(page, site, "en")
    page.goto(f"{site}/admin/login/?next=/admin/news/post/")
    press_until(page, "Tab", "document.activeElement.id === 'id_username'")
    page.keyboard.type("author")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.locator("#result_list")).to_be_visible()
    press_until(page, "Tab", "document.activeElement.matches('#result_list a')", 150)
    page.keyboard.press("Enter")
    expect(page.locator(".workbench-bar")).to_be_visible()

    press_until(page, "Tab", "document.activeElement.id === 'id_title_zh'", 80)
    for _row in range(37):
        page.keyboard.press("Alt+ArrowDown")
    page.keyboard.press("Alt+o")
    assert page.evaluate("document.activeElement.ariaLabel") == (
        "Row 37, English, Heading 2, current"
    )
    page.keyboard.press("End")
    page.keyboard.type(" again")
    page.keyboard.press("Control+s")

    expect(page.locator(".messagelist .success")).to_contain_text("Edition 2")
    draft = Edition.objects.get(post=edition.post, number=2)
    before, after = (list(each.passages.order_by("position")) for each in [edition, draft])
    assert after[36].text_en == "Freight resumes at the port again"
    changed = [
        one.position
        for one, two in zip(before, after, strict=True)
        if (one.key, one.kind, one.text_zh, one.text_en)
        != (two.key, two.kind, two.text_zh, two.text_en)
    ]
    assert changed == [37]
    wait_until_no_draft_is_kept(page)


@each_language_and_width
def test_axe_finds_nothing_on_the_real_form_with_forty_rows(page, site, language, width):  # noqa: F811
    # Not a quiet page: axe itself tries a style that the policy refuses.
    edition = forty()
    rows = list(edition.passages.order_by("position"))
    rows[1].text_zh = rows[1].text_zh.replace("37", "46")
    rows[3].text_en = ""
    for row in [rows[1], rows[3]]:
        row.save()
    Edition.objects.filter(pk=edition.pk).update(summary_zh="另一份摘要")
    choose_language(page, site, language)
    sign_in(page, site, "author")
    page.set_viewport_size({"width": width, "height": 900})
    open_form(page, site, edition)
    expect(page.locator(".source-change")).to_have_count(2)
    cell(page, 2).click()

    result = Axe().run(page, options=OPTIONS)

    assert [(v["id"], v["nodes"][0]["target"]) for v in result.response["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_stale_row_shows_its_source_then_and_now_until_somebody_confirms_it(quiet_page, site):  # noqa: F811
    edition = make_public(
        title_zh="口岸恢复货运",
        passages=[(f"<p>第{n}段共三辆。</p>", f"<p>Part {n}</p>") for n in "一二三四五"],
    )
    page = quiet_page
    choose_language(page, site, "en")
    sign_in(page, site, "author")
    open_form(page, site, edition)
    cell(page, 4, "zh").click()
    page.keyboard.press("End")
    for _character in "辆。":
        page.keyboard.press("ArrowLeft")
    page.keyboard.press("Backspace")
    page.keyboard.type("四")
    page.keyboard.press("Control+s")
    expect(page.locator(".messagelist .success")).to_be_visible()
    expect(page.locator(".workbench-bar__counter")).to_have_text("Rows: 5 · missing: 0 · stale: 1")

    change = page.locator("[data-row]").nth(3).locator(".source-change")
    expect(change.locator("del")).to_have_text("[removed: 三]")
    expect(change.locator("ins")).to_have_text("[added: 四]")
    expect(page.locator(".source-change")).to_have_count(1)
    draft = Edition.objects.get(number=2)
    assert [row.state("en") for row in draft.passages.all()] == [
        STALE if n == 3 else CURRENT for n in range(5)
    ]

    cell(page, 4).click()
    page.keyboard.press("Alt+y")
    page.keyboard.press("Control+s")
    # Only the page that comes back from the server is without it.
    expect(page.locator(".source-change")).to_have_count(0)
    page.goto(change_url(site, draft).replace("/change/", "/history/"))

    row = page.locator(".confirmations tbody tr").first
    for words in ["Row 4", "English", "still correct", "author"]:
        expect(row).to_contain_text(words)


def test_a_new_post_is_written_in_the_workbench(quiet_page, site):  # noqa: F811
    make_public()
    page = quiet_page
    choose_language(page, site, "en")
    sign_in(page, site, "author")
    page.goto(f"{site}/admin/news/edition/add/")
    page.locator("#id_title_zh").fill("新稿件")
    page.locator("#id_title_en").fill("New post")
    page.locator("#id_column").select_option(index=1)
    expect(page.locator("[data-row]:not([hidden])")).to_have_count(1)
    cell(page, 1, "zh").click()
    page.keyboard.type("第一段")
    page.keyboard.press("Alt+o")
    page.keyboard.type("Part one")
    page.keyboard.press("Alt+a")
    page.keyboard.type("Only English")
    page.keyboard.press("Alt+c")
    page.keyboard.press("Control+s")
    expect(page.locator(".messagelist .success")).to_be_visible()

    edition = Edition.objects.get(post__slug="new-post")
    assert [(row.text_zh, row.text_en, row.no_counterpart) for row in edition.passages.all()] == [
        ("<p>第一段</p>", "<p>Part one</p>", False),
        ("", "<p>Only English</p>", True),
    ]
    assert [row.state("en") for row in edition.passages.all()] == [CURRENT, CURRENT]
    page.goto(f"{site}/admin/news/edition/add/")
    expect(page.locator(".workbench-bar")).to_be_visible()
    page.wait_for_timeout(300)
    assert page.locator(".workbench-notice--draft").count() == 0


def test_words_pasted_from_word_are_stored_clean(quiet_page, site):  # noqa: F811
    edition = make_edition(passages=[("<p>甲</p>", "")])
    page = quiet_page
    sign_in(page, site, "author")
    open_form(page, site, edition)
    cell(page, 1).click()
    paste(page, WORD)
    page.keyboard.press("Control+s")
    expect(page.locator(".messagelist .success")).to_be_visible()

    assert edition.passages.get().text_en == (
        "<p>Cleared <strong>37</strong> lorries</p><p>Second</p>"
    )


def test_a_refused_save_keeps_the_rows_and_says_what_is_wrong(quiet_page, site):  # noqa: F811
    edition = make_edition(passages=[("<p>甲</p>", "<p>A</p>"), ("<p>乙</p>", "<p>B</p>")])
    page = quiet_page
    choose_language(page, site, "en")
    sign_in(page, site, "author")
    open_form(page, site, edition)
    page.locator("#id_title_zh").fill("")
    cell(page, 1, "zh").click()
    page.keyboard.press("End")
    page.keyboard.type("改")
    page.keyboard.press("Alt+Enter")
    page.keyboard.type("新行")
    page.keyboard.press("Control+s")
    expect(page.locator(".errorlist").first).to_be_visible()

    expect(cell(page, 1, "zh")).to_have_text("甲改")
    expect(cell(page, 2, "zh")).to_have_text("新行")
    expect(cell(page, 3, "zh")).to_have_text("乙")
    expect(page.locator(".workbench-row .workbench-state").first).to_have_text("will be stale")
    page.locator("#id_title_zh").fill("题")
    page.keyboard.press("Control+s")
    expect(page.locator(".messagelist .success")).to_be_visible()
    assert [row.text_zh for row in edition.passages.all()] == [
        "<p>甲改</p>",
        "<p>新行</p>",
        "<p>乙</p>",
    ]


def test_without_scripts_the_real_form_saves_as_plain_fields(browser, site):  # noqa: F811
    edition = make_edition(passages=[("<p>甲</p>", "<p>A</p>"), ("<p>乙</p>", "<p>B</p>")])
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    sign_in(page, site, "author")
    page.goto(change_url(site, edition))
    page.locator("#id_passages-0-text_zh").fill("<p>甲改</p>")
    page.locator("#id_passages-0-still_correct").check()
    page.locator("#id_passages-2-text_zh").fill("<p>丙</p>")
    page.locator("#id_passages-2-position").fill("1")
    page.locator("[name=_save]").click()
    expect(page.locator(".messagelist .success")).to_be_visible()
    context.close()

    assert [row.text_zh for row in edition.passages.all()] == [
        "<p>丙</p>",
        "<p>甲改</p>",
        "<p>乙</p>",
    ]
    assert [row.state("en") for row in edition.passages.all()][1:] == [CURRENT, CURRENT]


@pytest.mark.parametrize("scripts", [True, False])
def test_two_sessions_save_and_no_text_of_either_is_lost(page, browser, site, scripts):  # noqa: F811
    edition = make_edition(
        title_zh="题",
        passages=[("<p>一</p>", "<p>One</p>"), ("<p>二</p>", "<p>Two</p>"), ("<p>三</p>", "")],
    )
    make_user("second", groups=["author"], password=PASSWORD, is_staff=True)
    context = browser.new_context(java_script_enabled=scripts)
    theirs = context.new_page()
    watch = Watch()
    watch.on(theirs)
    for each, name in [(page, "author"), (theirs, "second")]:
        choose_language(each, site, "en")
        sign_in(each, site, name)
        each.goto(change_url(site, edition))

    def write(each, number, text):
        if scripts or each is page:
            cell(each, number, "zh").click()
            each.keyboard.press("End")
            each.keyboard.type(text)
        else:
            field = each.locator(f"#id_passages-{number - 1}-text_zh")
            field.fill(field.input_value().replace("</p>", f"{text}</p>"))

    expect(page.locator(".workbench-bar")).to_be_visible()
    write(page, 1, "先")
    write(page, 3, "先")
    page.locator("[name=_save]").click()
    expect(page.locator(".messagelist .success")).to_be_visible()

    theirs.locator("#id_summary_en").fill("Second's summary")
    write(theirs, 1, "后")
    write(theirs, 2, "后")
    theirs.locator("[name=_save]").click()
    expect(theirs.locator(".conflict")).to_be_visible()

    assert theirs.url == change_url(site, edition)
    shown = [
        re.sub(r"\[only here: |\]", "", side.text_content())
        for side in theirs.locator(".choice__side .choice__text").all()
    ]
    assert shown[1:] == ["Second's summary", "一先", "一后", "二", "二后", "三先", "三"]
    chosen = [theirs.get_by_role("region", name=f"Row {n}") for n in [1, 2, 3]]
    expect(chosen[0].get_by_label("Take mine")).to_be_checked()
    expect(chosen[1].get_by_label("Take mine")).to_be_checked()
    expect(chosen[2].get_by_label("Take theirs")).to_be_checked()
    chosen[0].get_by_label("Take theirs").check()
    # The browser's own note of the answer's status is the only one.
    assert [text for text in watch.complaints if "409" not in text] == []
    if scripts:
        faults = Axe().run(theirs, options=OPTIONS).response["violations"]
        assert [(v["id"], v["nodes"][0]["target"]) for v in faults] == []
    theirs.get_by_role("button", name="Save this choice").click()
    expect(theirs.locator(".messagelist .success")).to_be_visible()

    edition.refresh_from_db()
    assert edition.summary_en == "Second's summary"
    assert [row.text_zh for row in edition.passages.all()] == [
        "<p>一先</p>",
        "<p>二后</p>",
        "<p>三先</p>",
    ]
    if scripts:
        expect(theirs.locator(".workbench-bar")).to_be_visible()
        assert drafts(theirs) == []
    context.close()


# A server of its own, killed while somebody types


def free_port():
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        return held.getsockname()[1]


@pytest.fixture
def own_server(tmp_path):
    """`start` and `kill` for a server in a process of its own, with its own database."""
    port = free_port()
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "VAR_DIR": str(tmp_path),
        "DATABASE_URL": f"sqlite:///{tmp_path}/db.sqlite3",
        "PYTHONUNBUFFERED": "1",
    }
    environment.pop("DJANGO_ALLOW_ASYNC_UNSAFE", None)

    class Server:
        url = f"http://127.0.0.1:{port}"
        process = None

        def manage(self, *arguments, **values):
            return subprocess.run(
                [sys.executable, "manage.py", *arguments],
                cwd=ROOT,
                env=environment,
                check=True,
                capture_output=True,
                text=True,
                **values,
            ).stdout

        def start(self):
            self.process = subprocess.Popen(
                [
                    sys.executable, "manage.py", "runserver", "--noreload", "--nothreading",
                    f"127.0.0.1:{port}",
                ],
                cwd=ROOT,
                env=environment,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )  # fmt: skip
            for _attempt in range(150):
                with socket.socket() as knocking:
                    if knocking.connect_ex(("127.0.0.1", port)) == 0:
                        return
                time.sleep(0.2)
            raise AssertionError("the server does not answer")

        def kill(self):
            self.process.kill()
            self.process.wait()

    server = Server()
    yield server
    if server.process and server.process.poll() is None:
        server.kill()
    shutil.rmtree(tmp_path, ignore_errors=True)


PREPARE = f"""
from tests.builders import make_edition, make_user
make_user("author", groups=["author"], password={PASSWORD!r}, is_staff=True)
print(make_edition(passages=[("<p>第一段</p>", "<p>Part one</p>")] * 3).pk)
"""
READ = "from news.models import Passage\nprint(Passage.objects.order_by('position')[1].text_en)"


def test_a_killed_server_takes_no_typed_text_with_it(page, own_server):
    own_server.manage("migrate", "-v0")
    pk = own_server.manage("shell", "-v0", "-c", PREPARE).split()[-1]
    own_server.start()
    choose_language(page, own_server.url, "en")
    sign_in(page, own_server.url, "author")
    address = f"{own_server.url}/admin/news/edition/{pk}/change/"
    page.goto(address)
    cell(page, 2).click()
    page.keyboard.press("End")
    page.keyboard.type(" typed before")

    own_server.kill()
    page.keyboard.type(" and after the crash")
    wait_until(
        page,
        "Object.entries(localStorage).some(([key, text]) => key.startsWith('kouan.draft.')"
        " && text.includes('after the crash'))",
    )
    page.keyboard.press("Control+s")
    expect(page.locator(".workbench-notice--held")).to_contain_text("does not answer")
    # The browser dies too: what counts is what it kept.
    page.goto("about:blank")

    own_server.start()
    page.goto(address)
    notice = page.locator(".workbench-notice--draft")
    expect(notice).to_contain_text("was not saved")
    notice.get_by_role("button", name="Restore").click()
    expect(cell(page, 2)).to_have_text("Part one typed before and after the crash")
    page.keyboard.press("Control+s")
    expect(page.locator(".messagelist .success")).to_be_visible()

    stored = own_server.manage("shell", "-v0", "-c", READ).strip()
    assert stored.splitlines()[-1] == "<p>Part one typed before and after the crash</p>"
    wait_until_no_draft_is_kept(page)
