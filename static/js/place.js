// Without this module the links between an article's views lead to its beginning; with it they
// lead to the passage at which the reader is, as a passage has one id in every view.
const root = document.documentElement;
const passages = [...document.querySelectorAll(".passage")];
const links = document.querySelectorAll("a[hreflang]");

function place() {
  // Where the browser puts what an address with # names: below the bar that stays in sight.
  const line = parseFloat(getComputedStyle(root).scrollPaddingTop) + 2;
  const shown = passages.filter((passage) => passage.getClientRects().length);
  const boxes = shown.map((passage) => passage.getBoundingClientRect());
  const target = shown.findIndex((passage) => `#${passage.id}` === location.hash);
  const isEnd = Math.ceil(scrollY + innerHeight) >= root.scrollHeight;
  // At the end of a page what was asked for may stand below the line and still be the place.
  if (isEnd && boxes[target]?.bottom > line && boxes[target].top < innerHeight) return shown[target];
  const index = boxes.findIndex((box) => box.bottom > line);
  // -1, past all of them, stands for the last.
  return index === 0 && boxes[0].top > line ? null : shown.at(index);
}

function keep() {
  const passage = place();
  for (const link of links) link.hash = passage ? passage.id : "";
}

for (const type of ["pointerdown", "click", "auxclick", "contextmenu", "focusin"]) {
  for (const link of links) link.addEventListener(type, keep, true);
}
