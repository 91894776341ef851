// The holiday grid by keyboard. Without this script it is a table of selects; with it the selects
// stay what the form posts, and the table around them becomes an ARIA grid with one tab stop.

import { button, element } from "../workbench/dom.js";
import { fill, gettext } from "../workbench/strings.js";

const REGULAR = "";
const isMac = /Mac|iP(hone|ad)/.test(navigator.platform);
const MOD = isMac ? "⌘" : "Ctrl";

// For the help; docs/holiday-grid.md has the same list. Keys without a modifier act only while
// the grid has the focus (WCAG 2.1.4); those with Ctrl are the spreadsheets' own.
function keys() {
  return [
    [["↑", "↓", "←", "→"], gettext("Move")],
    [["Home", "End"], gettext("First, last day")],
    [["Shift", "+", "↑ ↓ ← →"], gettext("Select several cells")],
    [["Shift", "+", gettext("Space")], gettext("Select the row")],
    [[MOD, "+", gettext("Space")], gettext("Select the day")],
    [[MOD, "+", "A"], gettext("Select everything")],
    [["O", "1"], gettext("Open")],
    [["C", "0"], gettext("Closed")],
    [["F"], gettext("Freight only")],
    [["Delete", "Backspace"], gettext("Regular")],
    [["R", `${MOD}+R`], gettext("Fill right: the first column of the selection, or this cell to the end of its row")],
    [["D", `${MOD}+D`], gettext("Fill down: the first row of the selection, or this cell to the last port")],
    [[`${MOD}+C`, `${MOD}+V`], gettext("Copy and paste, from a spreadsheet too")],
    [["Z", `${MOD}+Z`], gettext("Undo")],
    [[`${MOD}+S`], gettext("Save the grid")],
  ];
}

class Grid {
  constructor(table) {
    this.table = table;
    this.form = table.closest("form");
    this.rows = [...table.querySelectorAll("tr[data-port]")].map((row) => [
      ...row.querySelectorAll("td[data-day]"),
    ]);
    this.headings = [...table.querySelectorAll("th[data-column]")];
    this.at = [0, 0];
    this.anchor = [0, 0];
    this.selected = [];
    this.past = [];
    this.isLeaving = false;
    table.setAttribute("role", "grid");
    table.setAttribute("aria-multiselectable", "true");
    table.closest("[tabindex]")?.removeAttribute("tabindex");
    this.each((cell) => {
      cell.append(
        element("span", { class: "holiday__sign", "aria-hidden": "true" }),
        element("span", { class: "visually-hidden" }),
      );
      cell.tabIndex = -1;
      this.show(cell);
    });
    this.rows[0][0].tabIndex = 0;
    this.tools();
    this.help();
    this.listen();
    this.count();
  }

  each(act) {
    this.rows.forEach((row, y) => row.forEach((cell, x) => act(cell, y, x)));
  }

  select(cell) {
    return cell.querySelector("select");
  }

  state(cell) {
    return this.select(cell).value;
  }

  show(cell) {
    const select = this.select(cell);
    const state = select.value;
    const isChanged = state !== cell.dataset.was;
    for (const name of [...cell.classList]) {
      if (name.startsWith("holiday__state--")) cell.classList.remove(name);
    }
    cell.classList.add(`holiday__state--${state || "regular"}`);
    cell.classList.toggle("is-changed", isChanged);
    const [sign, words] = cell.querySelectorAll(":scope > span");
    sign.textContent = this.sign(state);
    const label = select.selectedOptions[0].textContent;
    const refused = cell.classList.contains("is-refused") ? gettext("refused") : "";
    words.textContent = [label, isChanged ? gettext("changed") : "", refused].filter(Boolean).join(", ");
  }

  sign(state) {
    if (state === REGULAR) return "·";
    if (state === "other") return "*";
    return document.querySelector(`.holiday__legend .mark--${state}`)?.textContent ?? "?";
  }

  count() {
    let changed = 0;
    this.each((cell) => {
      changed += this.state(cell) !== cell.dataset.was;
    });
    const place = this.form.querySelector("[data-count]");
    if (!changed) place.textContent = "";
    else if (changed === 1) place.textContent = gettext("1 cell is changed and not saved yet.");
    else place.textContent = fill(gettext("%(count)s cells are changed and not saved yet."), { count: changed });
    this.changed = changed;
  }

  // Moving and selecting

  range() {
    const [y, x] = this.at;
    const [b, a] = this.anchor;
    return [Math.min(y, b), Math.min(x, a), Math.max(y, b), Math.max(x, a)];
  }

  cellsOf([top, left, bottom, right]) {
    return this.rows.slice(top, bottom + 1).flatMap((row) => row.slice(left, right + 1));
  }

  mark() {
    for (const cell of this.selected) cell.removeAttribute("aria-selected");
    this.selected = this.cellsOf(this.range());
    if (this.selected.length > 1) {
      for (const cell of this.selected) cell.setAttribute("aria-selected", "true");
    }
  }

  go(y, x, { extend = false, focus = true } = {}) {
    const [oldY, oldX] = this.at;
    this.rows[oldY][oldX].tabIndex = -1;
    this.at = [
      Math.max(0, Math.min(y, this.rows.length - 1)),
      Math.max(0, Math.min(x, this.headings.length - 1)),
    ];
    if (!extend) this.anchor = [...this.at];
    const cell = this.rows[this.at[0]][this.at[1]];
    cell.tabIndex = 0;
    if (focus) cell.focus({ preventScroll: true });
    this.reveal(cell);
    this.mark();
    const about = this.form.querySelector("[data-about]");
    about.textContent = cell.title;
    about.hidden = !cell.title;
  }

  /** The name column is sticky, so what the browser holds to be in view may lie beneath it. */
  reveal(cell) {
    cell.scrollIntoView({ block: "nearest", inline: "nearest" });
    const name = cell.parentElement.querySelector("th").getBoundingClientRect();
    const under = name.right - cell.getBoundingClientRect().left;
    if (under > 0) cell.closest(".holiday__scroll").scrollLeft -= under;
  }

  spread(top, left, bottom, right) {
    this.anchor = [top, left];
    this.go(bottom, right, { extend: true, focus: false });
    this.rows[this.at[0]][this.at[1]].focus({ preventScroll: true });
  }

  // Changing

  /** `changes` is a list of [cell, state]; what a row cannot be stays as it is. Returns how many. */
  change(changes) {
    const before = [];
    for (const [cell, state] of changes) {
      const select = this.select(cell);
      const has = [...select.options].some((option) => option.value === state);
      if (!has || select.value === state) continue;
      before.push([cell, select.value]);
      select.value = state;
      this.show(cell);
    }
    if (before.length) this.past.push(before);
    this.count();
    return before.length;
  }

  set(state) {
    this.change(this.cellsOf(this.range()).map((cell) => [cell, state]));
  }

  undo() {
    for (const [cell, state] of this.past.pop() ?? []) {
      this.select(cell).value = state;
      this.show(cell);
    }
    this.count();
  }

  fillRight() {
    let [top, left, bottom, right] = this.range();
    if (left === right) right = this.headings.length - 1;
    this.change(
      this.rows.slice(top, bottom + 1).flatMap((row) => {
        const state = this.state(row[left]);
        return row.slice(left + 1, right + 1).map((cell) => [cell, state]);
      }),
    );
  }

  fillDown() {
    let [top, left, bottom, right] = this.range();
    if (top === bottom) bottom = this.rows.length - 1;
    const states = this.rows[top].map((cell) => this.state(cell));
    this.change(
      this.rows.slice(top + 1, bottom + 1).flatMap((row) =>
        row.slice(left, right + 1).map((cell, index) => [cell, states[left + index]]),
      ),
    );
  }

  // The keyboard

  letter(event) {
    // An input method hides the letter, the place of the key is still known.
    if (/^[a-z0-9]$/i.test(event.key)) return event.key.toLowerCase();
    return /^(?:Key|Digit|Numpad)([A-Z0-9])$/.exec(event.code)?.[1].toLowerCase() ?? "";
  }

  key(event) {
    const mod = isMac ? event.metaKey : event.ctrlKey;
    if (event.altKey || (isMac ? event.ctrlKey : event.metaKey)) return;
    const act = mod ? this.withMod(event) : this.plain(event);
    if (act) {
      event.preventDefault();
      act();
    }
  }

  plain(event) {
    const [y, x] = this.at;
    const extend = event.shiftKey;
    const last = this.headings.length - 1;
    const moves = {
      ArrowUp: () => this.go(y - 1, x, { extend }),
      ArrowDown: () => this.go(y + 1, x, { extend }),
      ArrowLeft: () => this.go(y, x - 1, { extend }),
      ArrowRight: () => this.go(y, x + 1, { extend }),
      Home: () => this.go(y, 0, { extend }),
      End: () => this.go(y, last, { extend }),
      PageUp: () => this.go(y - 8, x, { extend }),
      PageDown: () => this.go(y + 8, x, { extend }),
      Delete: () => this.set(REGULAR),
      Backspace: () => this.set(REGULAR),
    };
    if (moves[event.key]) return moves[event.key];
    if (event.key === " " && extend) {
      const [top, , bottom] = this.range();
      return () => this.spread(top, 0, bottom, last);
    }
    if (extend) return undefined;
    return {
      o: () => this.set("open"),
      1: () => this.set("open"),
      c: () => this.set("closed"),
      0: () => this.set("closed"),
      f: () => this.set("freight_only"),
      r: () => this.fillRight(),
      d: () => this.fillDown(),
      z: () => this.undo(),
    }[this.letter(event)];
  }

  withMod(event) {
    const bottom = this.rows.length - 1;
    const last = this.headings.length - 1;
    if (event.key === "Home") return () => this.go(0, 0, { extend: event.shiftKey });
    if (event.key === "End") return () => this.go(bottom, last, { extend: event.shiftKey });
    if (event.key === " ") {
      const [, left, , right] = this.range();
      return () => this.spread(0, left, bottom, right);
    }
    if (event.shiftKey) return undefined;
    return {
      a: () => this.spread(0, 0, bottom, last),
      r: () => this.fillRight(),
      d: () => this.fillDown(),
      z: () => this.undo(),
      s: () => this.form.querySelector("[name=_save]").click(),
    }[this.letter(event)];
  }

  listen() {
    this.table.addEventListener("keydown", (event) => {
      if (event.target.matches("td[data-day]")) this.key(event);
    });
    this.table.addEventListener("focusin", (event) => {
      const place = this.placeOf(event.target.closest("td[data-day]"));
      const isHere = place && place[0] === this.at[0] && place[1] === this.at[1];
      if (place && !isHere) this.go(...place, { focus: false });
    });
    this.table.addEventListener("pointerdown", (event) => {
      const place = this.placeOf(event.target.closest("td[data-day]"));
      if (!place || event.button) return;
      // A finger that moves scrolls; a mouse that moves selects.
      this.isDragging = event.pointerType === "mouse";
      if (this.isDragging) event.preventDefault();
      this.go(...place, { extend: event.shiftKey });
    });
    this.table.addEventListener("pointerover", (event) => {
      const place = this.isDragging && this.placeOf(event.target.closest("td[data-day]"));
      if (place) this.go(...place, { extend: true });
    });
    document.addEventListener("pointerup", () => {
      this.isDragging = false;
    });
    for (const name of ["copy", "cut", "paste"]) {
      document.addEventListener(name, (event) => {
        if (document.activeElement?.matches("td[data-day]") && this.table.contains(document.activeElement)) {
          event.preventDefault();
          this[name](event);
        }
      });
    }
    this.form.addEventListener("submit", () => {
      this.isLeaving = true;
    });
    window.addEventListener("beforeunload", (event) => {
      if (this.changed && !this.isLeaving) event.preventDefault();
    });
    for (const name of ["zh", "en"]) this.pairReasons(name);
  }

  placeOf(cell) {
    if (!cell) return undefined;
    for (let y = 0; y < this.rows.length; y += 1) {
      const x = this.rows[y].indexOf(cell);
      if (x >= 0) return [y, x];
    }
    return undefined;
  }

  /** A reason chosen from the list brings the other language with it. */
  pairReasons(language) {
    const input = this.form.querySelector(`[name=reason_${language}]`);
    const other = this.form.querySelector(`[name=reason_${language === "zh" ? "en" : "zh"}]`);
    input.addEventListener("change", () => {
      const found = [...input.list.options].find((option) => option.value === input.value);
      if (found) other.value = found.dataset.other;
    });
  }

  // The clipboard

  copy(event) {
    const [top, left, bottom, right] = this.range();
    const lines = this.rows
      .slice(top, bottom + 1)
      .map((row) =>
        row.slice(left, right + 1).map((cell) => this.select(cell).selectedOptions[0].textContent).join("\t"),
      );
    event.clipboardData.setData("text/plain", lines.join("\n"));
  }

  cut(event) {
    this.copy(event);
    this.set(REGULAR);
  }

  paste(event) {
    const text = event.clipboardData.getData("text/plain");
    if (text.trim()) this.read(text);
  }

  /** The server reads tables, with and without this script, so that both follow the same rules. */
  async read(text) {
    const [top, left] = this.range();
    const body = new FormData();
    for (const name of ["csrfmiddlewaretoken", "from", "to", "mode", "traffic", "everyone"]) {
      const input = this.form.querySelector(`input[name=${name}]`);
      if (input) body.set(name, input.value);
    }
    body.set("table", text);
    body.set("row", top);
    body.set("column", left);
    this.table.setAttribute("aria-busy", "true");
    try {
      const response = await fetch(this.form.dataset.read, { method: "POST", body });
      if (!response.ok) throw new Error(response.status);
      this.lay(await response.json(), text);
    } catch {
      this.refuse(gettext("The table could not be read; the grid is as it was. Try again."), []);
    } finally {
      this.table.removeAttribute("aria-busy");
    }
  }

  lay(reading, text) {
    const cells = new Map();
    this.each((cell) => cells.set(`${cell.parentElement.dataset.port} ${cell.dataset.day}`, cell));
    const isOne = !/[\t\n]/.test(text.trim());
    if (isOne && reading.cells.length === 1 && !reading.faults.length) {
      this.set(reading.cells[0][2]);
    } else {
      this.change(reading.cells.map(([port, day, state]) => [cells.get(`${port} ${day}`), state]));
    }
    if (reading.reason) {
      for (const [index, language] of ["zh", "en"].entries()) {
        this.form.querySelector(`[name=reason_${language}]`).value = reading.reason[index];
      }
      for (const [port, pair] of Object.entries(reading.reasons)) {
        this.ownReason(port, pair, reading.reason);
      }
    }
    const source = this.form.querySelector("[name=source]");
    if (reading.source && !source.value) source.value = reading.source;
    this.showFaults(reading.faults, cells);
    this.refuse(reading.refused, reading.summary);
  }

  ownReason(port, pair, common) {
    const select = this.form.querySelector(`[name="why.${CSS.escape(port)}"]`);
    const isOwn = pair[0] !== common[0] || pair[1] !== common[1];
    const value = isOwn ? JSON.stringify(pair) : "";
    const found = [...select.options].find(
      (option) => option.value && String(JSON.parse(option.value)) === String(pair),
    );
    if (found && isOwn) found.selected = true;
    else if (isOwn) select.append(new Option(pair[document.documentElement.lang === "en" ? 1 : 0], value, true, true));
    else select.value = "";
  }

  showFaults(faults, cells) {
    for (const row of this.table.querySelectorAll(".holiday__faults")) row.remove();
    this.each((cell) => {
      cell.classList.remove("is-refused");
      cell.removeAttribute("aria-describedby");
      this.show(cell);
    });
    for (const [port, day, reason] of faults) {
      const cell = cells.get(`${port} ${day}`);
      if (!cell) continue;
      const row = cell.parentElement;
      const id = `faults-${port}`;
      let list = document.getElementById(id);
      if (!list) {
        list = element("ul", { id });
        const place = element("td", { colspan: this.headings.length + 2 }, list);
        row.after(element("tr", { class: "holiday__faults" }, place));
      }
      list.append(element("li", {}, `${day}: ${reason}`));
      cell.classList.add("is-refused");
      cell.setAttribute("aria-describedby", id);
      this.show(cell);
    }
  }

  refuse(sentence, reasons) {
    const box = document.getElementById("refused");
    box.querySelector("[data-refused]").textContent = sentence;
    box.querySelector("[data-reasons]").replaceChildren(
      ...reasons.map((reason) => element("li", {}, reason)),
    );
    box.hidden = !sentence;
    // The grid keeps the focus, so that the next key still works; the sentence is announced.
    this.form.querySelector("[data-count]").dataset.refused = sentence ? "yes" : "";
    if (sentence) this.form.querySelector("[data-count]").append(` ${sentence}`);
  }

  // Beside the keyboard

  tools() {
    const bar = element("div", {
      class: "holiday__tools",
      role: "toolbar",
      "aria-label": gettext("Selected cells"),
    });
    const acts = [
      [gettext("Open"), () => this.set("open")],
      [gettext("Closed"), () => this.set("closed")],
      [gettext("Freight only"), () => this.set("freight_only")],
      [gettext("Regular"), () => this.set(REGULAR)],
      [gettext("Fill right"), () => this.fillRight()],
      [gettext("Fill down"), () => this.fillDown()],
      [gettext("Undo"), () => this.undo()],
    ];
    const hasFreight = this.form.querySelector(".mark--freight_only");
    const buttons = acts
      .filter(([label]) => hasFreight || label !== gettext("Freight only"))
      .map(([label, act], index) => {
        const made = button(label, { class: "button holiday__tool", tabindex: index ? "-1" : "0" });
        made.addEventListener("click", act);
        return made;
      });
    bar.append(...buttons);
    bar.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!step) return;
      event.preventDefault();
      const from = buttons.indexOf(document.activeElement);
      const to = buttons[(from + step + buttons.length) % buttons.length];
      for (const made of buttons) made.tabIndex = made === to ? 0 : -1;
      to.focus();
    });
    this.table.closest(".holiday__scroll").before(bar);
  }

  help() {
    const place = this.form.querySelector("[data-keys]");
    place.hidden = false;
    const lines = keys().map(([names, what]) => {
      const shown = names.flatMap((name) => (name === "+" ? ["+"] : [element("kbd", {}, name), " "]));
      return element("div", {}, element("dt", {}, ...shown), element("dd", {}, what));
    });
    place.append(element("dl", {}, ...lines));
  }
}

const table = document.querySelector("[data-grid]");
if (table?.querySelector("td[data-day]")) new Grid(table);
