// Clean HTML of a cell: read, shaped by the kind of the row, split, joined and written.
//
// Everything is built anew from what the site stores (portal/richtext.py), so nothing else can
// come through: no style, no class, no span. Text is never dropped, only what stood around it.

const INLINE = { B: "strong", STRONG: "strong", A: "a", SUP: "sup", SUB: "sub" };
const BLOCKS = new Set([
  "ADDRESS", "ARTICLE", "ASIDE", "BLOCKQUOTE", "BODY", "CAPTION", "CENTER", "DD", "DETAILS", "DIV",
  "DL", "DT", "FIELDSET", "FIGCAPTION", "FIGURE", "FOOTER", "FORM", "H1", "H2", "H3", "H4", "H5",
  "H6", "HEADER", "HR", "LI", "MAIN", "NAV", "OL", "P", "PRE", "SECTION", "SUMMARY", "TABLE",
  "TBODY", "TD", "TFOOT", "TH", "THEAD", "TR", "UL",
]);
const DROPPED = new Set([
  "HEAD", "IFRAME", "LINK", "META", "NOSCRIPT", "OBJECT", "SCRIPT", "STYLE", "TEMPLATE", "TITLE",
  "XML",
]);
const BLOCK_SELECTOR = [...BLOCKS].join(",").toLowerCase();
const INLINE_KINDS = new Set(["heading2", "heading3", "quote", "figure"]);
// As portal/text.py: control characters, bidi overrides, zero-width characters.
const UNWANTED =
  // eslint-disable-next-line no-control-regex
  /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;

// Nodes are made in a document without a window: no image is fetched, no policy is asked.
const inert = document.implementation.createHTMLDocument("");

export function isInlineKind(kind) {
  return INLINE_KINDS.has(kind);
}

export function parse(html) {
  const template = inert.createElement("template");
  template.innerHTML = html;
  return template.content;
}

export function serialise(fragment) {
  const box = inert.createElement("div");
  box.append(fragment.cloneNode(true));
  return box.innerHTML;
}

/** The words of clean or unclean HTML, blocks parted by line feeds. */
export function plainText(html) {
  const fragment = parse(html);
  for (const br of fragment.querySelectorAll("br")) br.replaceWith("\n");
  for (const block of fragment.querySelectorAll(BLOCK_SELECTOR)) block.after("\n");
  return fragment.textContent.replace(/[ \t\u00a0]+/g, " ").replace(/\s*\n\s*/g, "\n").trim();
}

/** Whether a link may stand: as `is_safe_url` of portal/richtext.py, which has the last word. */
export function isSafeUrl(url) {
  if (/[\s\\\p{Cc}\p{Cf}]/u.test(url) || url.startsWith("//") || url.startsWith("#")) return false;
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(url)?.[1].toLowerCase();
  if (!scheme) return url !== "" && !url.includes(":");
  if (scheme === "http" || scheme === "https") return /^https?:\/\/[^/@?#]+([/?#]|$)/i.test(url);
  return scheme === "mailto" || scheme === "tel";
}

function cleanString(text) {
  return text.replace(UNWANTED, "").replace(/[\s\u00a0]+/g, " ");
}

function make(name) {
  return inert.createElement(name);
}

function appendInline(out, node) {
  if (node.nodeType === Node.TEXT_NODE) {
    const text = cleanString(node.data);
    if (!text) return;
    if (out.lastChild?.nodeType === Node.TEXT_NODE) out.lastChild.data += text;
    else out.append(text);
    return;
  }
  if (node.nodeType !== Node.ELEMENT_NODE || DROPPED.has(node.nodeName.toUpperCase())) return;
  const name = node.nodeName.toUpperCase();
  if (name === "BR") {
    out.append(make("br"));
    return;
  }
  const target = INLINE[name];
  const href = target === "a" ? (node.getAttribute("href") ?? "").trim() : "";
  const nested = target && out.closest?.(target);
  if (!target || nested || (target === "a" && !isSafeUrl(href))) {
    for (const child of node.childNodes) appendInline(out, child);
    return;
  }
  const last = out.lastChild;
  // Typing and pasting leave <strong>a</strong><strong>b</strong>; one element says the same.
  const joins = target !== "a" && last?.nodeName.toLowerCase() === target;
  const element = joins ? last : make(target);
  if (target === "a") {
    element.setAttribute("href", href);
    const hreflang = node.getAttribute("hreflang");
    if (hreflang) element.setAttribute("hreflang", hreflang);
  }
  if (!joins) out.append(element);
  for (const child of node.childNodes) appendInline(element, child);
  if (!element.textContent && !element.querySelector("br")) element.remove();
}

/** Puts blocks inside a list item or table cell on lines of their own. */
function appendLines(out, node) {
  const breakLine = () => {
    if (out.lastChild && out.lastChild.nodeName !== "BR") out.append(make("br"));
  };
  for (const child of node.childNodes) {
    const isBlock = BLOCKS.has(child.nodeName);
    if (isBlock || child.querySelector?.(BLOCK_SELECTOR)) {
      if (isBlock) breakLine();
      appendLines(out, child);
      if (isBlock) breakLine();
    } else {
      appendInline(out, child);
    }
  }
}

function edgeText(element, atEnd) {
  let node = element;
  while (node && node.nodeType !== Node.TEXT_NODE) {
    const next = atEnd ? node.lastChild : node.firstChild;
    if (!next) return null;
    node = next;
  }
  return node;
}

/** Takes white space (U+3000 too) and line breaks from both ends of a line-holding element. */
function trim(element) {
  for (const atEnd of [false, true]) {
    for (;;) {
      const edge = atEnd ? element.lastChild : element.firstChild;
      if (!edge) break;
      if (edge.nodeName === "BR") {
        edge.remove();
        continue;
      }
      const text = edgeText(element, atEnd);
      if (!text) break;
      text.data = atEnd ? text.data.trimEnd() : text.data.trimStart();
      if (text.data) break;
      let empty = text;
      while (empty.parentNode !== element && empty.parentNode.childNodes.length === 1) {
        empty = empty.parentNode;
      }
      empty.remove();
    }
  }
  return element;
}

function isEmpty(element) {
  return !element.textContent.trim();
}

function cleanList(node) {
  const list = make(node.nodeName.toLowerCase());
  const nest = (clean) => {
    if (!clean) return;
    if (!list.lastElementChild) list.append(make("li"));
    list.lastElementChild.append(clean);
  };
  for (const child of node.childNodes) {
    if (child.nodeName === "UL" || child.nodeName === "OL") {
      nest(cleanList(child));
    } else if (child.nodeName === "LI") {
      const item = make("li");
      const line = make("li");
      const nested = [];
      const gather = (parent) => {
        for (const part of [...parent.childNodes]) {
          if (part.nodeName === "UL" || part.nodeName === "OL") nested.push(cleanList(part));
          else if (part.querySelector?.("ul, ol")) gather(part);
          else {
            const box = inert.createDocumentFragment();
            box.append(part.cloneNode(true));
            if (BLOCKS.has(part.nodeName) && line.lastChild) line.append(make("br"));
            appendLines(line, box);
          }
        }
      };
      gather(child);
      trim(line);
      item.append(...line.childNodes);
      item.append(...nested.filter(Boolean));
      if (!isEmpty(item)) list.append(item);
    } else if (child.textContent.trim()) {
      const item = make("li");
      appendLines(item, wrap(child));
      if (!isEmpty(trim(item))) list.append(item);
    }
  }
  return list.firstChild ? list : null;
}

function wrap(node) {
  const box = inert.createDocumentFragment();
  box.append(node.cloneNode(true));
  return box;
}

function span(cell, name) {
  const number = Number.parseInt(cell.getAttribute(name), 10);
  return number > 1 && number <= 50 ? String(number) : null;
}

function cleanTable(node) {
  const table = make("table");
  const caption = make("caption");
  const head = make("thead");
  const body = make("tbody");
  const loose = make("td");
  for (const part of node.querySelectorAll("caption, tr")) {
    if (part.closest("table") !== node) continue;
    if (part.nodeName === "CAPTION") {
      if (caption.firstChild) caption.append(make("br"));
      appendLines(caption, part);
      continue;
    }
    const row = make("tr");
    for (const source of part.children) {
      if (source.nodeName !== "TD" && source.nodeName !== "TH") {
        appendLines(loose, wrap(source));
        continue;
      }
      const cell = make(source.nodeName.toLowerCase());
      for (const name of ["colspan", "rowspan"]) {
        const value = span(source, name);
        if (value) cell.setAttribute(name, value);
      }
      const scope = source.getAttribute("scope");
      if (cell.nodeName === "TH") {
        const plain = part.parentNode.nodeName === "THEAD" ? "col" : "row";
        cell.setAttribute(
          "scope",
          ["col", "row", "colgroup", "rowgroup"].includes(scope) ? scope : plain,
        );
      }
      appendLines(cell, source);
      row.append(trim(cell));
    }
    if (row.firstChild) (part.parentNode.nodeName === "THEAD" ? head : body).append(row);
  }
  if (!isEmpty(trim(caption))) table.append(caption);
  if (head.firstChild) table.append(head);
  if (body.firstChild) table.append(body);
  return isEmpty(table) ? null : table;
}

/** A fragment of clean blocks (p, ul, ol, table) from any HTML's nodes. */
export function toBlocks(source) {
  const out = inert.createDocumentFragment();
  let line = make("p");
  const flush = () => {
    if (!isEmpty(trim(line))) out.append(line);
    line = make("p");
  };
  const walk = (parent) => {
    for (const node of parent.childNodes) {
      const name = node.nodeName;
      if (DROPPED.has(name.toUpperCase())) continue;
      if (name === "UL" || name === "OL" || name === "TABLE") {
        flush();
        const block = name === "TABLE" ? cleanTable(node) : cleanList(node);
        if (block) out.append(block);
      } else if (/^H[1-6]$/.test(name) && !node.querySelector(BLOCK_SELECTOR)) {
        flush();
        const strong = make("strong");
        strong.append(...[...node.childNodes].map((child) => child.cloneNode(true)));
        appendInline(line, strong);
        flush();
      } else if (BLOCKS.has(name)) {
        flush();
        walk(node);
        flush();
      } else if (node.querySelector?.(BLOCK_SELECTOR)) {
        // Google Docs wraps the whole document in <b>: what holds blocks is no formatting.
        walk(node);
      } else {
        appendInline(line, node);
      }
    }
  };
  walk(source);
  flush();
  return out;
}

/** The lines of clean blocks: each an array of inline nodes. */
function lines(blocks) {
  const found = [];
  const ofList = (list) => {
    for (const item of list.children) {
      const nested = [...item.children].filter((part) => /^[UO]L$/.test(part.nodeName));
      const own = [...item.childNodes].filter((part) => !nested.includes(part));
      if (own.length) found.push(own);
      nested.forEach(ofList);
    }
  };
  for (const block of [...blocks.children]) {
    if (block.nodeName === "TABLE") {
      for (const row of block.querySelectorAll("caption, tr")) {
        const cells = row.nodeName === "CAPTION" ? [row] : [...row.children];
        found.push(
          cells.flatMap((cell, index) => [...(index ? [inert.createTextNode(" ")] : []), ...cell.childNodes]),
        );
      }
    } else if (block.nodeName === "P") {
      found.push([...block.childNodes]);
    } else {
      ofList(block);
    }
  }
  return found;
}

/** Clean blocks as the kind of row holds them. Takes the fragment's nodes over. */
export function shape(blocks, kind) {
  const out = inert.createDocumentFragment();
  if (isInlineKind(kind)) {
    lines(blocks).forEach((nodes, index) => {
      if (index) out.append(make("br"));
      out.append(...nodes);
    });
  } else if (kind === "list") {
    for (const block of [...blocks.children]) {
      const isList = block.nodeName === "UL" || block.nodeName === "OL";
      const last = out.lastElementChild;
      if (isList && last?.nodeName === block.nodeName) {
        last.append(...block.childNodes);
      } else if (isList) {
        out.append(block);
      } else {
        const list = last ?? out.appendChild(make("ul"));
        const box = inert.createDocumentFragment();
        box.append(block);
        for (const nodes of lines(box)) {
          const item = list.appendChild(make("li"));
          item.append(...nodes);
        }
      }
    }
  } else if (kind === "table") {
    const parts = [...blocks.children];
    const table = parts.find((part) => part.nodeName === "TABLE") ?? make("table");
    const width = Math.max(1, ...[...table.querySelectorAll("tr")].map((row) => row.children.length));
    let before = true;
    const isNew = !table.firstChild;
    const bodyOf = () => table.tBodies[0] ?? table.appendChild(make("tbody"));
    let first = table.tHead ? null : (table.tBodies[0]?.rows[0] ?? null);
    for (const part of parts) {
      if (part === table) {
        before = false;
      } else if (part.nodeName === "TABLE") {
        const caption = part.caption;
        if (caption) addLine(caption.childNodes);
        bodyOf().append(...part.rows);
      } else {
        const box = inert.createDocumentFragment();
        box.append(part);
        for (const nodes of lines(box)) addLine(nodes);
      }
    }
    function addLine(nodes) {
      const row = make("tr");
      const cell = row.appendChild(make("td"));
      if (width > 1) cell.setAttribute("colspan", String(Math.min(width, 50)));
      cell.append(...nodes);
      // A table that was found keeps its place: what stood above it becomes its first rows.
      if (before && !isNew && !table.tHead) bodyOf().insertBefore(row, first);
      else if (before && !isNew) bodyOf().insertBefore(row, bodyOf().firstChild);
      else bodyOf().append(row);
    }
    if (table.firstChild) out.append(table);
  } else {
    out.append(...blocks.children);
  }
  return out;
}

/** Any HTML as a row of this kind stores it; "" where there is no text. */
export function cleanHtml(html, kind = "paragraph") {
  return serialise(shape(toBlocks(parse(html)), kind));
}

/** What a cell's live nodes say, as it is stored. */
export function cleanNodes(root, kind) {
  return serialise(shape(toBlocks(root), kind));
}

/** Two cells' HTML one after the other, in the shape of the upper row. */
export function joinHtml(upper, lower, kind) {
  if (!lower) return upper;
  if (!upper) return cleanHtml(lower, kind);
  const blocks = toBlocks(parse(upper));
  blocks.append(toBlocks(parse(lower)));
  return serialise(shape(blocks, kind));
}

/** The parts before and after a point of a cell's nodes, as fragments; the nodes stay. */
export function splitNodes(root, container, offset) {
  const range = root.ownerDocument.createRange();
  range.setStart(container, offset);
  // A table is parted between rows, never through a row, whose columns would no longer agree.
  const element = container.nodeType === Node.ELEMENT_NODE ? container : container.parentElement;
  const row = element?.closest("tr");
  if (row && root.contains(row)) range.setStartBefore(row);
  range.setEnd(root, root.childNodes.length);
  const after = range.cloneContents();
  const start = [range.startContainer, range.startOffset];
  range.setStart(root, 0);
  range.setEnd(...start);
  return [range.cloneContents(), after];
}

/** The two HTML texts left and right of a point, shaped for the kind. */
export function splitAt(root, container, offset, kind) {
  return splitNodes(root, container, offset).map((part) => serialise(shape(toBlocks(part), kind)));
}

/** Splits HTML after a number of text characters. */
export function splitHtml(html, offset, kind) {
  const root = make("div");
  root.append(parse(html));
  const walker = inert.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  let left = offset;
  while (walker.nextNode()) {
    const { length } = walker.currentNode.data;
    if (left <= length) return splitAt(root, walker.currentNode, left, kind);
    left -= length;
  }
  return splitAt(root, root, root.childNodes.length, kind);
}
