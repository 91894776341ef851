"""The accessible browsing bar (无障碍浏览) in a real browser: each tool does what it says."""

import json

import pytest
from axe_playwright_python.sync_playwright import Axe

from news.models import Passage
from portal.preferences import CHOICES
from portal.shortcuts import shortcuts
from tests.browser.checkers.axe import OPTIONS
from tests.builders import make_column, make_port, make_public

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]

ARTICLE = "/news/bridge/"
# What the browser would say, kept in a list; each utterance ends a moment after its start.
VOICE = """
  window.said = [];
  window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
  const voices = [
    { lang: "en-US", localService: false, name: "far" },
    { lang: "en-GB", localService: true, name: "English" },
    { lang: "zh_CN", localService: true, name: "Chinese" },
  ];
  let timer = 0;
  Object.defineProperty(window, "speechSynthesis", { value: {
    getVoices: () => voices,
    speak(utterance) {
      const marked = [...(CSS.highlights.get("reading") ?? [])].map(String).join("|");
      const { text, lang, rate, voice } = utterance;
      window.said.push({ text, lang, rate, voice: voice.name, marked });
      if (!window.slow) timer = setTimeout(() => utterance.onend(), 5);
    },
    cancel() { clearTimeout(timer); window.said.push("cancel"); },
    pause() { window.said.push("pause"); },
    resume() { window.said.push("resume"); },
  } });
"""


@pytest.fixture
def site(transactional_db, live_server):
    kinds = Passage.Kind
    make_public(
        slug="bridge",
        column=make_column(),
        title_zh="大桥通车",
        title_en="The bridge opens",
        passages=[
            (
                "大桥通车了。第一批货车十点过桥！",
                "The bridge is open. The first lorries crossed at 10.",
            ),
            {"kind": kinds.HEADING2, "text_zh": "下一步", "text_en": "What comes next"},
            (
                '老爷庙口岸明天开放，见<a href="https://elsewhere.example/a">出处</a>。',
                'Laoyemiao Port opens tomorrow; see <a href="https://elsewhere.example/a">there</a>.',
            ),
        ],
    )
    make_port("laoyemiao", name_zh="老爷庙口岸", name_en="Laoyemiao Port")
    return live_server.url


def prefer(context, site, text):
    context.add_cookies([{"name": "reader", "value": text, "url": site}])


def tree(page):
    """What a screen reader meets: (role, name, value) of every node, in order."""
    session = page.context.new_cdp_session(page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    session.detach()
    return [
        (node["role"]["value"], node.get("name", {}).get("value", ""))
        for node in nodes
        if not node["ignored"] and node["role"]["value"] not in {"InlineTextBox", "StaticText"}
    ]


def saving(page):
    """The next answer of the server to a choice; what follows must not overtake it."""
    return page.expect_response(lambda response: response.url.endswith("/preferences/"))


def press(page, name, value):
    with saving(page):
        page.click(f'.reader-bar button[name="{name}"][value="{value}"]')


def style(page, selector, name):
    return page.eval_on_selector(
        selector, f"element => getComputedStyle(element).getPropertyValue('{name}')"
    )


def test_each_choice_takes_effect_at_once_and_lasts_until_the_reset(site, context, quiet_page):
    prefer(context, site, "bar=on")
    page = quiet_page
    page.goto(site + ARTICLE)
    assert style(page, ".prose p", "text-align") == "start"

    press(page, "size", "largest")
    assert style(page, "html", "font-size") == "32px"
    assert page.inner_text("[data-announcements]") == "字号：超大"
    assert page.get_attribute('.reader-bar [value="largest"]', "aria-pressed") == "true"
    assert page.get_attribute('.reader-bar [value="medium"]', "aria-pressed") == "false"
    press(page, "zoom", "200")
    assert style(page, ".page__middle", "zoom") == "2"
    press(page, "spacing", "wide")
    assert style(page, "body", "letter-spacing") != "normal"
    press(page, "theme", "yellow")
    assert style(page, "body", "background-color") == "rgb(0, 0, 0)"
    assert style(page, "body", "color") == "rgb(255, 255, 0)"
    press(page, "pointer", "large")
    assert "pointer.svg" in style(page, ".prose p", "cursor")
    assert "pointer-link.svg" in style(page, ".footer a", "cursor")
    press(page, "size", "medium")
    press(page, "view", "simple")
    assert float(style(page, ".prose p", "font-size").removesuffix("px")) >= 24
    assert style(page, ".navigation__list", "display") == "grid"
    assert page.inner_text("[data-announcements]") == "版式：简洁版"

    page.goto(site + "/en/ports/")
    chosen = page.eval_on_selector("html", "element => ({...element.dataset})")
    assert {name: chosen[name] for name in ["zoom", "spacing", "theme", "pointer", "view"]} == {
        "zoom": "200",
        "spacing": "wide",
        "theme": "yellow",
        "pointer": "large",
        "view": "simple",
    }
    with saving(page):
        page.click("[data-reset]")
    assert page.inner_text("[data-announcements]") == "Everything is back to its standard."
    for name in ["size", "zoom", "spacing", "theme", "view", "pointer"]:
        assert page.get_attribute("html", f"data-{name}") == CHOICES[name][0]
    assert context.cookies()[0]["value"].strip('"') == "bar=on"
    page.reload()
    assert page.is_visible(".reader-bar")
    assert page.get_attribute("html", "data-zoom") is None


def test_guide_and_captions_follow_pointer_and_focus_until_escape(site, context, quiet_page):
    prefer(context, site, "bar=on&guide=cross&caption=on")
    page = quiet_page
    with page.expect_response("**/readings.json"):
        page.goto(site + ARTICLE)

    page.mouse.move(300, 200)
    assert style(page, ".guide__down", "translate") == "300px"
    assert style(page, ".guide__across", "translate") == "0px 214px"
    page.hover(".passage:last-child p")
    page.wait_for_selector(".caption ruby")
    said = page.eval_on_selector_all(
        ".caption ruby", "all => all.slice(0, 3).map(one => one.textContent)"
    )
    assert said == ["老lǎo", "爷yé", "庙miào"]
    page.focus(".masthead a[hreflang]")
    assert page.inner_text(".caption") == "English"
    assert page.get_attribute(".caption", "lang") == "en"
    press(page, "guide", "line")
    assert page.locator(".guide__down").count() == 0
    assert page.get_attribute('.reader-bar [data-on="cross"]', "aria-pressed") == "false"
    # The two cover nothing and are nothing to a screen reader.
    assert page.locator(".guide[aria-hidden], .caption[aria-hidden]").count() == 2

    with saving(page):
        page.keyboard.press("Escape")
    assert page.locator(".reader-bar, .guide, .caption").count() == 0
    toggle = page.locator('.masthead button[name="bar"]')
    assert toggle.evaluate("element => element === document.activeElement")
    assert (toggle.get_attribute("aria-pressed"), toggle.get_attribute("value")) == ("false", "on")
    page.goto(site + "/en" + ARTICLE)
    assert page.locator(".reader-bar, .guide, .caption").count() == 0
    # Opened again, its tools are as they were.
    page.click('.masthead button[name="bar"]')
    page.wait_for_selector(".guide--line", state="attached")


def test_reading_aloud_takes_each_language_in_its_voice_and_marks_it(site, context, quiet_page):
    prefer(context, site, "bar=on")
    page = quiet_page
    page.add_init_script(VOICE)
    page.goto(site + ARTICLE + "parallel/")

    page.click('[data-act="read-page"]')
    page.wait_for_selector(".player", state="detached")
    said = [one for one in page.evaluate("said") if isinstance(one, dict)]
    texts = [one["text"] for one in said]
    assert texts[:2] == ["大桥通车", "The bridge opens"]
    place = texts.index("大桥通车了。")
    assert texts[place : place + 4] == [
        "大桥通车了。",
        "第一批货车十点过桥！",
        "The bridge is open.",
        "The first lorries crossed at 10.",
    ]
    voices = {"大桥通车了。": ("zh-CN", "Chinese"), "The bridge is open.": ("en-GB", "English")}
    for one in said:
        assert one["marked"].strip() == one["text"]
        if one["text"] in voices:
            assert (one["lang"], one["voice"]) == voices[one["text"]]
    assert page.evaluate("CSS.highlights.get('reading').size") == 0
    assert page.inner_text("[data-announcements]") == "朗读完毕。"

    page.goto(site + ARTICLE)
    press(page, "speed", "slow")
    page.evaluate("getSelection().collapse(document.querySelector('.prose h2').firstChild, 1)")
    page.click('[data-act="read-passage"]')
    page.wait_for_selector(".player", state="detached")
    spoken = "said.filter((one) => one.text).map((one) => [one.text, one.rate])"
    assert page.evaluate(spoken) == [["下一步", 0.7]]
    page.evaluate("said.length = 0")
    page.click('[data-act="read-here"]')
    page.wait_for_selector(".player", state="detached")
    texts = [text for text, _rate in page.evaluate(spoken)]
    assert texts[:2] == ["下一步", "老爷庙口岸明天开放，见出处。"]

    page.evaluate("said.length = 0; window.slow = true")
    page.click('[data-act="read-page"]')
    page.click('.player [data-act="pause"]')
    assert page.inner_text(".player button >> nth=0") == "继续"
    page.click('.player [data-act="pause"]')
    page.keyboard.press("Escape")
    # The first Escape only ends the reading.
    assert page.locator(".player").count() == 0
    assert page.is_visible(".reader-bar")
    calls = [one if isinstance(one, str) else "speak" for one in page.evaluate("said")]
    assert calls == ["cancel", "resume", "speak", "pause", "resume", "cancel"]


def test_shortcuts_are_listed_work_with_their_keys_and_stop_when_told(site, context, quiet_page):
    prefer(context, site, "bar=on")
    page = quiet_page
    page.add_init_script("delete window.speechSynthesis")
    page.add_init_script("Object.defineProperty(window, 'speechSynthesis', {value: undefined})")
    page.goto(site + ARTICLE)
    assert page.locator("[data-speech]:visible").count() == 0

    page.keyboard.press("Alt+Shift+Slash")
    listed = page.locator("[data-shortcuts][open] .shortcuts__item")
    assert listed.count() == len(shortcuts())
    page.keyboard.press("Escape")
    assert page.locator("dialog[open]").count() == 0
    assert page.is_visible(".reader-bar")

    def dataset(name):
        return page.get_attribute("html", f"data-{name}")

    for key, name, value in [
        ("Equal", "size", "large"),
        ("Minus", "size", "medium"),
        ("KeyC", "theme", "light"),
        ("KeyZ", "zoom", "125"),
        ("KeyS", "view", "simple"),
        ("KeyS", "view", "full"),
        ("KeyG", "guide", "line"),
        ("KeyG", "guide", "cross"),
        ("KeyG", "guide", "off"),
    ]:
        with saving(page):
            page.keyboard.press(f"Alt+Shift+{key}")
        assert dataset(name) == value
    page.keyboard.press("Alt+Shift+Digit1")
    assert page.evaluate("document.activeElement.id") == "content"
    page.keyboard.press("KeyC")
    assert dataset("theme") == "light"
    press(page, "keys", "off")
    page.keyboard.press("Alt+Shift+KeyC")
    assert dataset("theme") == "light"


def test_the_page_is_the_same_to_a_screen_reader_with_and_without_the_bar(site, context, page):
    trees = []
    for preferences in ["bar=off", "bar=on&guide=cross&caption=on&theme=dark&pointer=large"]:
        prefer(context, site, preferences)
        page.goto(site + ARTICLE)
        page.wait_for_timeout(200)
        page.evaluate("document.querySelector('.reader-bar')?.remove()")
        trees.append(tree(page))

    assert len(trees[0]) > 40
    assert trees[0] == trees[1]


def test_without_scripts_the_bar_keeps_what_needs_none(site, browser):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site + "/en" + ARTICLE)

    def send(button):
        # The answer sends the reader back to the page, whose address is the same.
        with page.expect_navigation():
            page.click(button)

    send('.masthead button[name="bar"]')
    assert page.locator("[data-script]:visible").count() == 0
    for name, value in [("size", "largest"), ("zoom", "150"), ("theme", "contrast")]:
        send(f'.reader-bar button[name="{name}"][value="{value}"]')
        assert page.url == site + "/en" + ARTICLE
        assert page.get_attribute("html", f"data-{name}") == value
    send('.reader-bar button[name="view"]')
    send("[data-fold]")
    assert not page.is_visible("#reader-bar-tools")
    assert page.get_attribute("html", "data-view") == "simple"
    send("[data-reset]")
    send("[data-exit]")
    assert page.locator(".reader-bar").count() == 0
    assert context.cookies() == []
    # The notice stands beside the link.
    after = "element => getComputedStyle(element, '::after').content"
    assert page.eval_on_selector(".prose a[data-leaving]", after) == '" (external site)"'
    context.close()


def test_a_link_out_of_the_site_is_followed_only_after_a_question(site, page):
    page.route("https://elsewhere.example/**", lambda route: route.fulfill(body="there"))
    page.goto(site + "/en" + ARTICLE)

    page.focus(".prose a[data-leaving]")
    page.keyboard.press("Enter")
    page.wait_for_selector("dialog[open]")
    assert "https://elsewhere.example/a" in page.inner_text("dialog[open]")
    page.keyboard.press("Escape")
    assert page.url == site + "/en" + ARTICLE
    assert page.evaluate("document.activeElement.matches('a[data-leaving]')")
    page.click(".prose a[data-leaving]")
    page.click("dialog[open] a")
    page.wait_for_url("https://elsewhere.example/a")


@pytest.mark.parametrize("theme", CHOICES["theme"])
def test_axe_finds_nothing_in_any_theme_with_the_bar_open(site, context, page, theme):
    prefer(context, site, f"bar=on&theme={theme}&caption=on" + "&view=simple" * (theme == "yellow"))
    found = {}
    rules = {"color-contrast-enhanced": {"enabled": theme in {"contrast", "yellow"}}}
    for path in [ARTICLE, "/en/ports/"]:
        page.goto(site + path)
        results = Axe().run(page, options={**OPTIONS, "rules": rules}).response
        unsure = [item for item in results["incomplete"] if "color-contrast" in item["id"]]
        complaints = [
            (item["id"], [(node["target"], node["html"][:90]) for node in item["nodes"]])
            for item in results["violations"] + unsure
        ]
        if complaints:
            found[path] = complaints
        small = page.eval_on_selector_all(
            ".reader-bar button",
            """all => all.map((one) => [one.textContent.trim(), one.getBoundingClientRect()])
              .filter(([, box]) => box.width && (box.width < 44 || box.height < 44))
              .map(([words]) => words)""",
        )
        assert small == []
    assert not found, json.dumps(found, indent=1, ensure_ascii=False)
