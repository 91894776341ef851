"""What a screen reader would say, by @guidepup/virtual-screen-reader in the real page.

It walks the tree of accessible names and roles from top to bottom. It is a golden file, not a
proof: real readers word things otherwise, and what CSS makes of the tree is the browser's alone.
"""

from tests.browser.checkers import PACKAGES

SCRIPT = PACKAGES / "@guidepup" / "virtual-screen-reader" / "lib" / "esm" / "index.browser.js"
ADDRESS = "/virtual-screen-reader.js"
# Longer than any page; a reader that never came to the end would go round for ever.
MOST = 3000
LISTEN = """async ([address, most]) => {
  const { virtual } = await import(address);
  await virtual.start({ container: document.body });
  for (let step = 0; step < most; step += 1) {
    await virtual.next();
    if ((await virtual.lastSpokenPhrase()) === "end of document") break;
  }
  const log = await virtual.spokenPhraseLog();
  await virtual.stop();
  return log;
}"""


def spoken(page, address):
    """The phrases from the start of the page at `address` to its end, a list."""
    # From the page's own origin, as its policy wants scripts to be.
    page.route(
        f"**{ADDRESS}",
        lambda route: route.fulfill(
            body=SCRIPT.read_text(encoding="utf-8"), content_type="text/javascript"
        ),
    )
    page.goto(address)
    log = page.evaluate(LISTEN, [ADDRESS, MOST])
    assert log[-1] == "end of document", f"{address}: no end after {len(log)} phrases"
    return log
