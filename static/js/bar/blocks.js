// The page's text in pieces that are read as one: a paragraph, a heading, an item, a cell, a picture.
const BLOCKS = "h1, h2, h3, h4, h5, h6, p, li, dt, dd, td, th, caption, figcaption, legend, img[alt]";
const CONTROLS = "a[href], button, summary, label, input, select";
// The links that lead to a passage itself are signs, and what is hidden is not there.
const SKIPPED = ".passage__link, .visually-hidden, [hidden], [aria-hidden=true], script, template";

function isShown(element) {
  return element.checkVisibility?.({ visibilityProperty: true }) ?? element.offsetParent !== null;
}

export function languageOf(element) {
  return element.closest("[lang]").lang;
}

// The pieces of a part of the page in the order of reading. A piece that holds others is left out
// for them: the item of a list with paragraphs in it, the cell with a list.
export function blocksOf(part) {
  return [...part.querySelectorAll(BLOCKS)].filter(
    (block) =>
      !block.closest(SKIPPED) &&
      !block.closest("form") &&
      !block.querySelector(BLOCKS) &&
      isShown(block) &&
      wordsOf(block),
  );
}

export function blockOf(node) {
  const element = node instanceof Element ? node : node?.parentElement;
  return element?.closest(BLOCKS) ?? null;
}

// What a large caption says of the thing under the pointer or the focus.
export function pieceAt(element) {
  const piece = element.closest(CONTROLS) ?? element.closest(BLOCKS);
  return piece && !piece.closest(SKIPPED) ? piece : null;
}

export function isControl(element) {
  return element.matches(CONTROLS);
}

export function wordsOf(element) {
  if (element.matches("img")) return element.alt.trim();
  const name = isControl(element) && element.getAttribute("aria-label");
  const words = name || textNodes(element).map((node) => node.data).join("");
  return (words || element.value || "").replace(/\s+/g, " ").trim();
}

function textNodes(element) {
  const nodes = [];
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const { currentNode } = walker;
    const skipped = currentNode.parentElement.closest(SKIPPED);
    if (!skipped || skipped.contains(element)) nodes.push(currentNode);
  }
  return nodes;
}

// The sentences of a piece: {text, lang, range}. The range marks the words where they stand; a
// picture has none. A part in another language is read in its own voice.
export function sentencesOf(block) {
  if (block.matches("img")) return [{ text: block.alt, lang: languageOf(block), range: null }];
  const sentences = [];
  let run = [];
  const finish = () => {
    if (run.length) sentences.push(...cut(run));
    run = [];
  };
  for (const node of textNodes(block)) {
    const lang = languageOf(node.parentElement);
    if (run.length && run[0].lang !== lang) finish();
    run.push({ node, lang });
  }
  finish();
  return sentences;
}

function cut(run) {
  const { lang } = run[0];
  const text = run.map(({ node }) => node.data).join("");
  const place = (offset) => {
    for (const { node } of run) {
      if (offset <= node.length) return [node, offset];
      offset -= node.length;
    }
    return null;
  };
  const found = [];
  for (const { segment, index } of segments(text, lang)) {
    const words = segment.trim();
    if (!/[\p{L}\p{N}]/u.test(words)) continue;
    const start = index + segment.indexOf(words);
    const range = document.createRange();
    range.setStart(...place(start));
    range.setEnd(...place(start + words.length));
    found.push({ text: words.replace(/\s+/g, " "), lang, range });
  }
  return found;
}

function segments(text, lang) {
  if (globalThis.Intl?.Segmenter) {
    return [...new Intl.Segmenter(lang, { granularity: "sentence" }).segment(text)];
  }
  const found = text.matchAll(/[^。！？；.!?]+[。！？；.!?”’」）)]*/g);
  return [...found].map((match) => ({ segment: match[0], index: match.index }));
}
