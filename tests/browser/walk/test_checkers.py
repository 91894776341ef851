"""Each checker is shown a page that is known to be bad; one that passes it would prove nothing."""

import pytest

from tests.browser.checkers import axe, geometry
from tests.browser.checkers.pairwise import pairwise

pytestmark = pytest.mark.browser

HEAD = '<!doctype html><html lang="en"><head><title>A page</title></head><body>'


@pytest.fixture
def shown(context):
    """A function that shows a body and returns the page."""
    geometry.install(context)
    page = context.new_page()

    def show(body, *, width=320):
        page.unroute_all()
        page.route(
            "http://page.test/",
            lambda route: route.fulfill(body=HEAD + body, content_type="text/html"),
        )
        page.set_viewport_size({"width": width, "height": 500})
        page.goto("http://page.test/")
        return page

    return show


def names(faults):
    return {line.split(":")[0] for line in faults}


@pytest.mark.parametrize(
    ("body", "rule"),
    [
        ('<main><h1>A</h1><img src="a.png"></main>', "image-alt"),
        ('<main><h1>A</h1><p style="color: #999">Faint</p></main>', "color-contrast"),
        (
            # Contrast on a picture is a question that axe leaves open.
            '<main><h1>A</h1><p style="background: linear-gradient(#000, #fff)">Open</p></main>',
            "color-contrast",
        ),
        (
            "<main><h1>A</h1><button style='width: 10px; height: 10px; padding: 0'>a</button>"
            "<button style='width: 10px; height: 10px; padding: 0'>b</button></main>",
            "target-size",
        ),
        ("<h1>A</h1><p>Outside of all landmarks</p>", "region"),
        ("<main><h1>A</h1><h4>B</h4></main>", "heading-order"),
    ],
)
def test_axe_sees_it(shown, body, rule):
    assert rule in names(axe.faults(shown(body)))


# A cell of two rows, in whose text axe leaves the contrast open.
OVER_ROWS = (
    "<main><h1>A</h1><table><tr><th rowspan=2 style='position: relative; z-index: 1; {}'>"
    "Two lines<br>over two rows{}</th><td>a</td></tr><tr><td>b</td></tr></table></main>"
)
COVER = "<i style='position: absolute; inset: 50% 0 0; background: {}'></i>"


@pytest.mark.parametrize(
    ("style", "inside", "expected"),
    [
        ("background: #fff; color: #333", "", set()),
        ("background: #fff; color: #999", "", {"color-contrast"}),
        ("background: #fff; color: #3339", "", {"color-contrast"}),
        ("background: #fff; color: #333; opacity: 0.5", "", {"color-contrast"}),
        ("background: #fff; color: #333; max-width: 3em; white-space: pre", "", {"color-contrast"}),
        ("background: #fff; color: #333", COVER.format("#000"), {"color-contrast"}),
    ],
)
def test_text_over_two_rows_is_measured(shown, style, inside, expected):
    assert (
        names(axe.faults(shown(OVER_ROWS.format(style, inside)))) & {"color-contrast"} == expected
    )


def test_the_letters_of_a_map_are_measured(shown):
    letters = '<svg><text fill="{}">Port</text></svg>'
    frame = '<div class="port-map__frame" style="background: #fff">'

    page = shown(frame + letters.format("#999"))
    assert geometry.ask(page, "faintLetters()") == ["faint letters of the map: Port"]
    page = shown(frame + letters.format("#555"))
    assert geometry.ask(page, "faintLetters()") == []


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ('<p style="width: 400px">Too wide for a small window</p>', "reaches"),
        # The page does not scroll, and nobody sees the end of the line.
        (
            '<style>html, body { overflow-x: hidden }</style><p style="width: 400px">Cut</p>',
            "reaches",
        ),
        (
            '<p style="width: 9em; height: 20px; overflow: hidden">More than stands in a line</p>',
            "cuts its text off",
        ),
        # As it stands it fits; with twice the size it does not.
        (
            '<p style="width: 300px; height: 1.2em; font-size: 16px; overflow: hidden">Short</p>'
            '<p style="font-size: 1rem; height: 30px; overflow: hidden">Short</p>',
            "at 200 %",
        ),
        (
            '<p style="width: 9.5em; white-space: nowrap; overflow: hidden; font-size: 16px">'
            "Exactly as wide as</p>",
            "with text spacing",
        ),
    ],
)
def test_text_that_does_not_fit_is_seen(shown, body, said):
    assert any(line.startswith(said) for line in geometry.faults_of_size(shown(body)))


def test_text_that_fits_is_not_complained_of(shown):
    scrolling = '<div style="overflow-x: auto" tabindex="0"><p style="width: 400px">Wide</p></div>'

    assert geometry.faults_of_size(shown("<p>Short</p>" + scrolling)) == []


def test_a_small_target_of_the_bar_is_seen(shown):
    bar = '<div class="reader-bar"><button style="width: 40px; height: 44px">A</button></div>'

    assert names(geometry.faults_of_targets(shown(bar))) == {"40 × 44, less than 44"}


RING = "<style>:focus { outline: 3px solid #000 }</style>"


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("<style>:focus { outline: none }</style><a href='/'>One</a>", "shows no focus"),
        (
            "<style>:focus { outline: 3px solid #ccc }</style><a href='/'>One</a>",
            "shows its focus with a contrast of 1.6",
        ),
        (
            RING + "<a href='/'>One</a><div style='position: fixed; inset: 0; background: #fff'>"
            "</div>",
            "is covered by div",
        ),
        (
            RING + "<a href='/' style='position: absolute; left: -999px'>One</a>",
            "is out of the window with the focus",
        ),
        (
            RING + "<a href='/'>One</a> <a href='/' tabindex='1'>Two</a>",
            "Tab leaves the order of the document at",
        ),
        (
            RING + "<div style='display: flex; flex-direction: row-reverse'>"
            "<a href='/'>One</a><a href='/'>Two</a></div>",
            "Tab goes back on the page from a",
        ),
        (
            RING + "<div style='display: flex; flex-direction: column-reverse'>"
            "<a href='/'>One</a><a href='/'>Two</a></div>",
            "Tab goes back on the page from a",
        ),
        ("<div onclick='run()'>One</div>", "only for a mouse"),
        ("<span style='cursor: pointer'>One</span>", "only for a mouse"),
        (
            "<b id='it'>One</b><script>it.addEventListener('click', () => {})</script>",
            "only for a mouse",
        ),
        ("<a href='/' tabindex='-1'>One</a>", "only for a mouse"),
    ],
)
def test_a_fault_of_the_keyboard_is_seen(shown, body, said):
    faults = geometry.faults_of_keyboard(shown(body, width=800))

    assert any(line.startswith(said) for line in faults), faults


def test_a_trap_of_the_keyboard_is_seen(shown):
    trap = (
        RING + "<a id='one' href='/'>One</a><a href='/'>Two</a><script>"
        "one.addEventListener('keydown', (event) => event.preventDefault())</script>"
    )

    assert "Tab does not reach" in names(geometry.faults_of_keyboard(shown(trap)))


def test_a_page_that_is_right_for_the_keyboard_is_not_complained_of(shown):
    body = RING + (
        "<a href='/'>One</a> <button>Two</button><form>"
        "<label><input type='radio' name='a' value='1'>Three</label>"
        "<label><input type='radio' name='a' value='2'>Four</label></form>"
        "<details><summary>Five</summary><a href='/'>Six</a></details>"
    )

    page = shown(body, width=800)
    assert geometry.faults_of_keyboard(page) == []
    page.goto("http://page.test/")
    assert geometry.faults_of_keyboard(page, backwards=True) == []


def test_pairs_are_all_there():
    factors = {"a": range(7), "b": "xyz", "c": [True, False], "d": range(4)}
    rows = pairwise(factors)

    for one in factors:
        for two in factors:
            if one < two:
                seen = {(row[one], row[two]) for row in rows}
                assert len(seen) == len(factors[one]) * len(factors[two])
    # No cover can be smaller than the product of the two longest.
    assert 28 <= len(rows) <= 32
