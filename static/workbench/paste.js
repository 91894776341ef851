// What the clipboard brings from Word, WPS, Google Docs and web pages, made clean. Pure: HTML in,
// HTML out; nothing is shown or fetched.

import { parse, serialise, toBlocks } from "./html.js";

const HAN = "\\p{Script=Han}\\u3000-\\u303f\\uff00-\\uffef\\u2018-\\u201d\\u2026\\u2014";
// A line that Word's HTML broke between two Chinese characters has no space there.
const BROKEN_LINE = new RegExp(`(?<=[${HAN}])[ \\t]*\\r?\\n[ \\t]*(?=[${HAN}])`, "gu");

function styleOf(element) {
  return (element.getAttribute("data-style") ?? "").toLowerCase();
}

/** The nodes of pasted HTML, with style attributes under a name that no policy looks at. */
function read(html) {
  const start = html.indexOf("<!--StartFragment-->");
  const end = html.lastIndexOf("<!--EndFragment-->");
  let part = html;
  if (start >= 0 && end > start) {
    // Excel and WPS put the fragment inside <table> or <ul> that stand before the mark.
    const context = /<(table|tr|tbody|ul|ol)\b[^>]*>\s*$/i.test(html.slice(0, start));
    if (!context) part = html.slice(start, end);
  }
  part = part
    .replace(/<!--[\s\S]*?-->/g, "")
    .replace(/<!\[[^\]]*\]>/g, "")
    .replace(/<(style|script|xml|title)\b[\s\S]*?<\/\1\s*>/gi, "")
    .replace(/<[a-z][^\s>/]*(?:[^>"']|"[^"]*"|'[^']*')*>/gi, (tag) =>
      tag.replace(/(\s)style(\s*=)/gi, "$1data-style$2"),
    );
  return parse(part);
}

function unwrap(element) {
  element.replaceWith(...element.childNodes);
}

function dropFurniture(root) {
  for (const element of [...root.querySelectorAll("*")]) {
    const style = styleOf(element);
    const marksList = /mso-list:\s*ignore/.test(style);
    if (marksList) {
      const block = element.closest("p, li, div, h1, h2, h3, h4, h5, h6");
      if (block && !block.hasAttribute("data-mark")) {
        block.setAttribute("data-mark", element.textContent.replace(/[\s\u00a0]+/g, ""));
      }
    }
    if (
      marksList ||
      /(^|;)\s*(display:\s*none|mso-hide:\s*all)/.test(style) ||
      /mso-element:\s*(comment-list|comment)\b/.test(style) ||
      /mso-special-character:\s*(comment|footnote-separator)/.test(style) ||
      /\bmsocomanchor\b|\bMsoCommentReference\b/.test(element.className)
    ) {
      element.remove();
    }
  }
}

/** Note numbers stand as superscript; a link to a place in the Word file leads nowhere. */
function noteNumbers(root) {
  for (const link of [...root.querySelectorAll("a")]) {
    const target = link.getAttribute("href") ?? "";
    const isNote =
      /mso-(foot|end)note-id/.test(styleOf(link)) || /#_?(ftn|edn|sdfootnote|footnote)/i.test(target);
    if (!isNote) continue;
    const number = link.textContent.replace(/[\s[\]()（）【】〔〕]/g, "");
    const sup = root.ownerDocument.createElement("sup");
    sup.textContent = number;
    // Word puts the superscript inside the link, some put the link inside <sup>.
    link.closest("sup")?.replaceWith(sup);
    if (link.parentNode) link.replaceWith(sup);
    if (!number) sup.remove();
  }
}

function formatting(root) {
  const { ownerDocument } = root;
  for (const element of [...root.querySelectorAll("[data-style]")]) {
    const style = styleOf(element);
    const weight = /(?:^|;)\s*font-weight:\s*([^;]+)/.exec(style)?.[1].trim();
    const isBold = weight && (/^bold/.test(weight) || Number(weight) >= 600);
    if (weight && !isBold && /^(B|STRONG)$/.test(element.nodeName)) {
      unwrap(element);
      continue;
    }
    const raised = /(?:^|;)\s*vertical-align:\s*(super|sub)\b/.exec(style)?.[1];
    const wanted = [
      isBold && /^(SPAN|FONT|A)$/.test(element.nodeName) ? "strong" : null,
      raised && element.nodeName === "SPAN" ? raised.replace("super", "sup") : null,
    ].filter(Boolean);
    for (const name of wanted) {
      const around = ownerDocument.createElement(name);
      around.append(...element.childNodes);
      element.append(around);
    }
  }
}

/** Word writes list items as paragraphs with `mso-list: l0 level2 lfo1`; WPS does the same. */
function wordLists(root) {
  const levelOf = (node) => {
    if (!/^(P|DIV|H[1-6])$/.test(node?.nodeName ?? "")) return 0;
    return Number(/mso-list:[^;]*\blevel(\d)/.exec(styleOf(node))?.[1] ?? 0);
  };
  const listOf = (node) => /mso-list:\s*(l\d+)/.exec(styleOf(node))?.[1] ?? "";
  // A number is followed by a mark of its own; a lone letter is a bullet of a symbol font.
  const isOrdered = (node) =>
    /^([(（]?([0-9]+|[a-z]{1,4}|[一二三四五六七八九十百]+)[.、)）．]|[①-⑳])/iu.test(
      node.getAttribute("data-mark") ?? "",
    );
  for (const first of [...root.querySelectorAll("p, div, h1, h2, h3, h4, h5, h6")]) {
    if (!first.parentNode || !levelOf(first)) continue;
    const run = [];
    for (let node = first; levelOf(node) && listOf(node) === listOf(first); ) {
      run.push(node);
      node = node.nextElementSibling;
    }
    const make = (node) => root.ownerDocument.createElement(isOrdered(node) ? "ol" : "ul");
    const top = make(first);
    first.before(top);
    const stack = [{ level: levelOf(first), list: top }];
    for (const node of run) {
      const level = levelOf(node);
      while (stack.length > 1 && stack.at(-1).level > level) stack.pop();
      if (stack.at(-1).level < level) {
        const list = make(node);
        (stack.at(-1).list.lastElementChild ?? stack.at(-1).list).append(list);
        stack.push({ level, list });
      }
      const item = root.ownerDocument.createElement("li");
      item.append(...node.childNodes);
      stack.at(-1).list.append(item);
      node.remove();
    }
  }
}

function brokenLines(root) {
  const walker = root.ownerDocument.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    node.data = node.data.replace(BROKEN_LINE, "");
  }
}

/** Clean blocks (p, ul, ol, table) of a clipboard's HTML. */
export function cleanPaste(html) {
  const root = read(html);
  dropFurniture(root);
  noteNumbers(root);
  formatting(root);
  wordLists(root);
  brokenLines(root);
  return serialise(toBlocks(root));
}

/** Plain text: blank lines part paragraphs; without any, every line is one. */
export function cleanPlainText(text) {
  const escape = (line) =>
    line.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
  const normal = text.replace(/\r\n?/g, "\n").trim();
  const hasBlankLines = /\n[ \t\u3000]*\n/.test(normal);
  const paragraphs = normal.split(hasBlankLines ? /\n(?:[ \t\u3000]*\n)+/ : /\n/);
  const html = paragraphs
    .map((part) => `<p>${part.split("\n").map(escape).join("<br>")}</p>`)
    .join("");
  return serialise(toBlocks(parse(html)));
}
