"""axe-core in a page of Playwright."""

from functools import cache

from tests.browser.checkers import PACKAGES

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# For axe's own run, which leaves open what it cannot decide.
OPTIONS = {"runOnly": {"type": "tag", "values": TAGS}}
RUN = """([tags, exclude]) => axe
  .run(
    { include: [document], exclude },
    {
      runOnly: { type: "tag", values: tags },
      resultTypes: ["violations", "incomplete"],
      preload: false,
    },
  )
  .then(({ violations, incomplete }) => [
    ...violations,
    ...incomplete.filter(({ id }) => id === "color-contrast").map((rule) => ({
      ...rule,
      nodes: rule.nodes.filter(({ target, any }) => {
        const isOverRows = any.some(({ data }) =>
          ["elmPartiallyObscuring", "bgOverlap"].includes(data?.messageKey));
        return !(
          pageChecks.contrastOutOfSight(target[0]) >= 4.5 ||
          (isOverRows && pageChecks.contrastOnOwnGround(target[0]) >= 4.5)
        );
      }),
    })),
  ].filter(({ nodes }) => nodes.length)
   .map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(" ")).join(", ")}`))"""
# axe takes a picture for a ground of unknown colour; `faintLetters` of page.js measures these.
LETTERS_OF_MAPS = ".port-map__picture text"


@cache
def source():
    return (PACKAGES / "axe-core" / "axe.min.js").read_text(encoding="utf-8")


def faults(page, exclude=(LETTERS_OF_MAPS,)):
    """What axe holds against a page, a line a rule.

    Contrast that axe cannot decide counts, but for text out of the sight of a region that
    scrolls and for text over several rows, which page.js measures; the page must be of a context
    with `geometry.install`.
    """
    # By the protocol, not by an element: the page's policy refuses foreign scripts.
    page.evaluate(source())
    return page.evaluate(RUN, [TAGS, [[selector] for selector in exclude]])
