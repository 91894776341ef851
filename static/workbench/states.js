// The state of a row as the server will see it (news/staleness.py), computed while one types.

import { parse } from "./html.js";

export const MISSING = "missing";
export const CURRENT = "current";
export const STALE = "stale";
export const NOT_NEEDED = "not_needed";
export const LANGUAGES = ["zh", "en"];

/** The characters that bear meaning: no formatting, no white space, one form of each width. */
export function meaning(html) {
  const text = html.includes("<") || html.includes("&") ? parse(html).textContent : html;
  return text.normalize("NFKC").replace(/\s+/gu, "");
}

export function otherLanguage(language) {
  return language === "zh" ? "en" : "zh";
}

/** What was true when the form came: both texts' meaning and the state the server gave. */
export function basisOf(row, sourceLanguage, state) {
  return {
    source: meaning(row[sourceLanguage]),
    translation: meaning(row[otherLanguage(sourceLanguage)]),
    state,
  };
}

/**
 * MISSING, CURRENT, STALE or NOT_NEEDED after the next save.
 *
 * A translation that was typed on is confirmed by that; one whose source alone was typed on is
 * stale unless somebody says that it is still correct.
 */
export function stateOf(row, sourceLanguage) {
  const source = meaning(row[sourceLanguage]);
  const translation = meaning(row[otherLanguage(sourceLanguage)]);
  if (!translation) return source && !row.noCounterpart ? MISSING : NOT_NEEDED;
  if (!source) return row.noCounterpart ? CURRENT : MISSING;
  if (row.stillCorrect) return CURRENT;
  if (row.unconfirmed) return STALE;
  const { basis } = row;
  if (!basis || translation !== basis.translation) return CURRENT;
  if (source !== basis.source) return STALE;
  return basis.state === STALE ? STALE : CURRENT;
}

/** Whether the source of a translation was changed since the form came. */
export function sourceChanged(row, sourceLanguage) {
  return Boolean(row.basis) && meaning(row[sourceLanguage]) !== row.basis.source;
}

export function needsWork(state) {
  return state === MISSING || state === STALE;
}
