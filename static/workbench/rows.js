// The rows of a document as plain data. Every operation returns a new state and leaves the old one
// as it was; nothing here knows the page.
//
// A state is a list of rows { key, id, kind, zh, en, image, noCounterpart, stillCorrect,
// unconfirmed, basis, deleted }. Deleted rows keep their place in the list, so that undo and the
// form's DELETE marks have them.

import { joinHtml, cleanHtml } from "./html.js";
import { LANGUAGES, STALE } from "./states.js";

const FIRST = "abcdefghijkmnpqrstuvwxyz";
const OTHERS = `${FIRST}23456789`;

/** A key no row has: 8 characters that cannot be mistaken for one another, a letter first. */
export function newKey(taken = new Set(), random = Math.random) {
  const pick = (letters) => letters[Math.floor(random() * letters.length)];
  for (;;) {
    let key = pick(FIRST);
    while (key.length < 8) key += pick(OTHERS);
    if (!taken.has(key)) return key;
  }
}

export function blankRow(key, kind = "paragraph") {
  return {
    key,
    id: "",
    kind,
    zh: "",
    en: "",
    image: "",
    noCounterpart: false,
    stillCorrect: false,
    unconfirmed: false,
    basis: null,
    deleted: false,
  };
}

export function visible(rows) {
  return rows.filter((row) => !row.deleted);
}

export function find(rows, key) {
  return rows.find((row) => row.key === key);
}

function above(rows, key) {
  const shown = visible(rows);
  return shown[shown.findIndex((row) => row.key === key) - 1];
}

function below(rows, key) {
  const shown = visible(rows);
  const index = shown.findIndex((row) => row.key === key);
  return index < 0 ? undefined : shown[index + 1];
}

/** The rows with one changed; the same list if the change changes nothing. */
export function change(rows, key, values) {
  const row = find(rows, key);
  if (!row || Object.entries(values).every(([name, value]) => row[name] === value)) return rows;
  return rows.map((each) => (each.key === key ? { ...each, ...values } : each));
}

function insertAfter(rows, key, row) {
  const index = rows.findIndex((each) => each.key === key);
  return insertAt(rows, index + 1, row);
}

function insertAt(rows, index, row) {
  return [...rows.slice(0, index), row, ...rows.slice(index)];
}

/** A new row below one, or at the top where `key` is null. */
export function add(rows, key, freshKey, kind = "paragraph") {
  return insertAfter(rows, key, blankRow(freshKey, kind));
}

/**
 * The text after the caret goes to a new row below, in that language alone: the other language
 * stays with the first row, because nobody but the editor knows where it should be parted.
 */
export function split(rows, key, language, [before, after], freshKey) {
  const row = find(rows, key);
  if (!row || row.deleted) return rows;
  const kind = ["heading2", "heading3", "figure"].includes(row.kind) ? "paragraph" : row.kind;
  const second = { ...blankRow(freshKey, kind), [language]: cleanHtml(after, kind) };
  return insertAfter(change(rows, key, { [language]: before }), key, second);
}

/** Joins a row to the one above, which keeps its kind, key and id. */
export function merge(rows, key) {
  const lower = find(rows, key);
  const upper = above(rows, key);
  if (!lower || !upper) return rows;
  const joined = { unconfirmed: isUnconfirmed(upper) || isUnconfirmed(lower) };
  for (const language of LANGUAGES) {
    joined[language] = joinHtml(upper[language], lower[language], upper.kind);
  }
  joined.noCounterpart = upper.noCounterpart && lower.noCounterpart;
  joined.stillCorrect = false;
  if (!upper.image) joined.image = lower.image;
  return change(change(rows, upper.key, joined), key, { zh: "", en: "", deleted: true });
}

// Joined texts differ from both that the server knew, which would pass for a new translation.
function isUnconfirmed(row) {
  return row.unconfirmed || (row.basis?.state === STALE && !row.stillCorrect);
}

/** Moves a row past its neighbour: -1 up, 1 down. */
export function move(rows, key, direction) {
  const row = find(rows, key);
  const neighbour = direction < 0 ? above(rows, key) : below(rows, key);
  if (!row || row.deleted || !neighbour) return rows;
  const rest = rows.filter((each) => each !== row);
  const index = rest.indexOf(neighbour);
  return insertAt(rest, direction < 0 ? index : index + 1, row);
}

export function remove(rows, key) {
  return change(rows, key, { deleted: true });
}

export function setText(rows, key, language, html) {
  return change(rows, key, { [language]: html });
}

export function setKind(rows, key, kind) {
  const row = find(rows, key);
  if (!row || row.kind === kind) return rows;
  const values = { kind };
  for (const language of LANGUAGES) values[language] = cleanHtml(row[language], kind);
  return change(rows, key, values);
}

/** States that can be gone back to. `note` says what a step did and where the caret stood. */
export class History {
  constructor(rows, limit = 300) {
    this.present = rows;
    this.past = [];
    this.future = [];
    this.limit = limit;
  }

  get canUndo() {
    return this.past.length > 0;
  }

  get canRedo() {
    return this.future.length > 0;
  }

  commit(rows, note = null) {
    if (rows === this.present) return false;
    this.past.push({ rows: this.present, note });
    if (this.past.length > this.limit) this.past.shift();
    this.present = rows;
    this.future = [];
    return true;
  }

  undo() {
    const step = this.past.pop();
    if (!step) return null;
    this.future.push({ rows: this.present, note: step.note });
    this.present = step.rows;
    return { note: step.note };
  }

  redo() {
    const step = this.future.pop();
    if (!step) return null;
    this.past.push({ rows: this.present, note: step.note });
    this.present = step.rows;
    return { note: step.note };
  }
}
