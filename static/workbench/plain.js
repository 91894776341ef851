// The plain text of clean HTML, by the same walk as `plain` in news/checking.py: findings say
// where they are by its characters.

const BLOCKS = new Set(["P", "DIV", "H2", "H3", "UL", "OL", "LI", "TABLE", "CAPTION", "TR"]);
const CELLS = new Set(["TD", "TH"]);

/** { text, pieces } of a node's children; a piece is a text node and where it starts in `text`. */
export function walk(root) {
  const pieces = [];
  let text = "";
  let isParted = false;
  let isInRow = false;
  const take = (more) => {
    if (isParted && text && !text.endsWith("\n")) text += "\n";
    isParted = false;
    text += more;
  };
  const enter = (parent) => {
    for (const node of parent.childNodes) {
      if (node.nodeType === Node.TEXT_NODE) {
        if (!node.data || (node.data.includes("\n") && !node.data.trim())) continue;
        take("");
        pieces.push({ node, start: text.length });
        text += node.data.replaceAll("\n", " ");
      } else if (node.nodeName === "BR") {
        take("\n");
      } else if (BLOCKS.has(node.nodeName)) {
        isParted = true;
        isInRow = false;
        enter(node);
        isParted = true;
        isInRow = false;
      } else {
        if (CELLS.has(node.nodeName)) {
          if (isInRow) take("\t");
          isInRow = true;
        }
        enter(node);
      }
    }
  };
  enter(root);
  return { text: text.replace(/\n+$/, ""), pieces };
}

/** Python counts code points, strings here code units: the offset that means the same. */
export function unitsAt(text, points) {
  if (!/[\ud800-\udbff]/.test(text)) return points;
  let units = 0;
  for (let left = points; left > 0 && units < text.length; left -= 1) {
    units += text.codePointAt(units) > 0xffff ? 2 : 1;
  }
  return units;
}

/**
 * Where a span of a text stands in another form of the text, [start, end]; null where the words
 * are not the same. A cell in use has spaces and line ends that its clean text has not.
 */
export function carry([start, end], from, to) {
  if (from === to) return [start, end];
  const places = [...to.matchAll(/\S/g)].map((match) => match.index);
  if (from.replace(/\s/g, "") !== to.replace(/\s/g, "")) return null;
  const before = from.slice(0, start).replace(/\s/g, "").length;
  const within = from.slice(start, end).replace(/\s/g, "").length;
  if (within) return [places[before], places[before + within - 1] + 1];
  return [before ? places[before - 1] + 1 : 0, places[before] ?? to.length];
}

/** The range of [start, end] in the live nodes of a walk, or null. */
export function rangeOf([start, end], pieces) {
  const at = (offset, isEnd) =>
    pieces.findLast((piece) => (isEnd ? piece.start < offset : piece.start <= offset));
  const first = at(start, false);
  const last = at(end, true);
  if (!first || !last || end <= start) return null;
  const range = document.createRange();
  range.setStart(first.node, Math.min(start - first.start, first.node.length));
  range.setEnd(last.node, Math.min(end - last.start, last.node.length));
  return range.collapsed ? null : range;
}
