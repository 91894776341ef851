"""Pages on paper: what their reader's printer would put out, in text and as a picture."""

import io
import re
import subprocess
from datetime import date, timedelta

import pytest
import zxingcpp
from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image as Pixels
from PIL import ImageChops

from news import images
from news.models import Image
from portal.models import SiteIdentity
from tests import paper
from tests.builders import make_port, make_public, make_status

pytestmark = pytest.mark.browser

SLUG = "on-paper"
PAGES = {
    "article": f"/news/{SLUG}/",
    "parallel": f"/news/{SLUG}/parallel/",
    "port": "/ports/laoyemiao/",
    "board": "/ports/",
}
NEITHER = [
    "我的",
    "跳到",
    "无障碍浏览",
    "下载 PDF",
    "Skip to",
    "Accessible browsing",
    "Download PDF",
]
WANTED = {
    "zh": {
        "all": ["口岸资讯网", "本页地址", "打印日期"],
        "article": [
            "栏目 要闻",
            "发布时间",
            "信息来源 本站",
            "作者 作者甲",
            "编辑 编辑乙",
            "版次 1",
        ],
        "parallel": ["栏目 要闻", "版次 1", "老爷庙恢复货运", "Freight is back"],
        "port": ["当前状态", "开放", "来源"],
        "board": ["毗邻", "老爷庙口岸", "开放"],
    },
    "en": {
        "all": ["Border Ports", "Address of this page", "Printed on"],
        "article": ["Column News", "Published", "Source This site", "Author Author A", "Edition 1"],
        "parallel": ["Column News", "Edition 1", "老爷庙恢复货运", "Freight is back"],
        "port": ["State now", "Open", "Laoyemiao"],
        "board": ["Ports with", "Laoyemiao Port", "Open"],
    },
}
COUNTS = {"zh": "第 {} 页，共 {} 页", "en": "Page {} of {}"}


@pytest.fixture
def site(live_server, transactional_db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    SiteIdentity.objects.create(
        pk=1, name_zh="口岸资讯网", name_en="Border Ports", domain="example.org", sponsor_zh="甲"
    )
    image = Image(alt_zh="山口", alt_en="A pass")
    into = io.BytesIO()
    Pixels.new("RGB", (64, 40), "teal").save(into, "PNG")
    images.attach(image, ContentFile(into.getvalue()))
    image.save()
    port = make_port("laoyemiao", country="MN", name_zh="老爷庙口岸", name_en="Laoyemiao Port")
    make_status(port.services.get(), "open", timezone.now() - timedelta(days=9))
    link = '<p>{}<a href="https://example.org/notice">{}</a>; <a href="https://example.org/notice">{}</a>.</p>'
    row = "<tr><td>{}</td><td>1200</td></tr>"
    table = "<table><thead><tr><th>{}</th><th>{}</th></tr></thead><tbody>" + "{}</tbody></table>"
    passages = [
        {
            "text_zh": link.format("见", "公告", "再见"),
            "text_en": link.format("See ", "this", "again"),
        },
        *[
            {
                "text_zh": f"<p>第{n}段。{'货运恢复通行。' * 30}</p>",
                "text_en": f"<p>{n}. {'Freight moves. ' * 40}</p>",
            }
            for n in range(6)
        ],
        {
            "kind": "table",
            "text_zh": table.format("口岸甲", "吨数乙", row.format("某地") * 60),
            "text_en": table.format("PortHead", "TonnesHead", row.format("Place") * 60),
        },
        {"kind": "figure", "image": image, "text_zh": "大门", "text_en": "The gate"},
    ]
    make_public(
        slug=SLUG,
        title_zh="老爷庙恢复货运",
        title_en="Freight is back at Laoyemiao",
        passages=passages,
        ports=[port],
    )
    return live_server.url


def printed(page, address, tmp_path, size="A4"):
    """(text, pictures of the sheets) of a page as Ctrl+P gives it."""
    page.goto(address)
    path = tmp_path / "printed.pdf"
    page.pdf(path=path, format=size, prefer_css_page_size=True)
    text = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, check=True)
    subprocess.run(["pdftoppm", "-r", "120", "-png", path, tmp_path / "sheet"], check=True)
    sheets = [Pixels.open(each) for each in sorted(tmp_path.glob("sheet*.png"))]
    for each in sheets:
        each.load()
    for each in tmp_path.glob("sheet*.png"):
        each.unlink()
    return text.stdout.decode(), sheets


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_printed_page_says_whose_it_is_and_where_it_stands(language, quiet_page, site, tmp_path):
    prefix = {"zh": "", "en": "/en"}[language]
    for name, path in PAGES.items():
        address = site + prefix + path
        text, sheets = printed(quiet_page, address, tmp_path)
        flat = re.sub(r"\s+", " ", text)
        wanted = WANTED[language]
        for words in [*wanted["all"], *wanted[name], address, date.today().isoformat()]:
            assert words in flat, (name, words, text)
        assert not [words for words in NEITHER if words in flat], name
        for number in range(1, len(sheets) + 1):
            assert COUNTS[language].format(number, len(sheets)) in flat, name
        codes = zxingcpp.read_barcodes(sheets[0])
        assert [code.text for code in codes] == [address], name
        # A sheet that holds its number alone was for nothing.
        assert all(ink(sheet) > 0.001 for sheet in sheets), name


def ink(sheet):
    """The part of a sheet, its lower margin aside, that is not white."""
    body = sheet.convert("L").crop((0, 0, sheet.width, int(sheet.height * 0.9)))
    return sum(body.histogram()[:200]) / (body.width * body.height)


def test_links_tables_and_paper(quiet_page, site, tmp_path):
    address = f"{site}/en{PAGES['article']}"
    text, sheets = printed(quiet_page, address, tmp_path)
    pages = text.split("\f")[: len(sheets)]

    assert text.count("(https://example.org/notice)") == 1
    with_rows = [page for page in pages if "1200" in page]
    assert len(with_rows) > 1
    assert all("TonnesHead" in page for page in with_rows)
    assert not [page for page in pages if "TonnesHead" in page and "1200" not in page]
    # 210 × 297 mm and 8.5 × 11 in at 120 dots an inch.
    assert sheets[0].size == pytest.approx((992, 1403), abs=3)
    _text, letter = printed(quiet_page, address, tmp_path, size="Letter")
    assert letter[0].size == pytest.approx((1020, 1320), abs=3)
    assert [code.text for code in zxingcpp.read_barcodes(letter[0])] == [address]
    _text, wide = printed(quiet_page, f"{site}/ports/calendar/", tmp_path)
    assert all(sheet.width > sheet.height for sheet in wide)


def test_wide_tables_are_whole_on_paper_in_every_size(quiet_page, site, tmp_path):
    tables = {f"text_{language}": paper.wide_table(language) for language in ["zh", "en"]}
    make_public(slug="wide", passages=[{"kind": "table", **tables}])
    sheet = tmp_path / "printed.pdf"
    quiet_page.goto(f"{site}/news/wide/")
    for text_size in ["medium", "largest"]:
        set_preferences(quiet_page, size=text_size)
        for size in ["A4", "Letter"]:
            printed(quiet_page, f"{site}/news/wide/parallel/", tmp_path, size=size)
            paper.assert_tables_lie_apart(sheet)
        printed(quiet_page, f"{site}/en/news/wide/", tmp_path)
        paper.heads_on_one_line(sheet, "en")


def test_the_chosen_size_holds_on_paper_and_the_theme_does_not(quiet_page, site, tmp_path):
    address = f"{site}{PAGES['article']}"
    plain, sheets = printed(quiet_page, address, tmp_path)
    set_preferences(quiet_page, theme="dark")
    _text, dark = printed(quiet_page, address, tmp_path)
    assert quiet_page.locator("html").get_attribute("data-theme") == "dark"
    assert ImageChops.difference(sheets[0], dark[0]).getbbox() is None
    set_preferences(quiet_page, size="largest")
    _text, large = printed(quiet_page, address, tmp_path)
    assert len(large) > len(sheets)


def set_preferences(page, **values):
    page.evaluate(
        """(values) => fetch("/preferences/", {method: "POST", redirect: "manual",
            body: new URLSearchParams(values)})""",
        values,
    )
