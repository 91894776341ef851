// Putting the texts of two languages beside each other: operations on the rows of rows.js. Each
// returns a new state and loses no text; nothing here knows the page. news/alignment.py does the
// same on the server; both pass tests/news/alignment_cases.json.

import { cleanHtml, joinHtml } from "./html.js";
import { blankRow, change, find, remove, visible } from "./rows.js";
import { meaning, otherLanguage } from "./states.js";

const has = (row, language) => Boolean(meaning(row[language]));
const isBlank = (row) => !row.image && !has(row, "zh") && !has(row, "en");

/** The row's new values with another text; its kind follows where no other text holds it. */
function withText(rows, key, language, html, kind) {
  const row = find(rows, key);
  const values = {};
  if (html && !has(row, otherLanguage(language)) && row.kind !== "figure" && kind !== "figure") {
    values.kind = kind;
  }
  values[language] = html ? cleanHtml(html, values.kind ?? row.kind) : "";
  return change(rows, key, values);
}

function withoutBlank(rows, keys) {
  return keys.reduce((list, key) => (isBlank(find(list, key)) ? remove(list, key) : list), rows);
}

// A picture stands where it stands: its caption doesn't slide past it with the texts around.
function sliding(rows, key) {
  return visible(rows).filter((row) => row.kind !== "figure" || row.key === key);
}

/** Exchanges a text with its neighbour's in the same language: -1 above, 1 below. */
export function moveText(rows, key, language, direction) {
  const shown = visible(rows);
  const index = shown.findIndex((row) => row.key === key);
  const [one, two] = [shown[index], shown[index + direction]];
  if (!one || !two) return rows;
  let next = withText(rows, one.key, language, two[language], two.kind);
  next = withText(next, two.key, language, one[language], one.kind);
  return withoutBlank(next, [one.key, two.key]);
}

/** Every text of the language from here on goes one row down; this row has none then. */
export function shiftDown(rows, key, language, freshKey) {
  const all = sliding(rows, key);
  const list = all.slice(all.findIndex((row) => row.key === key));
  if (!list.length || list[0].key !== key) return rows;
  const keys = list.map((row) => row.key);
  const last = list.at(-1);
  let next = rows;
  if (has(last, language)) {
    next = [...rows, blankRow(freshKey, last.kind)];
    keys.push(freshKey);
  }
  next = change(next, key, { [language]: "" });
  for (const [index, target] of keys.slice(1).entries()) {
    next = withText(next, target, language, list[index][language], list[index].kind);
  }
  return withoutBlank(next, keys);
}

/** Every text of the language from here on goes one row up; the first joins the text above it. */
export function shiftUp(rows, key, language) {
  const all = sliding(rows, key);
  const index = all.findIndex((row) => row.key === key);
  if (index < 1) return rows;
  const list = all.slice(index - 1);
  const [above, first] = list;
  const joined = above[language] ? joinHtml(above[language], first[language], above.kind) : first[language];
  let next = withText(rows, above.key, language, joined, first.kind);
  list.slice(2).forEach((row, place) => {
    next = withText(next, list[place + 1].key, language, row[language], row.kind);
  });
  next = change(next, list.at(-1).key, { [language]: "" });
  return withoutBlank(next, list.map((row) => row.key));
}

/** The next text of the language joins this one; a row that is left without any goes. */
export function joinNext(rows, key, language) {
  const all = sliding(rows, key);
  const index = all.findIndex((row) => row.key === key);
  const near = all.slice(index + 1).find((row) => has(row, language));
  if (index < 0 || !near) return rows;
  const row = all[index];
  const joined = row[language] ? joinHtml(row[language], near[language], row.kind) : near[language];
  let next = withText(rows, key, language, joined, row[language] ? row.kind : near.kind);
  next = change(next, near.key, { [language]: "" });
  return withoutBlank(next, [near.key]);
}

/** The two texts of a row change languages. */
export function swap(rows, key) {
  const row = find(rows, key);
  return row ? change(rows, key, { zh: row.en, en: row.zh }) : rows;
}
