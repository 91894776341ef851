// One side of a row: shown HTML that can be typed on while it has the focus.

import * as commands from "./commands.js";
import { cleanNodes, isInlineKind, parse, serialise, shape, splitNodes, toBlocks } from "./html.js";

const SKELETONS = {
  paragraph: "<p><br></p>",
  list: "<ul><li><br></li></ul>",
  table:
    '<table><thead><tr><th scope="col"><br></th><th scope="col"><br></th></tr></thead>' +
    "<tbody><tr><td><br></td><td><br></td></tr></tbody></table>",
};

/** Shows a text. Only clean nodes reach the page, whatever the field held. */
export function showText(cell, html) {
  const blocks = shape(toBlocks(parse(html)), cell.dataset.kind);
  cell.replaceChildren(document.importNode(blocks, true));
  cell.toggleAttribute("data-blank", !cell.textContent.trim());
}

export function readText(cell) {
  return cleanNodes(cell, cell.dataset.kind);
}

function ensureSkeleton(cell) {
  if (cell.textContent || cell.querySelector("p, li, td, th")) return;
  const skeleton = SKELETONS[cell.dataset.kind];
  if (!skeleton) return;
  cell.replaceChildren(document.importNode(parse(skeleton), true));
  const first = cell.querySelector("p, li, th, td");
  if (cell.contains(document.activeElement)) getSelection().collapse(first, 0);
}

export function activate(cell) {
  if (cell.isContentEditable) return;
  cell.contentEditable = "true";
  ensureSkeleton(cell);
}

export function deactivate(cell, html) {
  cell.removeAttribute("contenteditable");
  showText(cell, html);
}

/** Where the caret stands, as steps from the cell; null where it stands elsewhere. */
export function caretOf(cell) {
  const { focusNode, focusOffset } = getSelection();
  if (!focusNode || !cell.contains(focusNode)) return null;
  const path = [focusOffset];
  for (let node = focusNode; node !== cell; node = node.parentNode) {
    path.unshift([...node.parentNode.childNodes].indexOf(node));
  }
  return path;
}

export function placeCaret(cell, path) {
  let node = cell;
  for (const index of path.slice(0, -1)) {
    const child = node.childNodes[Math.min(index, node.childNodes.length - 1)];
    if (!child) break;
    node = child;
  }
  const length = node.nodeType === Node.TEXT_NODE ? node.data.length : node.childNodes.length;
  getSelection().collapse(node, Math.min(path.at(-1), length));
}

export function placeCaretAtEdge(cell, atEnd) {
  const texts = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
  let node = texts.nextNode();
  if (atEnd) for (let next = node; next; next = texts.nextNode()) node = next;
  if (node) getSelection().collapse(node, atEnd ? node.data.length : 0);
  else getSelection().collapse(cell.querySelector("p, li, th, td") ?? cell, 0);
}

/** The texts left and right of the caret. What is selected goes to the right. */
export function textsAtCaret(cell) {
  const selection = getSelection();
  if (!selection.rangeCount || !cell.contains(selection.anchorNode)) return null;
  const { startContainer, startOffset } = selection.getRangeAt(0);
  return splitNodes(cell, startContainer, startOffset).map((part) =>
    serialise(shape(toBlocks(part), cell.dataset.kind)),
  );
}

function insertInline(range, nodes) {
  const last = nodes.at(-1);
  const fragment = document.createDocumentFragment();
  fragment.append(...nodes);
  if (!last) return;
  // <a> in <a> and the like cannot stand; the next reading of the cell unwraps them.
  range.insertNode(fragment);
  getSelection().collapse(last.parentNode, [...last.parentNode.childNodes].indexOf(last) + 1);
}

/** Puts clean HTML in place of the selection, in the way the cell's kind holds it. */
export function insertClean(cell, html) {
  const selection = getSelection();
  if (!html || !selection.rangeCount || !cell.contains(selection.anchorNode)) return;
  const range = selection.getRangeAt(0);
  range.deleteContents();
  const blocks = document.importNode(toBlocks(parse(html)), true);
  const only = blocks.children.length === 1 ? blocks.firstElementChild : null;
  const inTable = commands.tableCell(cell);
  if (isInlineKind(cell.dataset.kind) || inTable || only?.nodeName === "P") {
    const lines = only?.nodeName === "P" ? only : document.importNode(shape(blocks, "quote"), true);
    insertInline(range, [...lines.childNodes]);
    return;
  }
  if (cell.dataset.kind === "list") {
    insertItems(cell, range, document.importNode(shape(blocks, "list"), true));
    return;
  }
  const [before, after] = splitNodes(cell, range.startContainer, range.startOffset).map((part) =>
    document.importNode(toBlocks(part), true),
  );
  const mark = document.createComment("");
  const [first] = blocks.children;
  const lastBefore = before.lastElementChild;
  if (first.nodeName === "P" && lastBefore?.nodeName === "P") {
    lastBefore.append(...first.childNodes);
    first.remove();
  }
  const last = blocks.lastElementChild ?? lastBefore;
  const firstAfter = after.firstElementChild;
  const inner = last.nodeName === "P" ? last : (last.querySelector("li:last-child, td") ?? last);
  inner.append(mark);
  if (last.nodeName === "P" && firstAfter?.nodeName === "P") {
    last.append(...firstAfter.childNodes);
    firstAfter.remove();
  }
  cell.replaceChildren(before, blocks, after);
  const parent = mark.parentNode;
  const index = [...parent.childNodes].indexOf(mark);
  mark.remove();
  selection.collapse(parent, index);
}

function insertItems(cell, range, lists) {
  const { startContainer } = range;
  const element = startContainer.nodeType === Node.ELEMENT_NODE ? startContainer : startContainer.parentElement;
  const item = element.closest("li");
  const items = [...lists.children].flatMap((list) => [...list.children]);
  const last = items.at(-1);
  if (!last) return;
  if (!item || !cell.contains(item)) {
    cell.append(lists);
  } else if (!item.textContent.trim()) {
    item.replaceWith(...items);
  } else {
    const tail = document.createRange();
    tail.setStart(range.startContainer, range.startOffset);
    tail.setEnd(item, item.childNodes.length);
    const rest = document.createElement("li");
    rest.append(tail.extractContents());
    item.after(...items, ...(rest.textContent.trim() ? [rest] : []));
  }
  getSelection().selectAllChildren(last);
  getSelection().collapseToEnd();
}

/** What Enter does in this kind of row; true when it was done here. */
export function pressEnter(cell, withShift) {
  const { kind } = cell.dataset;
  if (kind === "heading2" || kind === "heading3") return true;
  if (kind === "list" && !withShift && !commands.tableCell(cell)) return commands.isEmptyTopItem(cell);
  if (isInlineKind(kind) || commands.tableCell(cell) || withShift) {
    commands.lineBreak();
    return true;
  }
  return false;
}

/** Tab nests items and steps through tables; false where it shall leave the cell. */
export function pressTab(cell, withShift) {
  if (commands.tableCell(cell)) return commands.stepInTable(cell, withShift ? -1 : 1);
  return withShift ? commands.liftItem(cell) : commands.nestItem(cell);
}

export { ensureSkeleton };
