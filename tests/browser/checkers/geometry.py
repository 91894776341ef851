"""What only a browser that lays the page out can tell: page.js, asked from Python."""

from tests.browser.checkers import FOLDER

SCRIPT = (FOLDER / "page.js").read_text(encoding="utf-8")
BAR = ".reader-bar button, .reader-bar a, .reader-bar input:not([type=hidden]), .reader-bar select"


def install(context):
    """Before the first page of a context: the checks stand in every page from its start."""
    context.add_init_script(SCRIPT)


def ask(page, call):
    return page.evaluate(f"() => pageChecks.{call}")


def faults_of_size(page):
    """Whether text fits as it stands, at twice its size and with the spacing of 1.4.12."""
    found = [*ask(page, "sideways()"), *ask(page, "clipped()")]
    for name, on, off in [
        ("at 200 %", "enlargeText('200%')", "enlargeText(null)"),
        ("with text spacing", "spaceText(true)", "spaceText(false)"),
    ]:
        ask(page, on)
        lines = [*ask(page, "sideways()"), *ask(page, "clipped()")]
        found += [f"{name}: {line}" for line in lines if line not in found]
        ask(page, off)
    return found


def faults_of_targets(page):
    """Controls of the bar under 44 pixels; axe sees to the 24 of the others."""
    return ask(page, f"smallTargets({BAR!r}, 44)")


def faults_of_keyboard(page, *, backwards=False):
    """A walk by Tab (or Shift+Tab) through the whole page.

    Everything must be reached in the order of the document and of the page, show a focus ring
    of two pixels and three to one, and never lie under something else.
    """
    stops = ask(page, "startWalk()")
    for _stop in range(stops + 2):
        page.keyboard.press("Shift+Tab" if backwards else "Tab")
    return [*ask(page, f"endWalk({str(backwards).lower()})"), *ask(page, "onlyForMice()")]
