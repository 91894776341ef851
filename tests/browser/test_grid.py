"""The holiday grid in a browser: by keyboard, by paste, without scripts, and for everybody."""

import csv
import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from news.models import Edition
from portal import demo
from ports.models import ExceptionDay
from tests import demo_ports
from tests.browser.checkers.circumstances import each_language_and_width
from tests.browser.test_editing import PASSWORD, sign_in
from tests.browser.test_editing import site as site
from tests.browser.test_overview import in_language
from tests.builders import make_column, make_user

pytestmark = [pytest.mark.browser]

GRID = "/admin/ports/exceptionday/grid/?from=2025-10-01&to=2025-10-08&mode=road&traffic=both"
SCHEDULE = demo.FIXTURES / "holiday_schedule_2025_national_day.csv"
LETTERS = {"open": "o", "closed": "c", "freight_only": "f"}


@pytest.fixture
def grid(site):
    demo_ports.load()
    make_column("notices")
    make_user("officer", groups=["port_officer"], password=PASSWORD, is_staff=True)
    return site


def schedule():
    with SCHEDULE.open(encoding="utf-8") as file:
        return {(row["port_slug"], row["date"]): row["state"] for row in csv.DictReader(file)}


def saved():
    """{(port, day): state of the grid} of what stands in the database."""
    found = {}
    for row in ExceptionDay.objects.order_by("recorded_at", "pk").select_related("service__port"):
        place = row.service.port.slug, row.date.isoformat()
        found.setdefault(place, {})[row.service.traffic] = row.state
    names = {("open", "open"): "open", ("closed", "closed"): "closed"}
    names["open", "closed"] = "freight_only"
    return {
        place: names[states["freight"], states["passenger"]]
        for place, states in found.items()
        if any(states.values())
    }


def open_grid(page, grid, language="en"):
    in_language(page, grid, language)
    sign_in(page, grid, "officer")
    page.goto(grid + GRID)
    expect(page.get_by_role("grid")).to_be_visible()


class Keyboard:
    """Presses keys and counts them; a key held with another one is one press more."""

    def __init__(self, page):
        self.page, self.presses = page, 0

    def __call__(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)
            self.presses += 1 + key.count("+")


def rows_of(page):
    return page.locator("tr[data-port]").evaluate_all("rows => rows.map(row => row.dataset.port)")


def states_of(page):
    return page.locator("td[data-day] select").evaluate_all(
        "all => Object.fromEntries(all.map(one => [one.name, one.value]))"
    )


def typed(page):
    return {tuple(name.split(".")[1:]): state for name, state in states_of(page).items() if state}


def paste(page, text):
    page.evaluate(
        """text => {
          const data = new DataTransfer();
          data.setData("text/plain", text);
          document.activeElement.dispatchEvent(
            new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
        }""",
        text,
    )


def test_the_holiday_of_2025_takes_less_than_120_key_presses(quiet_page, grid):
    page = quiet_page
    open_grid(page, grid)
    assert rows_of(page) == [
        *["hongshanzui", "laoyemiao", "takeshiken", "wulasitai"],
        *["alashankou", "baketu", "dulata", "horgos", "jeminay"],
        *["irkeshtam", "turugart", "karasu", "khunjerab"],
    ]
    page.locator("td[data-day]").first.focus()
    press = Keyboard(page)

    press("Control+a", "c")  # 104 cells
    press("Control+Home", "ArrowDown", "End", "o", "ArrowDown", "o")  # 老爷庙, 塔克什肯
    press("ArrowDown", "ArrowDown")  # 阿拉山口, the last day
    press("d", "o", "d")  # everything below is open on the 8th
    press("ArrowLeft", "o", "d")  # and on the 7th
    press("ArrowLeft", "ArrowLeft", "o", "ArrowLeft", "o")  # 阿拉山口 on the 5th and 4th
    press("Shift+ArrowRight", "Shift+ArrowDown", "Shift+ArrowDown", "Shift+ArrowDown")
    press("Shift+ArrowDown", "d")  # the five neighbours of Kazakhstan
    press("ArrowUp", "ArrowUp", "c", "ArrowDown", "ArrowDown", "c")  # 都拉塔, 吉木乃 on the 5th
    press("ArrowDown", "f", "ArrowLeft", "f")  # 伊尔克什坦
    press("Shift+ArrowRight", "Shift+ArrowDown", "d")  # 吐尔尕特

    expect(page.locator("[data-count]")).to_have_text("104 cells are changed and not saved yet.")
    # The two seasonal ports have another reason than the holiday.
    for slug in ["hongshanzui", "wulasitai"]:
        page.locator(f'[name="why.{slug}"]').focus()
        press("s")
    page.locator("#why-reason_zh").focus()
    press("Control+a")
    page.keyboard.insert_text("国庆节、中秋节假期")
    page.locator("#why-reason_en").focus()
    press("Control+a")
    page.keyboard.insert_text("National Day and Mid-Autumn holiday")
    page.locator("td[data-day][tabindex='0']").focus()
    press("Control+s")

    expect(page.locator(".messagelist")).to_contain_text("104 cells were saved")
    assert saved() == schedule()
    assert press.presses < 120, press.presses
    reasons = dict(ExceptionDay.objects.values_list("service__port__slug", "reason_en"))
    assert {slug for slug, reason in reasons.items() if reason == "seasonal closure"} == {
        "hongshanzui",
        "wulasitai",
    }


def test_the_notice_becomes_a_draft_from_the_page(quiet_page, grid):
    page = quiet_page
    open_grid(page, grid)
    page.locator("td[data-day]").first.focus()
    Keyboard(page)("c", "r")
    page.get_by_role("button", name="Preview the notice").click()
    notice = page.locator(".holiday__notice")
    expect(notice).to_contain_text("对蒙古国的红山嘴口岸10月1日至8日关闭")
    expect(notice).to_contain_text("Hongshanzui, on the border with Mongolia, is closed")
    expect(notice.get_by_role("button", name="Make a draft post")).to_have_count(0)

    page.get_by_role("button", name="Save the grid").click()
    page.get_by_role("button", name="Make a draft post").click()

    expect(page).to_have_url(re.compile(r"/admin/news/edition/\d+/change/$"))
    assert [port.slug for port in Edition.objects.get().ports.all()] == ["hongshanzui"]


def test_a_spreadsheet_is_pasted_with_names_and_days_in_any_order(quiet_page, grid):
    page = quiet_page
    open_grid(page, grid, "zh-hans")
    words = {"open": "开放", "closed": "关闭", "freight_only": "仅货运"}
    data = schedule()
    days = sorted({day for _slug, day in data}, reverse=True)
    slugs = sorted({slug for slug, _day in data})
    lines = ["口岸\t" + "\t".join(f"{int(day[5:7])}月{int(day[8:])}日" for day in days)]
    lines += ["\t".join([slug, *(words[data[slug, day]] for day in days)]) for slug in slugs]
    page.locator("td[data-day]").first.focus()

    paste(page, "\r\n".join(lines))

    expect(page.locator("[data-count]")).to_have_text("104格已修改，尚未保存。")
    page.keyboard.press("Control+s")
    expect(page.locator(".messagelist")).to_contain_text("已保存104格")
    assert saved() == data


def test_a_bad_paste_is_refused_cell_by_cell_and_the_good_cells_stay(quiet_page, grid):
    page = quiet_page
    open_grid(page, grid)
    page.locator("td[data-day]").first.focus()

    paste(page, "口岸\t10月1日\t10月9日\n红山嘴\t也许\t关\n老爷庙\t关\n老爷庙\t开\nAtlantis\t关")

    refused = page.locator("#refused")
    expect(refused).to_contain_text("4 cells were refused; the others stay as typed.")
    expect(refused.get_by_role("listitem")).to_have_count(4)
    bad = page.locator("#cell-hongshanzui-2025-10-01")
    expect(bad).to_have_class(re.compile("is-refused"))
    expect(page.locator("#faults-hongshanzui")).to_contain_text("“也许” is no state")
    assert bad.get_attribute("aria-describedby") == "faults-hongshanzui"
    expect(page.locator("#faults-laoyemiao")).to_contain_text("The port stands already in line 3")
    assert typed(page) == {("laoyemiao", "2025-10-01"): "closed"}

    paste(page, "\n".join("\t".join(["c"] * 100) for _line in range(100)))
    expect(refused).to_contain_text("9896 cells were refused")
    assert set(typed(page).values()) == {"closed"} and len(typed(page)) == 104


def test_cells_are_copied_filled_and_undone(quiet_page, grid):
    page = quiet_page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    open_grid(page, grid)
    page.locator("td[data-day]").first.focus()
    press = Keyboard(page)
    press("c", "ArrowRight", "o", "Shift+ArrowLeft", "Control+c", "ArrowDown", "Control+v")
    expect(page.locator("#cell-laoyemiao-2025-10-02 select")).to_have_value("open")
    expect(page.locator("#cell-laoyemiao-2025-10-01 select")).to_have_value("closed")

    press("z")
    assert len(typed(page)) == 2
    press("Control+z", "Control+z")
    assert typed(page) == {}
    press("Control+Home", "f", "Shift+Space", "r")
    assert set(typed(page).values()) == {"freight_only"} and len(typed(page)) == 8
    press("Delete")
    assert typed(page) == {}
    # A letter with a modifier that is none of ours stays the browser's.
    press("Alt+c", "Control+Shift+c")
    assert typed(page) == {}


def test_one_tab_stop_and_the_position_is_kept(quiet_page, grid):
    page = quiet_page
    open_grid(page, grid)
    assert page.locator("td[data-day][tabindex='0']").count() == 1
    page.locator("td[data-day]").first.focus()
    Keyboard(page)("ArrowDown", "ArrowRight", "Tab", "Shift+Tab")
    assert page.evaluate("document.activeElement.id") == "cell-laoyemiao-2025-10-02"


def test_without_a_script_it_is_typed_pasted_and_saved(browser, watch, grid):
    context = browser.new_context(java_script_enabled=False)
    page = watch.on(context.new_page())
    in_language(page, grid, "en")
    sign_in(page, grid, "officer")
    page.goto(grid + GRID)
    page.locator('[name="c.horgos.2025-10-01"]').select_option("freight_only")
    page.locator(".holiday__paste summary").click()
    page.locator("#holiday-table").fill("Port,2 October\nBakhty,closed\nNowhere,open")
    page.get_by_role("button", name="Lay it into the grid").click()

    expect(page.locator("#refused")).to_contain_text("“Nowhere” is no port of this grid.")
    page.get_by_role("button", name="Save the grid").click()

    expect(page.locator(".messagelist")).to_contain_text("2 cells were saved")
    assert saved() == {
        ("horgos", "2025-10-01"): "freight_only",
        ("baketu", "2025-10-02"): "closed",
    }
    context.close()


@each_language_and_width
def test_the_grid_fits_and_has_no_faults_that_axe_finds(page, grid, language, width):
    said, faults = [], []
    page.set_viewport_size({"width": width, "height": 900})
    open_grid(page, grid, language)
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    for scheme in ["light", "dark"]:
        page.emulate_media(color_scheme=scheme)
        page.goto(grid + GRID)
        page.locator("td[data-day]").first.focus()
        paste(page, "红山嘴\t关\t开\t货\t何\n老爷庙\t关")
        expect(page.locator("#faults-hongshanzui")).to_be_visible()
        page.get_by_role("button", name=re.compile("Preview|预览")).click()
        expect(page.locator(".holiday__notice")).to_be_visible()
        for details in page.locator("details").all():
            details.evaluate("one => { one.open = true }")

        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert said == []
        faults += [
            f"{scheme} {fault['id']} {node['target']}"
            for fault in Axe().run(page).response["violations"]
            for node in fault["nodes"]
        ]
        said.clear()
    assert faults == []
