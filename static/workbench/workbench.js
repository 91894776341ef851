// The bilingual workbench: an edition's passages as rows, Chinese left, English right.
//
// Without this module the form is plain fields and saves. What the page must offer, and the
// shortcuts, are written down in docs/workbench.md.

import { install as installAligner } from "./aligner.js";
import * as commands from "./commands.js";
import {
  activate,
  deactivate,
  ensureSkeleton,
  insertClean,
  placeCaret,
  placeCaretAtEdge,
  pressEnter,
  pressTab,
  readText,
  textsAtCaret,
} from "./cell.js";
import { askLink, showDifferences, showShortcuts } from "./dialogs.js";
import { button, element } from "./dom.js";
import { Drafts, forgetSaved, sweep, tabName } from "./draft.js";
import { Findings } from "./findings.js";
import { commandOf, isMac, keyNames, shortcuts } from "./keys.js";
import { cleanPaste, cleanPlainText } from "./paste.js";
import * as rows from "./rows.js";
import { ALIVE, OTHER_USER, SIGNED_OUT, ask } from "./save.js";
import { LANGUAGES, MISSING, STALE, basisOf, meaning, needsWork, otherLanguage, sourceChanged, stateOf } from "./states.js";
import { fill, gettext } from "./strings.js";
import { RowView, badge, correctName, languageName } from "./view.js";

const SYNC_DELAY = 300;
const DRAFT_INTERVAL = 3000;
const RETRY_INTERVAL = 10_000;
const FORMATS = new Set(["formatBold", "formatSuperscript", "formatSubscript"]);

class Workbench {
  constructor(form) {
    this.form = form;
    this.source = form.dataset.sourceLanguage || "zh";
    this.prefix = form.dataset.prefix || "passages";
    this.total = form.elements[`${this.prefix}-TOTAL_FORMS`];
    this.template = document.getElementById(`${this.prefix}-empty`);
    this.container =
      form.querySelector("[data-rows]") ??
      form.querySelector("[data-row]")?.parentElement ??
      this.template.parentElement;
    this.views = new Map();
    this.states = new Map();
    this.fixed = [];
    this.dirty = false;
    this.touched = false;
  }

  start() {
    commands.prepare();
    const list = [];
    for (const root of this.container.querySelectorAll("[data-row]")) {
      const index = /(\d+)$/.exec(root.id)?.[1];
      const view = new RowView(root, index);
      const key = root.dataset.key || view.fields.key?.value || rows.newKey(new Set(this.views.keys()));
      root.dataset.key = key;
      if (view.fields.key && !view.fields.key.value) view.fields.key.value = key;
      const row = { key, ...view.read() };
      row.basis = root.dataset.state ? basisOf({ ...row, ...before(root) }, this.source, view.serverState) : null;
      list.push(row);
      this.views.set(key, view);
    }
    // Without scripts empty rows wait to be filled; here there is a button for that.
    const isSpare = (row) => "spare" in this.views.get(row.key).root.dataset;
    const first = list.find((row) => !isSpare(row)) ?? list[0];
    for (const row of list) if (isSpare(row) && row !== first) row.deleted = true;
    this.history = new rows.History(list);
    this.buildBar();
    this.buildFixed();
    document.body.classList.add("has-workbench");
    this.form.classList.add("workbench");
    this.container.classList.add("workbench-rows");
    this.findings = new Findings(this);
    this.render();
    this.original = this.content();
    this.listen();
    this.startDrafts();
  }

  get rows() {
    return this.history.present;
  }

  // ---- what is on the page

  buildBar() {
    this.counter = element("p", { class: "workbench-bar__counter", role: "status" });
    this.message = element("p", { class: "workbench-bar__message", "aria-live": "polite" });
    const hint = (command) => {
      const [, , code, modifiers] = shortcuts().find(([name]) => name === command);
      return keyNames(code, modifiers).join("+");
    };
    const tool = (command, text, extra = {}) =>
      button(text, { "data-command": command, "data-tool": true, ...extra });
    const withHint = (command, text) =>
      tool(command, text, { title: hint(command), "aria-keyshortcuts": hint(command).replace("Ctrl", isMac ? "Meta" : "Control") });
    this.tools = {
      text: element(
        "span",
        { class: "workbench-bar__group", role: "group", "aria-label": gettext("Formatting") },
        withHint("bold", gettext("Bold")),
        withHint("superscript", gettext("Superscript")),
        withHint("link", gettext("Link")),
      ),
      list: element(
        "span",
        { class: "workbench-bar__group", role: "group", "aria-label": gettext("List"), hidden: true },
        tool("sort", gettext("Numbered or bulleted")),
      ),
      table: element(
        "span",
        { class: "workbench-bar__group", role: "group", "aria-label": gettext("Table"), hidden: true },
        tool("tableRow", gettext("Add table row")),
        tool("tableColumn", gettext("Add column")),
        tool("tableRowRemove", gettext("Remove table row")),
        tool("tableColumnRemove", gettext("Remove column")),
        tool("tableHead", gettext("Header row")),
      ),
    };
    this.findingCounter = element("p", { class: "workbench-bar__findings", role: "status" });
    this.findingTools = element(
      "span",
      { class: "workbench-bar__group", role: "group", "aria-label": gettext("Findings") },
      this.findingCounter,
      ...[["findingBack", "↑", gettext("Previous finding")], ["finding", "↓", gettext("Next finding")]].map(
        ([command, sign, name]) => {
          const made = withHint(command, sign);
          made.setAttribute("aria-label", name);
          made.title = `${name} (${made.title})`;
          return made;
        },
      ),
    );
    this.undoButton = withHint("undo", gettext("Undo"));
    this.redoButton = withHint("redo", gettext("Redo"));
    this.bar = element(
      "div",
      { class: "workbench-bar", role: "region", "aria-label": gettext("Workbench") },
      element(
        "div",
        { class: "workbench-bar__line" },
        this.counter,
        this.message,
        withHint("work", gettext("Next row that needs work")),
        this.findingTools,
        this.undoButton,
        this.redoButton,
        ...Object.values(this.tools),
        withHint("help", gettext("Keyboard shortcuts")),
      ),
      element(
        "div",
        { class: "workbench-bar__languages" },
        ...LANGUAGES.map((language) =>
          element(
            "span",
            {},
            languageName(language) + (language === this.source ? ` · ${gettext("source")}` : ""),
          ),
        ),
      ),
    );
    this.notices = element("div", { class: "workbench-notices", role: "region", "aria-label": gettext("Drafts and saving"), hidden: true });
    const addFirst = button(gettext("Add a row at the end"), { "data-command": "append" });
    const foot = element("p", { class: "workbench-foot" }, addFirst);
    this.container.before(this.notices, this.bar);
    this.container.after(foot);
    this.foot = foot;
  }

  /** Title and summary, wrapped by the page in [data-fixed-row], have states like the rows. */
  buildFixed() {
    for (const root of this.form.querySelectorAll("[data-fixed-row]")) {
      const name = root.dataset.fixedRow;
      const fields = { zh: this.form.elements[`${name}_zh`], en: this.form.elements[`${name}_en`] };
      if (!fields.zh || !fields.en) continue;
      const mark = badge();
      const slot = root.querySelector("[data-state-slot]");
      // The page's own words for the state as it was stored make room.
      if (slot) slot.replaceChildren(mark.element);
      else root.append(mark.element);
      const row = { zh: fields.zh.value, en: fields.en.value, ...before(root) };
      const basis = root.dataset.state ? basisOf(row, this.source, root.dataset.state) : null;
      const still = this.form.elements[`${name}_still_correct`];
      const unconfirmed = this.form.elements[`${name}_unconfirmed`];
      const stillText = still?.closest("[data-still]")?.querySelector("label");
      this.fixed.push({ root, fields, mark, still, stillText, unconfirmed, basis });
    }
  }

  fixedState(item) {
    const row = {
      zh: item.fields.zh.value,
      en: item.fields.en.value,
      noCounterpart: false,
      stillCorrect: Boolean(item.still?.checked),
      unconfirmed: item.unconfirmed?.value === "1",
      basis: item.basis,
    };
    return [stateOf(row, this.source), sourceChanged(row, this.source)];
  }

  render({ typing = null } = {}) {
    const shown = rows.visible(this.rows);
    const focused = document.activeElement;
    let place = null;
    for (const row of this.rows) {
      const view = this.views.get(row.key) ?? this.makeView(row);
      view.show(row, { typing });
      const next = place ? place.nextElementSibling : this.container.firstElementChild;
      if (next !== view.root) {
        if (place) place.after(view.root);
        else this.container.prepend(view.root);
      }
      place = view.root;
    }
    // A row that a step back took away again: its fields stay, marked as deleted.
    const present = new Set(this.rows.map((row) => row.key));
    for (const [key, view] of this.views) {
      if (present.has(key)) continue;
      view.root.hidden = true;
      if (view.fields.DELETE) view.fields.DELETE.checked = true;
      this.container.append(view.root);
    }
    shown.forEach((row, index) => this.nameRow(row, index + 1, shown.length));
    if (focused && focused !== document.activeElement && focused.isConnected && focused.checkVisibility()) focused.focus();
    this.count();
    this.undoButton.setAttribute("aria-disabled", String(!this.history.canUndo));
    this.redoButton.setAttribute("aria-disabled", String(!this.history.canRedo));
    this.foot.hidden = false;
    this.findings.changed();
    this.form.dispatchEvent(new Event("workbench-render"));
  }

  nameRow(row, number, count) {
    const view = this.views.get(row.key);
    let cached = this.states.get(row.key);
    if (cached?.row !== row) {
      const state = stateOf(row, this.source);
      const changed = sourceChanged(row, this.source);
      cached = { row, state, changed };
      this.states.set(row.key, cached);
    }
    const { state, changed } = cached;
    const willBe = state === STALE && changed && row.basis?.state !== STALE;
    view.sourceChanged = changed;
    const kindName = view.fields.kind?.selectedOptions[0]?.textContent.trim() ?? row.kind;
    view.name(number, count, row, state, willBe, kindName);
  }

  count() {
    const shown = rows.visible(this.rows);
    const states = shown.map((row) => this.states.get(row.key)?.state);
    for (const item of this.fixed) {
      const [state, changed] = this.fixedState(item);
      item.mark.show(state, state === STALE && changed && item.basis.state !== STALE);
      item.root.dataset.state = state;
      if (item.stillText) {
        item.stillText.textContent = correctName(changed);
        item.stillText.closest("[data-still]").hidden = state !== STALE && !item.still.checked;
      }
      states.push(state);
    }
    const text = fill(gettext("Rows: %(rows)s · missing: %(missing)s · stale: %(stale)s"), {
      rows: shown.length,
      missing: states.filter((state) => state === MISSING).length,
      stale: states.filter((state) => state === STALE).length,
    });
    if (this.counter.textContent !== text) this.counter.textContent = text;
  }

  makeView(row) {
    const index = Number(this.total.value);
    const holder = document.createElement("template");
    holder.innerHTML = this.template.innerHTML.replaceAll("__prefix__", String(index));
    const root = holder.content.querySelector("[data-row]");
    this.total.value = String(index + 1);
    root.id = `${this.prefix}-${index}`;
    root.dataset.key = row.key;
    const view = new RowView(document.importNode(root, true), String(index));
    if (view.fields.key) view.fields.key.value = row.key;
    this.views.set(row.key, view);
    return view;
  }

  say(text) {
    // The same words twice are news twice.
    this.message.textContent = "";
    requestAnimationFrame(() => {
      this.message.textContent = text;
    });
  }

  // ---- where one is

  /** { key, language } of the row that holds an element. */
  placeOf(target) {
    const root = target?.closest?.("[data-row]");
    if (!root || !this.container.contains(root)) return null;
    const language = target.closest("[data-cell]")?.dataset.cell ?? this.lastPlace?.language ?? this.source;
    return { key: root.dataset.key, language };
  }

  cell(place) {
    return this.views.get(place.key)?.cells[place.language];
  }

  focus(place, { atEnd = false, path = null } = {}) {
    const cell = place && this.cell(place);
    if (!cell) return;
    activate(cell);
    cell.focus({ preventScroll: true });
    if (path) placeCaret(cell, path);
    else placeCaretAtEdge(cell, atEnd);
    cell.closest("[data-row]").scrollIntoView({ block: "nearest" });
  }

  neighbour(key, direction) {
    const shown = rows.visible(this.rows);
    return shown[shown.findIndex((row) => row.key === key) + direction];
  }

  numberOf(key) {
    return rows.visible(this.rows).findIndex((row) => row.key === key) + 1;
  }

  // ---- changing

  /** Takes what was typed into the rows. */
  flush() {
    clearTimeout(this.timer);
    this.timer = null;
    this.takeImages();
    const cell = this.typed;
    this.typed = null;
    if (!cell) return;
    const place = this.placeOf(cell);
    const html = readText(cell);
    const values = { [place.language]: html };
    if (place.language !== this.source) values.unconfirmed = false;
    const next = rows.change(this.rows, place.key, values);
    const view = this.views.get(place.key);
    if (this.history.commit(next, { ...place, path: this.typedFrom })) {
      this.touch();
      this.render({ typing: cell });
    }
    this.typedFrom = view.caret()?.path ?? null;
  }

  /** The admin's window of pictures writes into the field without an event. */
  takeImages() {
    let next = this.rows;
    for (const [key, { fields }] of this.views) {
      if (fields.image && rows.find(next, key)) next = rows.change(next, key, { image: fields.image.value });
    }
    this.commit(next);
  }

  commit(next, { focus = null, note = null, options = {}, say = "" } = {}) {
    if (!this.history.commit(next, note ?? this.lastPlace)) return false;
    this.touch();
    this.render();
    if (focus) this.focus(focus, options);
    if (say) this.say(say);
    return true;
  }

  touch() {
    this.dirty = true;
    this.touched = true;
  }

  taken() {
    return new Set([...this.views.keys(), ...this.rows.map((row) => row.key)]);
  }

  run(command, place) {
    if (command !== "undo" && command !== "redo") this.flush();
    const doing = this[`do_${command}`];
    if (!doing) return;
    if (!place && ROW_COMMANDS.has(command)) return;
    doing.call(this, place);
  }

  do_next(place) {
    const row = place ? this.neighbour(place.key, 1) : rows.visible(this.rows)[0];
    if (row) this.focus({ key: row.key, language: place?.language ?? this.source });
  }

  do_previous(place) {
    const row = this.neighbour(place.key, -1);
    if (row) this.focus({ key: row.key, language: place.language });
    else this.fixed.at(-1)?.fields[place.language].focus();
  }

  do_other(place) {
    this.focus({ key: place.key, language: otherLanguage(place.language) });
  }

  do_work(place) {
    const shown = rows.visible(this.rows);
    const from = place ? shown.findIndex((row) => row.key === place.key) + 1 : 0;
    const order = [...shown.slice(from), ...shown.slice(0, from)];
    const row = order.find((each) => needsWork(this.states.get(each.key).state));
    const target = otherLanguage(this.source);
    if (row) {
      const language = meaning(row[this.source]) ? target : this.source;
      this.focus({ key: row.key, language });
      return;
    }
    const item = this.fixed.find((each) => needsWork(this.fixedState(each)[0]));
    if (item) item.fields[target].focus();
    else this.say(gettext("No row needs work."));
  }

  do_finding() {
    this.findings.go(1);
  }

  do_findingBack() {
    this.findings.go(-1);
  }

  /** Says so where the form takes no further row. */
  isFull() {
    const limit = Number(this.form.elements[`${this.prefix}-MAX_NUM_FORMS`]?.value) || Infinity;
    if (rows.visible(this.rows).length < limit) return false;
    this.say(fill(gettext("A post has at most %(count)s rows."), { count: limit }));
    return true;
  }

  do_split(place) {
    if (this.isFull()) return;
    const cell = this.cell(place);
    const parts = document.activeElement === cell ? textsAtCaret(cell) : (this.lastParts(cell) ?? null);
    if (!parts) {
      this.say(gettext("Put the cursor where the row shall be split."));
      return;
    }
    const key = rows.newKey(this.taken());
    const number = this.numberOf(place.key);
    this.commit(rows.split(this.rows, place.key, place.language, parts, key), {
      focus: { key, language: place.language },
      say: fill(gettext("Row %(number)s was split."), { number }),
    });
  }

  lastParts(cell) {
    if (this.lastCell !== cell || !this.lastRange) return null;
    const selection = getSelection();
    selection.removeAllRanges();
    selection.addRange(this.lastRange);
    return textsAtCaret(cell);
  }

  do_merge(place) {
    const upper = this.neighbour(place.key, -1);
    if (!upper) return;
    const number = this.numberOf(place.key);
    this.commit(rows.merge(this.rows, place.key), {
      focus: { key: upper.key, language: place.language },
      options: { atEnd: true },
      say: fill(gettext("Row %(number)s was merged with the row above."), { number }),
    });
  }

  do_add(place) {
    if (this.isFull()) return;
    const key = rows.newKey(this.taken());
    this.commit(rows.add(this.rows, place.key, key), {
      focus: { key, language: place.language },
      say: gettext("A row was added."),
    });
  }

  do_append() {
    if (this.isFull()) return;
    const key = rows.newKey(this.taken());
    this.commit(rows.add(this.rows, this.rows.at(-1)?.key ?? null, key), {
      focus: { key, language: this.source },
      say: gettext("A row was added."),
    });
  }

  do_up(place) {
    this.shift(place, -1);
  }

  do_down(place) {
    this.shift(place, 1);
  }

  shift(place, direction) {
    const isButton = document.activeElement?.closest("[role=toolbar]");
    const path = this.views.get(place.key).caret()?.path;
    const next = rows.move(this.rows, place.key, direction);
    if (next === this.rows) return;
    this.commit(next, isButton ? {} : { focus: place, options: { path } });
    this.say(fill(gettext("The row is now row %(number)s."), { number: this.numberOf(place.key) }));
  }

  do_remove(place) {
    const number = this.numberOf(place.key);
    const neighbour = this.neighbour(place.key, 1) ?? this.neighbour(place.key, -1);
    this.commit(rows.remove(this.rows, place.key), {
      focus: neighbour && { key: neighbour.key, language: place.language },
      say: fill(gettext("Row %(number)s was deleted. Undo brings it back."), { number }),
    });
    if (!neighbour) this.foot.querySelector("button").focus();
  }

  do_counterpart(place) {
    const row = rows.find(this.rows, place.key);
    this.commit(rows.change(this.rows, place.key, { noCounterpart: !row.noCounterpart }));
    this.say(
      row.noCounterpart
        ? gettext("The row needs a counterpart.")
        : gettext("The row needs no counterpart."),
    );
  }

  do_correct(place) {
    const row = rows.find(this.rows, place.key);
    const view = this.views.get(place.key);
    if (!view.correct || (view.correct.hidden && !row.stillCorrect)) return;
    this.commit(rows.change(this.rows, place.key, { stillCorrect: !row.stillCorrect }));
    this.say(
      row.stillCorrect
        ? gettext("The translation is no longer marked as still correct.")
        : gettext("The translation is marked as still correct."),
    );
  }

  do_undo() {
    this.travel("undo");
  }

  do_redo() {
    this.travel("redo");
  }

  travel(direction) {
    this.flush();
    const step = this.history[direction]();
    if (!step) {
      this.say(direction === "undo" ? gettext("Nothing to undo.") : gettext("Nothing to redo."));
      return;
    }
    this.touch();
    this.render();
    const { note } = step;
    const isButton = document.activeElement?.closest(".workbench-bar");
    const row = note?.key && rows.find(this.rows, note.key);
    if (row && !row.deleted && !isButton) {
      this.focus(note, note.path ? { path: note.path } : { atEnd: true });
    } else if (note?.key && !isButton) {
      const shown = rows.visible(this.rows);
      const before = shown.filter((each) => this.rows.indexOf(each) < this.rows.indexOf(row));
      const near = before.at(-1) ?? shown[0];
      if (near) this.focus({ key: near.key, language: note.language }, { atEnd: true });
    }
    this.say(direction === "undo" ? gettext("Undone.") : gettext("Done again."));
  }

  do_save() {
    // "Save and continue editing" where the page has it: Ctrl+S does not mean to leave.
    const button = this.form.querySelector("[data-save], [name=_continue]");
    this.form.requestSubmit(button ?? undefined);
  }

  do_help() {
    showShortcuts();
  }

  // ---- formatting of the text under the caret

  format(work) {
    const cell = this.lastCell;
    if (!cell?.isConnected) {
      this.say(gettext("Put the cursor in a text first."));
      return;
    }
    if (document.activeElement !== cell) {
      activate(cell);
      cell.focus({ preventScroll: true });
      if (this.lastRange && cell.contains(this.lastRange.commonAncestorContainer)) {
        const selection = getSelection();
        selection.removeAllRanges();
        selection.addRange(this.lastRange);
      }
    }
    work(cell);
    this.typedIn(cell);
    this.flush();
  }

  do_bold() {
    this.format(commands.bold);
  }

  do_superscript() {
    this.format(commands.superscript);
  }

  /** Keeps what is selected in a cell for the buttons and dialogs that take the focus away. */
  noteSelection() {
    const cell = document.activeElement;
    if (!cell?.matches?.("[data-cell]") || !getSelection().rangeCount) return;
    const range = getSelection().getRangeAt(0);
    if (cell.contains(range.commonAncestorContainer)) {
      this.lastRange = range;
      this.lastCell = cell;
    }
  }

  async do_link() {
    // A key can come before the browser has told of the selection that the key before it made.
    this.noteSelection();
    const cell = this.lastCell;
    if (!cell) return this.format(() => {});
    const range = this.lastRange?.cloneRange();
    const start = range?.startContainer;
    const anchor = (start?.nodeType === Node.TEXT_NODE ? start.parentElement : start)?.closest?.("a");
    // The dialog takes the focus, and with it the cell's live nodes would be built anew.
    this.holding = cell;
    const url = await askLink(anchor?.getAttribute("href") ?? "");
    this.holding = null;
    if (range) this.lastRange = range;
    return this.format(() => {
      if (range) {
        // The focus that came back from the dialog set the caret at the cell's beginning.
        getSelection().removeAllRanges();
        getSelection().addRange(range);
      }
      if (url !== null) commands.link(url);
    });
  }

  do_sort() {
    this.format(commands.toggleListSort);
  }

  do_tableRow() {
    this.format(commands.addTableRow);
  }

  do_tableColumn() {
    this.format(commands.addTableColumn);
  }

  do_tableRowRemove() {
    this.format(commands.removeTableRow);
  }

  do_tableColumnRemove() {
    this.format(commands.removeTableColumn);
  }

  do_tableHead() {
    this.format(commands.toggleTableHead);
  }

  // ---- listening

  typedIn(cell) {
    if (this.typed && this.typed !== cell) this.flush();
    this.typed = cell;
    this.touched = true;
    if (!this.timer) this.timer = setTimeout(() => this.whenQuiet(), SYNC_DELAY);
    this.lastTyped = performance.now();
  }

  whenQuiet() {
    this.timer = null;
    // Not between two keys of a fast typist, and never inside an input method's composition.
    if (this.composing || performance.now() - this.lastTyped < SYNC_DELAY / 2) {
      this.timer = setTimeout(() => this.whenQuiet(), SYNC_DELAY);
      return;
    }
    this.flush();
  }

  listen() {
    const { container, form } = this;
    const cellOf = (event) => event.target.closest?.("[data-cell]");
    addEventListener("focus", () => this.takeImages());
    // Before the browser places the caret, so that a click lands where it was made.
    container.addEventListener("pointerdown", (event) => {
      const cell = cellOf(event);
      if (cell) activate(cell);
    });
    container.addEventListener("click", (event) => {
      if (cellOf(event) && event.target.closest("a")) event.preventDefault();
    });
    container.addEventListener("focusin", (event) => {
      const cell = cellOf(event);
      const place = this.placeOf(event.target);
      if (place) this.lastPlace = place;
      if (!cell) return;
      this.lastCell = cell;
      const wasActive = cell.isContentEditable;
      activate(cell);
      if (!wasActive) placeCaretAtEdge(cell, false);
      this.typedFrom = null;
      this.escaped = false;
      this.showTools(cell);
    });
    container.addEventListener("focusout", (event) => {
      const cell = cellOf(event);
      if (!cell || this.holding === cell) return;
      if (event.relatedTarget?.closest?.(".workbench-bar, [role=toolbar]")) {
        // A button of the workbench may work on the selection that stands here.
        this.flush();
        return;
      }
      this.leave(cell);
    });
    container.addEventListener("beforeinput", (event) => this.beforeInput(event));
    container.addEventListener("input", (event) => {
      const cell = cellOf(event);
      if (!cell) return;
      ensureSkeleton(cell);
      this.typedIn(cell);
    });
    container.addEventListener("compositionstart", () => {
      this.composing = true;
    });
    container.addEventListener("compositionend", () => {
      this.composing = false;
    });
    container.addEventListener("paste", (event) => {
      const cell = cellOf(event);
      if (!cell) return;
      event.preventDefault();
      this.take(cell, event.clipboardData);
    });
    container.addEventListener("drop", (event) => {
      const cell = cellOf(event);
      // Text dragged within the browser's own rules would bring its styles along.
      if (cell) event.preventDefault();
    });
    container.addEventListener("change", (event) => this.fieldChanged(event));
    document.addEventListener("selectionchange", () => this.noteSelection());
    // On the document: a step back can hide the row that had the focus, which then falls to the body.
    document.addEventListener("keydown", (event) => {
      if (event.target === document.body || form.contains(event.target)) this.keydown(event);
    });
    // Buttons must not take the selection away before they work on it.
    this.bar.addEventListener("mousedown", (event) => {
      if (event.target.closest("button")) event.preventDefault();
    });
    container.addEventListener("mousedown", (event) => {
      if (event.target.closest("[role=toolbar] button")) event.preventDefault();
    });
    form.addEventListener("click", (event) => {
      const target = event.target.closest?.("button[data-command]");
      if (!target || target.getAttribute("aria-disabled") === "true") return;
      const own = this.placeOf(target);
      // Splitting needs the caret, which says the language too.
      if (own && this.lastPlace?.key === own.key) own.language = this.lastPlace.language;
      this.run(target.dataset.command, own ?? (target.dataset.command === "work" ? this.lastPlace : null));
    });
    for (const { fields, still } of this.fixed) {
      for (const field of [...Object.values(fields), still]) field?.addEventListener("input", () => this.count());
    }
    form.addEventListener("input", (event) => {
      if (!cellOf(event)) this.touch();
    });
    form.addEventListener("submit", (event) => this.submit(event));
  }

  leave(cell) {
    this.flush();
    const place = this.placeOf(cell);
    const row = place && rows.find(this.rows, place.key);
    if (row) deactivate(cell, row[place.language]);
    this.findings.markAgain();
    if (this.lastCell === cell) this.lastRange = null;
  }

  showTools(cell) {
    this.tools.list.hidden = cell.dataset.kind !== "list";
    this.tools.table.hidden = !cell.querySelector("table");
  }

  beforeInput(event) {
    const cell = event.target.closest?.("[data-cell]");
    if (!cell) return;
    const { inputType } = event;
    if (inputType === "historyUndo" || inputType === "historyRedo") {
      event.preventDefault();
      this.run(inputType === "historyUndo" ? "undo" : "redo");
    } else if (inputType.startsWith("format") && !FORMATS.has(inputType)) {
      event.preventDefault();
    } else if (inputType === "insertHorizontalRule" || inputType === "insertFromDrop") {
      event.preventDefault();
    }
  }

  take(cell, data) {
    if (!data) return;
    const html = data.getData("text/html");
    const clean = html ? cleanPaste(html) : "";
    this.flush();
    insertClean(cell, clean || cleanPlainText(data.getData("text/plain")));
    this.typedIn(cell);
    this.flush();
  }

  fieldChanged(event) {
    const place = this.placeOf(event.target);
    const view = place && this.views.get(place.key);
    if (!view) return;
    const { fields } = view;
    this.flush();
    if (event.target === fields.kind) {
      this.commit(rows.setKind(this.rows, place.key, fields.kind.value));
    } else if (event.target === fields.image) {
      this.commit(rows.change(this.rows, place.key, { image: fields.image.value }));
    } else if (event.target === fields.no_counterpart) {
      this.commit(rows.change(this.rows, place.key, { noCounterpart: fields.no_counterpart.checked }));
    } else if (event.target === fields.still_correct) {
      this.commit(rows.change(this.rows, place.key, { stillCorrect: fields.still_correct.checked }));
    }
  }

  keydown(event) {
    const { target } = event;
    const cell = target.closest?.("[data-cell]");
    const toolbar = target.closest?.("[role=toolbar]");
    if (toolbar && this.moveInToolbar(event, toolbar)) return;
    const command = commandOf(event);
    if (command) {
      const isField = !cell && target.matches("input:not([type=checkbox]), textarea, select");
      // A plain field keeps the keys that mean something to it.
      if (isField && (TEXT_COMMANDS.has(command) || (target.matches("select") && !event.ctrlKey))) return;
      event.preventDefault();
      const place = this.placeOf(target);
      this.run(command, place ?? (target.closest(".workbench-bar") ? this.lastPlace : null));
      return;
    }
    if (!cell || event.isComposing || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === "Enter") {
      if (pressEnter(cell, event.shiftKey)) {
        event.preventDefault();
        this.typedIn(cell);
      }
    } else if (event.key === "Escape") {
      this.escaped = true;
      return;
    } else if (event.key === "Tab" && !this.escaped && pressTab(cell, event.shiftKey)) {
      event.preventDefault();
      this.typedIn(cell);
    }
    if (event.key !== "Shift") this.escaped = false;
  }

  moveInToolbar(event, toolbar) {
    const buttons = [...toolbar.querySelectorAll("button")];
    const index = buttons.indexOf(event.target);
    const target = {
      ArrowRight: buttons[index + 1],
      ArrowLeft: buttons[index - 1],
      Home: buttons[0],
      End: buttons.at(-1),
    }[event.key];
    if (event.altKey || event.ctrlKey || event.metaKey || !target) return false;
    event.preventDefault();
    for (const each of buttons) each.tabIndex = each === target ? 0 : -1;
    target.focus();
    return true;
  }

  // ---- drafts and saving

  /** Everything a person typed in this form, as data. */
  content() {
    const fields = {};
    for (const field of this.form.elements) {
      if (!field.name || field.closest("[data-row]") || field.matches("button, [type=submit], [type=button], [type=hidden], [type=file], [type=password], fieldset")) continue;
      if (field.matches("[type=checkbox], [type=radio]")) {
        if (field.matches("[type=checkbox]")) fields[field.name + (field.value === "on" ? "" : `=${field.value}`)] = field.checked;
        else if (field.checked) fields[field.name] = field.value;
      } else if (field.matches("select[multiple]")) {
        fields[field.name] = [...field.selectedOptions].map((option) => option.value);
      } else {
        fields[field.name] = field.value;
      }
    }
    return { fields, rows: this.rows, reasons: this.findings.reasons() };
  }

  async startDrafts() {
    const { user, edition, lockVersion } = this.form.dataset;
    if (!user) return;
    try {
      sweep();
      this.drafts = new Drafts({ user, edition: edition || "new", base: lockVersion, tab: await tabName() });
    } catch {
      // Storage may be forbidden by the browser's settings; then the page warns before it is left.
      this.drafts = null;
    }
    const waiting = this.drafts ? await this.drafts.waiting() : [];
    const found = waiting.find((draft) => this.differences(draft.content).length);
    for (const draft of waiting) if (draft !== found && !this.differences(draft.content).length) this.drafts.remove(draft.key);
    // What is typed now must not take the place of what is offered.
    if (found) this.offer(this.drafts.setAside(found));
    setInterval(() => this.keep(), DRAFT_INTERVAL);
    for (const name of ["pagehide", "visibilitychange"]) {
      document.addEventListener(name, () => {
        if (document.visibilityState === "hidden") this.keep();
      });
    }
    addEventListener("pagehide", () => this.keep());
    addEventListener("beforeunload", (event) => {
      this.keep();
      if (this.unkept && !this.leaving) event.preventDefault();
    });
  }

  keep() {
    if (!this.composing) this.flush();
    if (!this.touched) return;
    this.touched = false;
    const stored = this.drafts?.write(this.content()) ?? false;
    this.unkept = !stored;
    if (!stored && !this.warned) {
      this.warned = true;
      this.notice("warning", gettext("This browser has no room to keep a draft. Save often."));
    }
  }

  /** What a draft would change: a list for `showDifferences`, empty if nothing. */
  differences(content) {
    const found = [];
    const now = this.content();
    for (const [name, value] of Object.entries(content.fields ?? {})) {
      if (!(name in now.fields) || JSON.stringify(now.fields[name]) === JSON.stringify(value)) continue;
      const field = this.form.elements[name];
      const label = field?.labels?.[0]?.textContent.trim() || name;
      found.push({ label, language: field?.lang || null, now: String(now.fields[name]), draft: String(value) });
    }
    const shownNow = rows.visible(now.rows);
    const shownDraft = rows.visible(content.rows ?? []);
    const name = (row, list, language) =>
      fill(gettext("Row %(number)s, %(language)s"), { number: list.indexOf(row) + 1, language: languageName(language) });
    let isSame = shownNow.length === shownDraft.length;
    shownDraft.forEach((row, index) => {
      const current = shownNow.find((each) => each.key === row.key);
      if (shownNow[index]?.key !== row.key) isSame = false;
      if (current && ["kind", "image", "noCounterpart", "stillCorrect"].some((field) => current[field] !== row[field])) isSame = false;
      for (const language of LANGUAGES) {
        if ((current?.[language] ?? "") !== row[language]) {
          found.push({ label: name(row, shownDraft, language), language: language === "zh" ? "zh-Hans" : "en", now: current?.[language] ?? "", draft: row[language] });
        }
      }
    });
    for (const row of shownNow) {
      if (shownDraft.some((each) => each.key === row.key)) continue;
      for (const language of LANGUAGES) {
        if (row[language]) found.push({ label: name(row, shownNow, language), language: language === "zh" ? "zh-Hans" : "en", now: row[language], draft: "" });
      }
    }
    for (const [name, reason] of Object.entries(content.reasons ?? {})) {
      if (now.reasons[name] !== reason) found.push({ label: gettext("Reason"), language: null, now: now.reasons[name] ?? "", draft: reason });
    }
    if (!isSame && !found.length) found.push({ label: gettext("Rows"), language: null, now: "", draft: "" });
    return found;
  }

  offer(draft) {
    const when = new Date(draft.at).toLocaleString(document.documentElement.lang || undefined, { dateStyle: "medium", timeStyle: "short" });
    const older = draft.base !== this.form.dataset.lockVersion;
    const text = fill(
      older
        ? gettext("A draft of %(time)s was not saved. The post has been saved by somebody since then; look at the differences first.")
        : gettext("A draft of %(time)s was not saved."),
      { time: when },
    );
    const restore = button(gettext("Restore"), { class: "workbench-button workbench-button--main" });
    const compare = button(gettext("See differences"));
    const discard = button(gettext("Discard"));
    const close = this.notice("draft", text, restore, compare, discard);
    compare.addEventListener("click", () => showDifferences(this.differences(draft.content), when));
    restore.addEventListener("click", () => {
      this.restore(draft.content);
      this.keep();
      this.drafts.remove(draft.key);
      close();
      this.say(gettext("The draft was restored. It is not saved yet."));
      this.focusFirst();
    });
    discard.addEventListener("click", () => {
      this.drafts.remove(draft.key);
      close();
      this.say(gettext("The draft was discarded."));
      this.focusFirst();
    });
  }

  focusFirst() {
    this.bar.querySelector("button")?.focus();
  }

  restore(content) {
    for (const [name, value] of Object.entries(content.fields ?? {})) {
      const [base, choice] = name.split("=");
      const found = this.form.elements[base];
      const fields = found instanceof RadioNodeList ? [...found] : [found].filter(Boolean);
      for (const field of fields) {
        if (field.matches("[type=checkbox]")) {
          if (choice === undefined || field.value === choice) field.checked = Boolean(value);
        } else if (field.matches("[type=radio]")) field.checked = field.value === value;
        else if (field.matches("select[multiple]")) for (const option of field.options) option.selected = value.includes(option.value);
        else field.value = value;
      }
    }
    // Ids and what the server knows come from the form as it is; the key says which row is which.
    const known = new Map(this.rows.map((row) => [row.key, row]));
    const restored = (content.rows ?? []).map((row) => {
      const current = known.get(row.key);
      return { ...row, id: current?.id ?? "", basis: current?.basis ?? null };
    });
    const keys = new Set(restored.map((row) => row.key));
    // Rows that came with somebody else's save stay, below: taking them away is the editor's to say.
    const others = this.rows.filter((row) => !keys.has(row.key));
    this.history.commit([...restored, ...others], null);
    this.findings.restore(content.reasons ?? {});
    this.touch();
    this.render();
  }

  notice(kind, text, ...actions) {
    const made = element(
      "div",
      { class: `workbench-notice workbench-notice--${kind}`, role: kind === "draft" ? "status" : "alert" },
      element("p", {}, text),
      element("p", { class: "workbench-notice__actions" }, ...actions),
    );
    this.notices.querySelector(`.workbench-notice--${kind}`)?.remove();
    this.notices.append(made);
    this.notices.hidden = false;
    return () => {
      made.remove();
      this.notices.hidden = !this.notices.children.length;
    };
  }

  async submit(event) {
    this.flush();
    this.number();
    this.touched = true;
    this.keep();
    if (!this.form.dataset.ping || this.verified) {
      this.leaving = true;
      return;
    }
    event.preventDefault();
    if (this.asking) return;
    this.asking = true;
    const { submitter } = event;
    this.say(gettext("Saving…"));
    const answer = await ask(this.form);
    this.asking = false;
    if (answer === ALIVE) {
      this.verified = true;
      // Typed while the server was asked.
      this.flush();
      this.number();
      this.keep();
      this.form.requestSubmit(submitter);
      this.verified = false;
    } else {
      this.held(answer, submitter);
    }
  }

  /** Says why the form stays on the page, and looks again until the way is free. */
  held(answer, submitter) {
    const kept = this.unkept
      ? gettext("Your text stands in this page only: leave it open.")
      : gettext("Your text is kept in this browser.");
    const again = button(gettext("Save again"), { class: "workbench-button workbench-button--main" });
    const actions = [again];
    let text = gettext("The server does not answer, so nothing was saved.");
    if (answer === SIGNED_OUT) {
      text = gettext("You are no longer signed in, so nothing was saved.");
    } else if (answer === OTHER_USER) {
      text = gettext("Another account is signed in now, so nothing was saved. Sign in with the account that opened this page.");
    }
    if (answer === SIGNED_OUT || answer === OTHER_USER) {
      actions.unshift(
        element(
          "a",
          { class: "workbench-button", href: this.form.dataset.login || "/admin/login/", target: "_blank", rel: "noopener" },
          gettext("Sign in again (new tab)"),
        ),
      );
    }
    this.say("");
    const close = this.notice("held", `${text} ${kept}`, ...actions);
    clearInterval(this.retry);
    const look = async () => {
      if (document.visibilityState === "hidden" || (await ask(this.form)) !== ALIVE) return;
      clearInterval(this.retry);
      document.removeEventListener("visibilitychange", look);
      if (!again.isConnected) return;
      again.closest(".workbench-notice").querySelector("p").textContent =
        gettext("The server answers again. Your text is not saved yet.");
    };
    this.retry = setInterval(look, RETRY_INTERVAL);
    document.addEventListener("visibilitychange", look);
    again.addEventListener("click", () => {
      clearInterval(this.retry);
      document.removeEventListener("visibilitychange", look);
      close();
      this.form.requestSubmit(submitter);
    });
    again.focus();
  }

  /** Positions 1…n in the order on the page; new rows without any content are not sent. */
  number() {
    let position = 0;
    for (const row of this.rows) {
      const { fields } = this.views.get(row.key);
      const isBlank = !row.id && !meaning(row.zh) && !meaning(row.en) && !row.image;
      if (fields.DELETE) fields.DELETE.checked = row.deleted || isBlank;
      if (!row.deleted && !isBlank) position += 1;
      if (fields.position) fields.position.value = String(Math.max(position, 1));
    }
  }
}

// Commands that need a row, and commands that a plain text field has itself.
const ROW_COMMANDS = new Set(["previous", "other", "split", "merge", "add", "up", "down", "remove", "counterpart", "correct"]);
const TEXT_COMMANDS = new Set(["bold", "link", "superscript", "undo", "redo", "split"]);

/** The texts that the server compares with, where the form shows others: typed, and refused. */
function before(root) {
  const { beforeZh, beforeEn } = root.dataset;
  return beforeZh === undefined ? {} : { zh: beforeZh, en: beforeEn };
}

forgetSaved();
// The attributes may stand on an element in the form, where a page does not write the form's tag.
for (const mark of document.querySelectorAll("[data-workbench]")) {
  const form = mark.closest("form");
  if (form !== mark) Object.assign(form.dataset, mark.dataset);
  const workbench = new Workbench(form);
  workbench.start();
  installAligner(workbench);
  form.workbench = workbench;
}
