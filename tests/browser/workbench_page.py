"""The workbench on static pages: the form as the admin renders it, under the admin's policy.

No database and no Django view: what is tested here is the browser's side alone.
"""

# ruff: noqa: E501 - samples of HTML and script stand as they come

import json
import threading
from contextlib import contextmanager
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import polib
import pytest

ROOT = Path(__file__).resolve().parents[2]
STATIC = ROOT / "static"
CATALOGUE = ROOT / "portal" / "locale" / "zh_Hans" / "LC_MESSAGES" / "djangojs.po"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
    "connect-src 'self'"
)
KINDS = {
    "en": {
        "paragraph": "Paragraph",
        "heading2": "Heading 2",
        "heading3": "Heading 3",
        "list": "List",
        "quote": "Quote",
        "table": "Table",
        "figure": "Figure",
    },
    "zh": {
        "paragraph": "段落",
        "heading2": "二级标题",
        "heading3": "三级标题",
        "list": "列表",
        "quote": "引文",
        "table": "表格",
        "figure": "图片",
    },
}
TABLE_ZH = (
    "<table><caption>货运量</caption><thead><tr><th scope='col'>口岸</th><th scope='col'>吨</th></tr>"
    "</thead><tbody><tr><td>老爷庙</td><td>1,200</td></tr></tbody></table>"
)
TABLE_EN = (
    "<table><caption>Freight</caption><thead><tr><th scope='col'>Port</th>"
    "<th scope='col'>Tonnes</th></tr></thead><tbody><tr><td>Laoyemiao</td><td>1,200</td></tr>"
    "</tbody></table>"
)
SAMPLES = [
    ("heading2", "口岸恢复货运", "Freight resumes at the port"),
    (
        "paragraph",
        "<p>四月二十八日上午十时，老爷庙口岸恢复公路货运，当日出境车辆<strong>37</strong>辆。</p>",
        "<p>Road freight resumed at Laoyemiao port at 10 a.m. on 28 April; <strong>37</strong> "
        "lorries left the country that day.</p>",
    ),
    (
        "list",
        "<ul><li>查验通道两条<ul><li>货车通道</li></ul></li><li>预约通关</li></ul>",
        "<ul><li>Two inspection lanes<ul><li>Lorry lane</li></ul></li>"
        "<li>Clearance by appointment</li></ul>",
    ),
    ("quote", "我们确保每一辆车当天通关。", "We make sure that every lorry clears on the day."),
    ("table", TABLE_ZH, TABLE_EN),
    (
        "paragraph",
        "<p>详情见<a href='https://example.org/'>公告</a>。</p><p>单位为平方米（m<sup>2</sup>）。</p>",
        "<p>See the <a href='https://example.org/'>notice</a>.</p><p>In m<sup>2</sup>.</p>",
    ),
]


def sample_rows(count, *, troubled=True):
    """Row dicts. With `troubled`, every tenth row is missing English and every tenth stale."""
    rows = []
    for index in range(count):
        kind, zh, en = SAMPLES[index % len(SAMPLES)]
        row = {"kind": kind, "zh": zh, "en": en, "state": "current"}
        if troubled and index % 10 == 4:
            row |= {"en": "", "state": "missing"}
        elif troubled and index % 10 == 7:
            row["state"] = "stale"
        rows.append(row)
    return rows


def _key(index):
    letters = "abcdefghijkmnpqrstuvwxyz"
    return "k" + "".join(letters[index // 24**power % 24] for power in range(7))


def _row(index, row, language, key):
    name = f"passages-{index}"
    options = "".join(
        f'<option value="{value}"{" selected" if value == row["kind"] else ""}>{label}</option>'
        for value, label in KINDS[language].items()
    )
    pk = row.get("id", "")
    return (
        f'<div class="passage-row" data-row id="{name}" data-key="{key}" '
        f'data-state="{row["state"]}">'
        f'<p><label for="id_{name}-kind">Kind</label>'
        f'<select name="{name}-kind" id="id_{name}-kind">{options}</select></p>'
        f'<p><label for="id_{name}-text_zh">Chinese</label><textarea name="{name}-text_zh" '
        f'id="id_{name}-text_zh" lang="zh-Hans" rows="4">{escape(row["zh"])}</textarea></p>'
        f'<p><label for="id_{name}-text_en">English</label><textarea name="{name}-text_en" '
        f'id="id_{name}-text_en" lang="en" rows="4">{escape(row["en"])}</textarea></p>'
        f'<p><label for="id_{name}-image">Image</label><select name="{name}-image" '
        f'id="id_{name}-image"><option value="">-</option><option value="5">Gate</option>'
        f"</select></p>"
        f'<p><label for="id_{name}-no_counterpart">No counterpart</label><input type="checkbox" '
        f'name="{name}-no_counterpart" id="id_{name}-no_counterpart"></p>'
        f'<p><label for="id_{name}-still_correct">Still correct</label><input type="checkbox" '
        f'name="{name}-still_correct" id="id_{name}-still_correct"></p>'
        f'<input type="hidden" name="{name}-unconfirmed">'
        f'<input type="hidden" name="{name}-id" value="{pk}">'
        f'<input type="hidden" name="{name}-key" value="{key}">'
        f'<p><label for="id_{name}-position">Position</label><input type="number" '
        f'name="{name}-position" id="id_{name}-position" value="{row.get("position", "")}"></p>'
        f'<p><label for="id_{name}-DELETE">Delete</label><input type="checkbox" '
        f'name="{name}-DELETE" id="id_{name}-DELETE"></p></div>'
    )


def page(rows, *, language="en", user="7", edition="12", version=3, ping=True, saved=""):
    """The form's HTML. `rows` are dicts of kind, zh, en and state."""
    body = "".join(
        _row(index, {**row, "id": 100 + index, "position": index + 1}, language, _key(index))
        for index, row in enumerate(rows)
    )
    empty = _row(
        "__prefix__", {"kind": "paragraph", "zh": "", "en": "", "state": "missing"}, language, ""
    )
    words = {
        "en": ("Edit edition", "Title", "Summary", "Save", "Chinese", "English"),
        "zh": ("编辑稿件版本", "标题", "摘要", "保存", "中文", "英文"),
    }[language]
    heading, title, summary, save, chinese, english = words
    title_zh, title_en = "老爷庙口岸恢复货运", "Laoyemiao port resumes freight"
    return f"""<!doctype html>
<html lang="{"en" if language == "en" else "zh-Hans"}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{heading}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/static/page.css">
<link rel="stylesheet" href="/static/workbench/workbench.css">
<script src="/jsi18n-{language}.js"></script>
<script type="module" src="/static/workbench/workbench.js"></script></head>
<body{f' data-saved="{saved}"' if saved else ""}><main><h1>{heading}</h1>
<form id="edition_form" method="post" action="/save" data-workbench data-edition="{edition}"
 data-lock-version="{version}" data-user="{user}" data-source-language="zh"
 {'data-ping="/ping"' if ping else ""} data-login="/login">
<input type="hidden" name="csrfmiddlewaretoken" value="old">
<h2>{title}</h2>
<div data-fixed-row="title" data-state="current">
<label for="id_title_zh">{title} ({chinese})</label>
<input name="title_zh" id="id_title_zh" lang="zh-Hans" value="{title_zh}">
<label for="id_title_en">{title} ({english})</label>
<input name="title_en" id="id_title_en" lang="en" value="{title_en}"></div>
<div data-fixed-row="summary" data-state="current">
<label for="id_summary_zh">{summary} ({chinese})</label>
<textarea name="summary_zh" id="id_summary_zh" lang="zh-Hans">摘要</textarea>
<label for="id_summary_en">{summary} ({english})</label>
<textarea name="summary_en" id="id_summary_en" lang="en">Summary</textarea></div>
<input type="hidden" name="passages-TOTAL_FORMS" value="{len(rows)}">
<input type="hidden" name="passages-INITIAL_FORMS" value="{len(rows)}">
<input type="hidden" name="passages-MIN_NUM_FORMS" value="0">
<input type="hidden" name="passages-MAX_NUM_FORMS" value="1000">
<div data-rows>{body}</div>
<template id="passages-empty">{empty}</template>
<p><button name="_continue" value="1" class="workbench-button">{save}</button></p>
</form></main></body></html>"""


SAVED = '<!doctype html><title>Saved</title><link rel="icon" href="data:,">'
PAGE_CSS = """
body { font-family: "Noto Sans CJK SC", sans-serif; margin: 1rem auto; max-inline-size: 80rem;
  padding-inline: 1rem; }
[data-fixed-row] label { display: block; }
[data-fixed-row] :is(input, textarea) { box-sizing: border-box; inline-size: 100%; }
"""


def catalogue(language):
    """The script that Django's JavaScript catalogue view would send."""
    if language != "zh":
        return ""
    entries = {entry.msgid: entry.msgstr for entry in polib.pofile(str(CATALOGUE))}
    return f"const c = {json.dumps(entries)}; window.gettext = (text) => c[text] || text;"


class Site:
    """What the server of the test pages answers with, and what it was sent."""

    def __init__(self):
        self.pages = {}
        self.posts = []
        self.user = "7"
        self.pings = 0

    @contextmanager
    def running(self, port=0):
        site = self

        class Handler(BaseHTTPRequestHandler):
            def log_message(self, *args):
                pass

            def answer(self, body, kind="text/html; charset=utf-8", status=200):
                body = body if isinstance(body, bytes) else body.encode()
                self.send_response(status)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(body)))
                self.send_header("Content-Security-Policy", POLICY)
                self.send_header("Cache-Control", "no-store")
                self.end_headers()
                self.wfile.write(body)

            def do_GET(self):
                path = urlsplit(self.path).path
                if path in site.pages:
                    self.answer(site.pages[path])
                elif path == "/ping":
                    site.pings += 1
                    if site.user:
                        self.answer(
                            json.dumps({"user": site.user, "token": "fresh"}), "application/json"
                        )
                    else:
                        self.answer("{}", "application/json", 401)
                elif path.startswith("/jsi18n-"):
                    self.answer(catalogue(path[8:10]), "text/javascript; charset=utf-8")
                elif path == "/static/page.css":
                    self.answer(PAGE_CSS, "text/css")
                elif path.startswith("/static/") and ".." not in path:
                    file = STATIC / path.removeprefix("/static/")
                    kind = "text/css" if file.suffix == ".css" else "text/javascript"
                    if file.is_file():
                        self.answer(file.read_bytes(), f"{kind}; charset=utf-8")
                    else:
                        self.answer("", status=404)
                else:
                    self.answer("", status=404)

            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                site.posts.append(
                    {name: values[-1] for name, values in parse_qs(body, True).items()}
                )
                self.answer(site.pages.get("/saved", SAVED))

        server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            server.server_close()
            thread.join()


@pytest.fixture
def site():
    """A `Site` that answers at `site.url` until the test ends."""
    site = Site()
    with site.running() as url:
        site.url = url
        yield site


@pytest.fixture
def modules(site, page):
    """A page in which the modules can be imported: `evaluate` runs a function given them."""
    site.pages["/"] = "<!doctype html><title>Modules</title>"
    page.goto(site.url)

    def evaluate(body, argument=None):
        return page.evaluate(
            "async (argument) => {"
            + "".join(
                f"const {name} = await import('/static/workbench/{name}.js');"
                for name in ["html", "paste", "rows", "states"]
            )
            + body
            + "}",
            argument,
        )

    return evaluate
