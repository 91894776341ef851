// What is done to the text under the caret. document.execCommand stands here and nowhere else: it
// is deprecated, every browser has it, and a successor will have to replace these few lines.

import { isSafeUrl } from "./html.js";

export function prepare() {
  document.execCommand("defaultParagraphSeparator", false, "p");
  document.execCommand("styleWithCSS", false, false);
}

export function bold() {
  document.execCommand("bold");
}

export function superscript() {
  document.execCommand("superscript");
}

export function lineBreak() {
  document.execCommand("insertLineBreak");
}

export function newParagraph() {
  document.execCommand("insertParagraph");
}

/** Links the selection, or puts the address itself where nothing is selected; "" unlinks. */
export function link(url) {
  const selection = getSelection();
  const anchor = closest(selection.anchorNode, "a");
  if (anchor && selection.isCollapsed) selection.selectAllChildren(anchor);
  if (!url) {
    document.execCommand("unlink");
  } else if (isSafeUrl(url)) {
    if (selection.isCollapsed) {
      const element = document.createElement("a");
      element.href = url;
      element.textContent = url;
      selection.getRangeAt(0).insertNode(element);
      selection.collapse(element, 1);
    } else {
      document.execCommand("createLink", false, url);
    }
  }
}

export function isActive(name) {
  try {
    return document.queryCommandState(name);
  } catch {
    return false;
  }
}

function closest(node, selector) {
  const element = node?.nodeType === Node.ELEMENT_NODE ? node : node?.parentElement;
  return element?.closest(selector) ?? null;
}

function within(cell, selector) {
  const found = closest(getSelection().anchorNode, selector);
  return found && cell.contains(found) && found !== cell ? found : null;
}

function keepCaret(work) {
  const { anchorNode, anchorOffset } = getSelection();
  work();
  if (anchorNode?.isConnected) getSelection().collapse(anchorNode, anchorOffset);
}

/** Makes the item a part of the one above. False where there is none, so Tab can leave the cell. */
export function nestItem(cell) {
  const item = within(cell, "li");
  const previous = item?.previousElementSibling;
  if (!previous) return false;
  keepCaret(() => {
    const name = item.parentElement.nodeName;
    let list = previous.lastElementChild;
    if (!list || !/^[UO]L$/.test(list.nodeName)) list = previous.appendChild(document.createElement(name));
    list.append(item);
  });
  return true;
}

/** Takes a nested item one level out. False at the top level. */
export function liftItem(cell) {
  const item = within(cell, "li");
  const list = item?.parentElement;
  const parent = list?.parentElement?.closest("li");
  if (!parent || !cell.contains(parent)) return false;
  keepCaret(() => {
    const following = [];
    while (item.nextElementSibling) {
      following.push(item.nextElementSibling);
      item.nextElementSibling.remove();
    }
    if (following.length) {
      const rest = item.appendChild(document.createElement(list.nodeName));
      rest.append(...following);
    }
    parent.after(item);
    if (!list.children.length) list.remove();
  });
  return true;
}

/** Turns the list under the caret, all its levels kept, into the other sort. */
export function toggleListSort(cell) {
  const list = within(cell, "ul, ol");
  if (!list) return false;
  keepCaret(() => {
    const other = document.createElement(list.nodeName === "UL" ? "ol" : "ul");
    other.append(...list.childNodes);
    list.replaceWith(other);
  });
  return true;
}

export function isEmptyTopItem(cell) {
  const item = within(cell, "li");
  return Boolean(item) && !item.textContent.trim() && !item.parentElement.parentElement.closest("li");
}

export function tableCell(cell) {
  return within(cell, "td, th");
}

/** Moves the caret a table cell on or back. False at the edge, so Tab can leave the table. */
export function stepInTable(cell, direction) {
  const current = tableCell(cell);
  if (!current) return false;
  const cells = [...current.closest("table").querySelectorAll("td, th")];
  const next = cells[cells.indexOf(current) + direction];
  if (!next) return false;
  getSelection().selectAllChildren(next);
  if (direction) getSelection().collapseToEnd();
  return true;
}

function emptyCell(name, scope) {
  const cell = document.createElement(name);
  if (scope) cell.scope = scope;
  cell.append(document.createElement("br"));
  return cell;
}

export function addTableRow(cell) {
  const current = tableCell(cell);
  if (!current) return false;
  const row = current.parentElement;
  const fresh = document.createElement("tr");
  for (const each of row.children) {
    for (let count = 0; count < each.colSpan; count += 1) {
      const heads = each.nodeName === "TH" && each.scope === "row";
      fresh.append(emptyCell(heads ? "th" : "td", heads ? "row" : ""));
    }
  }
  if (row.parentElement.nodeName === "THEAD") {
    const table = row.closest("table");
    const body = table.tBodies[0] ?? table.appendChild(document.createElement("tbody"));
    body.prepend(fresh);
  } else {
    row.after(fresh);
  }
  getSelection().collapse(fresh.cells[0], 0);
  return true;
}

export function addTableColumn(cell) {
  const current = tableCell(cell);
  if (!current) return false;
  const index = current.cellIndex;
  for (const row of current.closest("table").rows) {
    const beside = row.cells[Math.min(index, row.cells.length - 1)];
    const heads = row.parentElement.nodeName === "THEAD" || (beside?.scope === "col");
    const fresh = emptyCell(heads ? "th" : "td", heads ? "col" : "");
    if (beside) beside.after(fresh);
    else row.append(fresh);
  }
  getSelection().collapse(current.nextElementSibling, 0);
  return true;
}

export function removeTableRow(cell) {
  const current = tableCell(cell);
  const table = current?.closest("table");
  if (!current || table.rows.length < 2) return false;
  const row = current.parentElement;
  const part = row.parentElement;
  const rows = [...table.rows];
  const neighbour = rows[rows.indexOf(row) + 1] ?? rows[rows.indexOf(row) - 1];
  row.remove();
  if (!part.children.length) part.remove();
  getSelection().collapse(neighbour.cells[0], 0);
  return true;
}

export function removeTableColumn(cell) {
  const current = tableCell(cell);
  if (!current || current.parentElement.cells.length < 2) return false;
  const index = current.cellIndex;
  const neighbour = current.nextElementSibling ?? current.previousElementSibling;
  for (const row of current.closest("table").rows) {
    const each = row.cells[index];
    if (each?.colSpan > 1) each.colSpan -= 1;
    else each?.remove();
  }
  getSelection().collapse(neighbour, 0);
  return true;
}

/** Makes the first row the table's head, or takes the head back. */
export function toggleTableHead(cell) {
  const table = tableCell(cell)?.closest("table");
  if (!table) return false;
  const rename = (row, name) => {
    for (const old of [...row.cells]) {
      const fresh = document.createElement(name);
      if (name === "th") fresh.scope = "col";
      if (old.colSpan > 1) fresh.colSpan = old.colSpan;
      if (old.rowSpan > 1) fresh.rowSpan = old.rowSpan;
      fresh.append(...old.childNodes);
      old.replaceWith(fresh);
    }
  };
  const body = table.tBodies[0] ?? table.appendChild(document.createElement("tbody"));
  if (table.tHead) {
    for (const row of [...table.tHead.rows].reverse()) {
      rename(row, "td");
      body.prepend(row);
    }
    table.deleteTHead();
  } else {
    const row = table.rows[0];
    rename(row, "th");
    table.createTHead().append(row);
    if (!body.rows.length) body.remove();
  }
  getSelection().collapse(table.rows[0].cells[0], 0);
  return true;
}
