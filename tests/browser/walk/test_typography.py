"""The letters as a browser sets them, and the colours it paints: on the article, list and home."""

import colorsys
import time

import pytest

pytestmark = pytest.mark.browser

ARTICLE = "/news/laoyemiao-freight-resumes/"
STYLES = """(selector) => [...document.querySelectorAll(selector)].map((element) => {
  const style = getComputedStyle(element);
  const size = parseFloat(style.fontSize);
  return {
    align: style.textAlign,
    autospace: style.textAutospace,
    break: style.lineBreak,
    family: style.fontFamily,
    gap: parseFloat(style.marginTop) / size,
    indent: parseFloat(style.textIndent),
    leading: parseFloat(style.lineHeight) / size,
    slant: style.fontStyle,
    trim: style.textSpacingTrim,
    wrap: style.textWrapStyle,
  };
})"""
# The texts of the lines of each paragraph, found by where the browser broke them.
LINES = """(selector) => [...document.querySelectorAll(selector)].flatMap((paragraph) => {
  const lines = new Map();
  const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    for (let at = 0; at < node.length; at += 1) {
      const range = document.createRange();
      range.setStart(node, at);
      range.setEnd(node, at + 1);
      const box = range.getClientRects()[0];
      if (!box) continue;
      const line = Math.round(box.bottom / 8);
      lines.set(line, (lines.get(line) ?? "") + node.data[at]);
    }
  }
  return [...lines.values()].map((line) => line.trim()).filter(Boolean);
})"""
COLOURS = """() => {
  const found = new Set();
  for (const element of document.querySelectorAll("body, body *")) {
    if (!element.checkVisibility()) continue;
    const style = getComputedStyle(element);
    found.add(style.color);
    found.add(style.backgroundColor);
    for (const side of ["Top", "Right", "Bottom", "Left"]) {
      if (parseFloat(style[`border${side}Width`])) found.add(style[`border${side}Color`]);
    }
    if (element instanceof SVGElement) found.add(style.fill).add(style.stroke);
  }
  return [...found];
}"""
CLOSING = set("，。、；：？！）》」』”’】〉…")
OPENING = set("（《「『“‘【〈")


def hues(colours):
    """The hues of colours as CSS computes them, in degrees, of those that have one at all.

    Inks and greys are next to none: of each the brightest and the faintest part differ by little.
    """
    found = []
    for colour in colours:
        if not colour.startswith("rgb"):
            continue
        parts = [float(part) for part in colour[colour.index("(") + 1 : -1].split(",")]
        red, green, blue = (part / 255 for part in parts[:3])
        if len(parts) == 4 and parts[3] == 0 or max(red, green, blue) - min(red, green, blue) < 0.1:
            continue
        found.append(colorsys.rgb_to_hsv(red, green, blue)[0] * 360)
    return sorted(found)


def clusters(degrees, width=30):
    """Groups of neighbouring hues on the circle."""
    if not degrees:
        return 0
    gaps = [
        (following - hue) % 360
        for hue, following in zip(degrees, degrees[1:] + degrees[:1], strict=True)
    ]
    return max(1, sum(gap > width for gap in gaps))


def only(values):
    assert len(set(values)) == 1, set(values)
    return values[0]


def test_hues_are_told_apart():
    assert clusters(hues(["rgb(10, 80, 90)", "rgb(20, 90, 110)", "rgba(255, 0, 0, 0)"])) == 1
    assert clusters(hues(["rgb(10, 80, 90)", "rgb(200, 40, 10)", "rgb(90, 10, 160)"])) == 3
    assert clusters(hues(["rgb(250, 0, 20)", "rgb(250, 20, 0)", "rgb(128, 128, 128)"])) == 1


def test_the_text_is_set_as_each_language_asks(site, quiet_page):
    page = quiet_page
    page.set_viewport_size({"width": 1280, "height": 900})
    for prefix, align, most in [("", "justify", 40), ("/en", "start", 75)]:
        page.goto(site + prefix + ARTICLE)
        paragraphs = page.evaluate(STYLES, ".article__body p")
        assert only([style["align"] for style in paragraphs]) == align
        assert 1.5 <= only([style["leading"] for style in paragraphs]) <= 2
        assert only([style["break"] for style in paragraphs]) == "strict"
        assert only([style["autospace"] for style in paragraphs]) == "normal"
        assert only([style["trim"] for style in paragraphs]) == "trim-start"
        # A gap or an indent, not both.
        assert only([style["indent"] for style in paragraphs]) == 0
        assert max(style["gap"] for style in paragraphs) == pytest.approx(1, abs=0.05)
        assert only([style["wrap"] for style in page.evaluate(STYLES, "h1, h2, h3")]) == "balance"
        family = paragraphs[0]["family"]
        assert family.index("PingFang SC") < family.index("Noto Sans CJK SC")
        # A Latin face first would set Chinese quotation marks narrow.
        assert family.startswith('"PingFang SC"') is (prefix == "")

        lines = page.evaluate(LINES, ".article__body p")
        # A Latin letter or digit is about half as wide as a Han character.
        lengths = [
            sum(1 if prefix or ord(char) > 0x2E7F else 0.5 for char in line) for line in lines
        ]
        assert len(lengths) > 8
        assert max(lengths) <= most, lines[lengths.index(max(lengths))]
        assert [line for line in lines if line[0] in CLOSING or line[-1] in OPENING] == []

        page.evaluate("""() => {
          document.querySelector(".article__body p").innerHTML = "<em>a</em> <em lang=zh>字</em>";
        }""")
        slants = [style["slant"] for style in page.evaluate(STYLES, ".article__body em")]
        assert slants == (["italic", "normal"] if prefix else ["normal", "normal"])


def test_titles_break_by_sense_and_leave_no_character_alone(site, quiet_page):
    page = quiet_page
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(site + ARTICLE)
    assert page.evaluate(LINES, "h1")[0].endswith("，")
    for width in [1280, 390]:
        page.set_viewport_size({"width": width, "height": 900})
        for path in [ARTICLE, "/news/", "/"]:
            page.goto(site + path)
            lines = page.evaluate(LINES, "h1:not(.visually-hidden), h2, .strip__title")
            assert [line for line in lines if len(line) < 2] == []


def test_leading_and_lists_hold_on_home_and_list(site, quiet_page):
    page = quiet_page
    for prefix in ["", "/en"]:
        for path in ["/", "/news/"]:
            page.goto(site + prefix + path)
            texts = page.evaluate(STYLES, ".post-list__title, .post-list__summary, .lead__summary")
            assert all(1.5 <= style["leading"] <= 2 for style in texts)
            assert only([style["break"] for style in texts]) == "strict"
            assert {style["align"] for style in texts} == {"start"}


def test_a_page_has_three_hues_at_most_and_does_not_shift(site, quiet_page):
    page = quiet_page
    for scheme in ["light", "dark"]:
        page.emulate_media(color_scheme=scheme)
        for path in ["/", "/news/baketu-passenger-traffic-resumes/", "/ports/"]:
            page.goto(site + path)
            painted = hues(page.evaluate(COLOURS))
            assert painted
            assert clusters(painted) <= 3, painted
    unsized = "img:not([width][height])"
    shifts = """() => new Promise((resolve) => {
      const found = [];
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) {
          const nodes = entry.sources.map(({ node }) => node?.outerHTML ?? node?.data);
          found.push([entry.value, ...nodes]);
        }
      }).observe({ type: "layout-shift", buffered: true });
      setTimeout(() => resolve(found), 500);
    })"""

    # On a slow line scripts come after the page was first painted.
    def late(route):
        time.sleep(0.3)
        route.continue_()

    page.route("**/*.js", late)
    for path in ["/", ARTICLE, f"/en{ARTICLE}"]:
        for width in [1280, 390]:
            page.set_viewport_size({"width": width, "height": 800})
            page.goto(site + path)
            assert page.locator(unsized).count() == 0
            assert page.evaluate(shifts) == []
    # The header is not shown before it is whole.
    seen = "() => getComputedStyle(document.querySelector('.header')).visibility"
    assert page.evaluate(seen) == "visible"
    page.evaluate("document.querySelectorAll('.header ~ *').forEach((each) => each.remove())")
    assert page.evaluate(seen) == "hidden"
