// What the checks find, beside its row: asked of the server when typing pauses, marked in the
// cells, shown, and accepted with a reason that is saved with the form.
//
// The server does all checking (news/findings_form.py); the marks are highlights of the browser,
// so the text that is edited gets no element and no attribute.

import { button, element } from "./dom.js";
import { parse } from "./html.js";
import { carry, rangeOf, unitsAt, walk } from "./plain.js";
import { ALIVE, ask } from "./save.js";
import { LANGUAGES } from "./states.js";
import { fill, gettext } from "./strings.js";
import { visible } from "./rows.js";

const DELAY = 450;
const FIRST_RETRY = 5000;
const LAST_RETRY = 60_000;
const PATIENCE = 20_000;
// Below what the address takes (300 rows, a megabyte), in characters of three bytes.
const MOST_ROWS = 100;
const MOST_CHARACTERS = 250_000;
const LEVELS = ["error", "warning", "hint"];
const HTML_CODES = { zh: "zh-Hans", en: "en" };
const REASON_LENGTH = 500;

function levelName(level) {
  return { error: gettext("Error"), warning: gettext("Warning"), hint: gettext("Hint") }[level] ?? level;
}

/** One text in both languages: a row, or a pair of plain fields. */
class Part {
  constructor(name, holder) {
    this.name = name;
    this.holder = holder;
    this.findings = [];
    this.more = 0;
    this.isChecked = true;
    // The text of the last answer, the text that is asked for, and whether asking failed.
    this.known = null;
    this.failed = false;
    this.ranges = [];
    this.items = new Map();
  }
}

export class Findings {
  constructor(workbench) {
    this.workbench = workbench;
    this.form = workbench.form;
    this.parts = new Map();
    this.waiting = new Set();
    this.accepted = JSON.parse(this.form.dataset.accepted || "{}");
    this.given = new Map();
    this.highlights = null;
    if (globalThis.CSS?.highlights && globalThis.Highlight) {
      this.highlights = Object.fromEntries(LEVELS.map((level) => [level, new Highlight()]));
      LEVELS.forEach((level, index) => {
        this.highlights[level].priority = LEVELS.length - index;
        CSS.highlights.set(`finding-${level}`, this.highlights[level]);
      });
      // Every key paints all marks of the page anew, so only rows near the window have any.
      this.near = new Set();
      this.observer = new IntersectionObserver((entries) => this.seen(entries), { rootMargin: "10% 0px" });
    }
    this.workbench.findingTools.hidden = !this.form.dataset.check;
    this.read();
    this.form.querySelector("[data-findings-summary]")?.remove();
  }

  /** The findings of the stored texts, which the page brought along. */
  read() {
    for (const holder of this.form.querySelectorAll("[data-findings]")) {
      const { part: name } = holder.dataset;
      if (holder.closest("template")) continue;
      const part = new Part(name, holder);
      this.parts.set(name, part);
      for (const field of holder.querySelectorAll('input[name^="accept-"]')) {
        if (field.value.trim()) this.given.set(field.name.slice(7), field.value.trim());
      }
      const row = holder.closest("[data-row]");
      // Below the texts, where the eye comes from them.
      row?.querySelector(".workbench-row__cells")?.after(holder);
      part.known = this.textsOf(name) ?? this.rowTexts(row);
      this.take(part, JSON.parse(holder.dataset.findings));
      if (!row) {
        for (const field of Object.values(this.fields(name))) {
          field.addEventListener("input", () => this.wait(name));
        }
      }
    }
    this.sum();
  }

  rowTexts(root) {
    const view = this.workbench.views.get(root?.dataset.key);
    return view ? { zh: view.texts.zh.value, en: view.texts.en.value } : null;
  }

  fields(name) {
    const { elements } = this.form;
    const [zh, en] = [elements[`${name}_zh`], elements[`${name}_en`]];
    return zh && en ? { zh, en } : {};
  }

  /** A part's texts as they stand now: clean HTML of a row, the values of fields; or null. */
  textsOf(name) {
    const fields = this.fields(name);
    if (fields.zh) return { zh: fields.zh.value, en: fields.en.value };
    const { rows: list } = this.workbench;
    if (this.indexed !== list) {
      this.indexed = list;
      this.byKey = new Map(list.map((each) => [each.key, each]));
    }
    const row = this.byKey.get(name);
    return row && !row.deleted ? { zh: row.zh, en: row.en } : null;
  }

  /** The names of what there is, in the order of the page. */
  names() {
    const rows = visible(this.workbench.rows).map((row) => row.key);
    const others = [...this.parts.keys()].filter((name) => this.fields(name).zh);
    const isAbove = (name) =>
      this.parts.get(name).holder.compareDocumentPosition(this.workbench.container) & Node.DOCUMENT_POSITION_FOLLOWING;
    return [...others.filter(isAbove), ...rows, ...others.filter((name) => !isAbove(name))];
  }

  // ---- asking

  /** After every change of the rows, and cheap: equal texts are the same string. */
  changed() {
    for (const row of visible(this.workbench.rows)) {
      let part = this.parts.get(row.key);
      if (!part) {
        part = new Part(row.key, null);
        // A row that came with the page was checked with it; one that is new has no text yet.
        part.known = this.isStarted ? { zh: "", en: "" } : { zh: row.zh, en: row.en };
        this.parts.set(row.key, part);
      }
      if (part.known?.zh !== row.zh || part.known?.en !== row.en) this.wait(row.key);
    }
    this.isStarted = true;
    this.markAgain();
    this.sum();
  }

  wait(name) {
    if (!this.form.dataset.check) return;
    this.waiting.add(name);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), DELAY);
  }

  async send() {
    clearTimeout(this.timer);
    // What is asked for now has changed, or will have: the answer would be thrown away.
    this.asking?.abort();
    const rows = [];
    let length = 0;
    for (const name of this.waiting) {
      const texts = this.textsOf(name);
      const part = this.parts.get(name);
      if (!texts || !part || (texts.zh === part.known?.zh && texts.en === part.known?.en)) {
        this.waiting.delete(name);
        if (part) part.failed = false;
        continue;
      }
      length += texts.zh.length + texts.en.length;
      if (rows.length && (rows.length === MOST_ROWS || length > MOST_CHARACTERS)) break;
      rows.push({ part: name, ...texts });
    }
    this.sum();
    if (!rows.length) return;
    const asking = new AbortController();
    this.asking = asking;
    let response = null;
    let answer = null;
    try {
      response = await fetch(this.form.dataset.check, {
        method: "POST",
        cache: "no-store",
        credentials: "same-origin",
        redirect: "manual",
        headers: {
          Accept: "application/json",
          "Content-Type": "application/json",
          "X-CSRFToken": this.form.elements.csrfmiddlewaretoken?.value ?? "",
        },
        body: JSON.stringify({ rows }),
        signal: AbortSignal.any([asking.signal, AbortSignal.timeout(PATIENCE)]),
      });
      if (response.ok) answer = await response.json();
    } catch {
      // No network, or no patience.
    }
    if (asking.signal.aborted) return;
    this.asking = null;
    if (!answer) {
      this.failed(rows, response?.status ?? 0);
      return;
    }
    this.retryIn = FIRST_RETRY;
    answer.rows.forEach((found, index) => this.answered(rows[index], found));
    this.sum();
    if (this.waiting.size) this.wait([...this.waiting][0]);
  }

  answered(row, found) {
    const part = this.parts.get(row.part);
    const now = this.textsOf(row.part);
    if (!part || !now || now.zh !== row.zh || now.en !== row.en) return;
    this.waiting.delete(row.part);
    part.known = now;
    part.failed = false;
    this.take(part, found);
  }

  /** Quietly: the counter says how much is not checked, and the server is asked again. */
  async failed(rows, status) {
    for (const { part } of rows) {
      this.parts.get(part).failed = true;
      // Asking again for what is too much brings the same answer.
      if ((status === 413 && rows.length === 1) || status === 400) this.waiting.delete(part);
    }
    this.sum();
    if (!this.waiting.size) return;
    this.retryIn = Math.min((this.retryIn ?? FIRST_RETRY / 2) * 2, LAST_RETRY);
    clearTimeout(this.timer);
    this.timer = setTimeout(async () => {
      if (document.visibilityState === "hidden") return this.failed([], 0);
      // Signing in again elsewhere made this page's token worthless; asking brings a new one.
      if (status === 403 && (await ask(this.form)) !== ALIVE) return this.failed([], status);
      return this.send();
    }, this.retryIn);
  }

  // ---- showing

  take(part, { findings, more, is_checked: isChecked }) {
    Object.assign(part, { findings, more, isChecked });
    part.plain = null;
    this.list(part);
    this.mark(part);
  }

  key(part, finding) {
    return `${part.name}-${finding.digest}`;
  }

  isOpen(part, finding) {
    const key = this.key(part, finding);
    return !(key in this.accepted) && !this.given.has(key);
  }

  holderOf(part) {
    if (part.holder) return part.holder;
    const view = this.workbench.views.get(part.name);
    part.holder = element("div", { class: "findings", "data-part": part.name });
    view.root.querySelector(".workbench-row__cells").after(part.holder);
    return part.holder;
  }

  /** The list below a row. An item stays the same element for as long as it says the same. */
  list(part) {
    const { findings, more, isChecked } = part;
    const isBlank = !findings.length && isChecked;
    if (isBlank && !part.holder) return;
    const holder = this.holderOf(part);
    holder.hidden = isBlank;
    const items = new Map();
    for (const finding of findings) {
      const key = this.key(part, finding);
      const says = JSON.stringify([finding.level, finding.message, this.words(part, finding), this.accepted[key], this.given.get(key)]);
      const item = part.items.get(key);
      items.set(key, item?.says === says ? item : { says, element: this.item(part, finding) });
    }
    const hadFocus = holder.contains(document.activeElement) ? document.activeElement : null;
    part.items = items;
    const list = element("ul", { class: "findings__list" });
    list.append(...[...items.values()].map((item) => item.element));
    holder.replaceChildren(
      ...(isChecked ? [] : [element("p", { class: "findings__note" }, gettext("This text is too long to be checked."))]),
      ...(findings.length ? [list] : []),
      ...(more ? [element("p", { class: "findings__note" }, fill(gettext("More findings in this text: %(count)s. The first ones are shown."), { count: more }))] : []),
    );
    if (hadFocus?.isConnected && holder.contains(hadFocus)) hadFocus.focus({ preventScroll: true });
  }

  /** The texts that the spans count on, in this part: [language, words] where something is. */
  words(part, finding) {
    const plain = this.plainOf(part);
    return LANGUAGES.filter((language) => finding[language].length).map((language) => [
      language,
      finding[language]
        .map(([start, end]) => plain[language].slice(unitsAt(plain[language], start), unitsAt(plain[language], end)))
        .join(" … "),
    ]);
  }

  plainOf(part) {
    if (!part.plain) {
      const isField = Boolean(this.fields(part.name).zh);
      part.plain = {};
      for (const language of LANGUAGES) {
        const text = part.known?.[language] ?? "";
        // As the server cleans a line or a text before it checks it.
        part.plain[language] = isField ? text.trim() : walk(parse(text)).text;
      }
    }
    return part.plain;
  }

  item(part, finding) {
    const key = this.key(part, finding);
    const id = `finding-${key}`;
    const accepted = this.accepted[key];
    const given = this.given.get(key);
    const item = element(
      "li",
      { class: `finding finding--${finding.level}${accepted || given ? " finding--accepted" : ""}`, "data-code": finding.code },
      element(
        "p",
        { class: "finding__message", id },
        element("strong", { class: "finding__level" }, levelName(finding.level)),
        " ",
        finding.message,
      ),
    );
    const words = this.words(part, finding);
    if (words.length) {
      item.append(
        element(
          "p",
          { class: "finding__words" },
          ...words.map(([language, text]) => element("span", { class: "finding__word", lang: HTML_CODES[language] }, text)),
        ),
      );
    }
    const show = button(gettext("Show"), { "aria-describedby": id });
    show.addEventListener("click", () => this.show(part, finding));
    const actions = element("p", { class: "finding__actions finding__actions--main" }, show);
    if (accepted) {
      item.append(
        element("p", { class: "finding__accepted" }, fill(gettext("Left as it is by %(by)s, %(at)s: %(reason)s"), { ...accepted, by: accepted.by || "–" })),
      );
    } else if (given) {
      const back = button(gettext("Take back"), { "aria-describedby": id });
      back.addEventListener("click", () => this.give(part, finding, ""));
      item.append(
        element("p", { class: "finding__accepted" }, fill(gettext("Will be left as it is when you save: %(reason)s"), { reason: given })),
        element("input", { type: "hidden", name: `accept-${key}`, value: given }),
      );
      actions.append(back);
    }
    item.append(actions);
    if (!accepted && !given) this.addForm(part, finding, item, actions, id);
    return item;
  }

  addForm(part, finding, item, actions, id) {
    const field = element("input", {
      type: "text",
      id: `${id}-reason`,
      class: "finding__field",
      maxlength: REASON_LENGTH,
      autocomplete: "off",
      "aria-describedby": id,
    });
    const keep = button(gettext("Leave as it is"), { class: "workbench-button workbench-button--main" });
    const cancel = button(gettext("Cancel"));
    const error = element("p", { class: "finding__error", role: "alert" });
    const box = element(
      "div",
      { class: "finding__reason", id: `${id}-box`, hidden: true },
      element("label", { for: field.id }, gettext("Why it may stay as it is")),
      field,
      error,
      element("p", { class: "finding__actions" }, keep, cancel),
    );
    const open = button(gettext("Leave as it is…"), {
      "aria-describedby": id,
      "aria-expanded": "false",
      "aria-controls": box.id,
    });
    const toggle = (isOpen) => {
      box.hidden = !isOpen;
      open.setAttribute("aria-expanded", String(isOpen));
      error.textContent = "";
      (isOpen ? field : open).focus();
    };
    const accept = () => {
      if (field.value.trim()) {
        this.give(part, finding, field.value.trim());
        return;
      }
      error.textContent = gettext("Write a reason first.");
      field.focus();
    };
    open.addEventListener("click", () => toggle(box.hidden));
    cancel.addEventListener("click", () => toggle(false));
    keep.addEventListener("click", accept);
    field.addEventListener("keydown", (event) => {
      if (event.isComposing || !["Enter", "Escape"].includes(event.key)) return;
      event.preventDefault();
      event.stopPropagation();
      if (event.key === "Enter") accept();
      else toggle(false);
    });
    actions.append(open);
    item.append(box);
  }

  /** Takes a reason for a finding, or takes it back where it is empty. */
  give(part, finding, reason) {
    const key = this.key(part, finding);
    if (reason) this.given.set(key, reason);
    else this.given.delete(key);
    this.list(part);
    this.mark(part);
    this.sum();
    this.workbench.touch();
    part.items.get(key)?.element.querySelector(".finding__actions--main button:last-child")?.focus();
    this.workbench.say(reason ? gettext("The reason will be saved with the post.") : gettext("The reason was taken back."));
  }

  /** The reasons given and not saved, for the draft that the browser keeps. */
  reasons() {
    return Object.fromEntries(this.given);
  }

  restore(reasons) {
    for (const [key, reason] of Object.entries(reasons)) this.given.set(key, String(reason));
    for (const part of this.parts.values()) if (part.holder) this.take(part, { findings: part.findings, more: part.more, is_checked: part.isChecked });
  }

  sum() {
    const count = { error: 0, warning: 0, hint: 0, accepted: 0, unchecked: 0 };
    for (const name of this.names()) {
      const part = this.parts.get(name);
      if (!part) continue;
      if (part.failed || !part.isChecked) count.unchecked += 1;
      for (const finding of part.findings) count[this.isOpen(part, finding) ? finding.level : "accepted"] += 1;
    }
    let text = gettext("No findings");
    if (count.error + count.warning + count.hint + count.accepted) {
      text = fill(gettext("Errors: %(error)s · warnings: %(warning)s · hints: %(hint)s · accepted: %(accepted)s"), count);
    }
    if (count.unchecked) text += ` · ${fill(gettext("not checked: %(unchecked)s"), count)}`;
    const { findingCounter, findingTools } = this.workbench;
    if (findingCounter.textContent !== text) findingCounter.textContent = text;
    const isOff = String(!(count.error + count.warning + count.hint));
    for (const each of findingTools.querySelectorAll("button")) each.setAttribute("aria-disabled", isOff);
  }

  // ---- marking

  seen(entries) {
    for (const { target, isIntersecting } of entries) {
      const { key } = target.dataset;
      if (isIntersecting) this.near.add(key);
      else this.near.delete(key);
      const part = this.parts.get(key);
      if (part) this.mark(part);
    }
  }

  unmark(part) {
    for (const [level, range] of part.ranges) this.highlights?.[level].delete(range);
    part.ranges = [];
  }

  mark(part) {
    this.unmark(part);
    const view = this.workbench.views.get(part.name);
    if (!this.highlights || !view || !part.findings.length) return;
    this.observer.observe(view.root);
    const { cells } = view;
    if (!this.near.has(part.name) || !this.textsOf(part.name)) return;
    for (const language of LANGUAGES) {
      let live = null;
      for (const finding of part.findings) {
        if (!finding[language].length || !this.isOpen(part, finding)) continue;
        live ??= walk(cells[language]);
        for (const span of finding[language]) {
          const range = this.rangeIn(part, language, span, live);
          if (!range) continue;
          part.ranges.push([finding.level, range]);
          this.highlights[finding.level].add(range);
        }
      }
    }
  }

  rangeIn(part, language, span, live) {
    const plain = this.plainOf(part)[language];
    const place = carry(span.map((offset) => unitsAt(plain, offset)), plain, live.text);
    return place && rangeOf(place, live.pieces);
  }

  /** Once for all that happens before the next frame: cells that were built anew lost their marks. */
  markAgain() {
    if (!this.highlights || this.frame) return;
    this.frame = requestAnimationFrame(() => {
      this.frame = null;
      for (const part of this.parts.values()) {
        const isGone = !this.textsOf(part.name);
        const isLost = part.ranges.some(([, range]) => range.collapsed || !range.startContainer.isConnected);
        const isMissing = !part.ranges.length && part.findings.length && !isGone && this.near.has(part.name);
        if (isLost || isMissing || (isGone && part.ranges.length)) this.mark(part);
      }
    });
  }

  // ---- going from one to the next

  open() {
    return this.names().flatMap((name, order) => {
      const part = this.parts.get(name);
      return (part?.findings ?? []).filter((finding) => this.isOpen(part, finding)).map((finding) => ({ part, finding, order }));
    });
  }

  go(direction) {
    const open = this.open();
    if (!open.length) {
      this.workbench.say(gettext("There is no open finding."));
      return;
    }
    const here = this.nameHere();
    const order = this.names().indexOf(here);
    const last = open.findIndex(({ part, finding }) => part.name === here && this.key(part, finding) === this.current);
    let next;
    if (last >= 0) next = last + direction;
    else if (direction > 0) next = open.findIndex((each) => each.order >= order);
    else next = open.findLastIndex((each) => order < 0 || each.order <= order);
    const { part, finding } = open.at(next < 0 ? -1 : next % open.length);
    if (direction > 0 && next < 0) this.show(open[0].part, open[0].finding);
    else this.show(part, finding);
  }

  nameHere() {
    const focused = document.activeElement;
    const row = focused?.closest?.("[data-row]");
    if (row) return row.dataset.key;
    const holder = focused?.closest?.("[data-part]");
    if (holder) return holder.dataset.part;
    return /^(\w+)_(?:zh|en)$/.exec(focused?.name ?? "")?.[1] ?? this.workbench.lastPlace?.key ?? "";
  }

  /** Goes to the words: selects them in the language in which one is, or in which they are. */
  show(part, finding) {
    const spoken = this.workbench.lastPlace?.language;
    const language =
      [spoken, ...LANGUAGES].find((each) => each && finding[each].length) ?? spoken ?? LANGUAGES[0];
    const [span] = finding[language];
    this.current = this.key(part, finding);
    const fields = this.fields(part.name);
    if (fields.zh) {
      const field = fields[language];
      field.focus();
      const plain = this.plainOf(part)[language];
      const place = span && carry(span.map((offset) => unitsAt(plain, offset)), plain, field.value);
      if (place) field.setSelectionRange(...place);
    } else {
      this.workbench.focus({ key: part.name, language });
      const cell = this.workbench.cell({ key: part.name, language });
      const range = span && this.rangeIn(part, language, span, walk(cell));
      if (range) {
        const selection = getSelection();
        selection.removeAllRanges();
        selection.addRange(range.cloneRange());
      }
    }
    for (const each of this.form.querySelectorAll(".finding--current")) each.classList.remove("finding--current");
    const item = part.items.get(this.current)?.element;
    item?.classList.add("finding--current");
    this.workbench.say(`${levelName(finding.level)}: ${finding.message}`);
  }
}
