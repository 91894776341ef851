// The rows as they stand on the page: built around the server's plain fields, which stay in the
// form and are kept in step, so that what is posted is an ordinary formset.

import { caretOf, showText } from "./cell.js";
import { button, element } from "./dom.js";
import { CURRENT, LANGUAGES, MISSING, NOT_NEEDED, STALE } from "./states.js";
import { fill, gettext } from "./strings.js";

const HTML_CODES = { zh: "zh-Hans", en: "en" };

export function languageName(language) {
  return language === "zh" ? gettext("Chinese") : gettext("English");
}

export function stateName(state, willBe) {
  if (state === STALE) return willBe ? gettext("will be stale") : gettext("stale");
  return { [MISSING]: gettext("missing"), [CURRENT]: gettext("current"), [NOT_NEEDED]: gettext("not needed") }[state];
}

/** A badge that tells a state by word and shape; colour only repeats it. */
export function badge() {
  const made = element("span", { class: "workbench-state" });
  return {
    element: made,
    show(state, willBe) {
      const name = stateName(state, willBe);
      if (made.dataset.state === state && made.textContent === name) return;
      made.dataset.state = state;
      made.textContent = name;
    },
  };
}

function moveOut(control) {
  // The plain label stays behind, hidden; a label of two parts would be read as both.
  for (const label of control.labels ?? []) if (!label.contains(control)) label.removeAttribute("for");
  return control.closest("[data-widget], .related-widget-wrapper") ?? control;
}

/** What ticking "still correct" says: of a source changed in this form, or of one changed before. */
export function correctName(sourceIsChanged) {
  return sourceIsChanged
    ? gettext("Minor edit: the translation still holds")
    : gettext("Translation is still correct");
}

const ACTIONS = ["split", "merge", "add", "up", "down", "align", "remove"];

function actionTexts(number) {
  const name = (text) => fill(text, { number });
  return {
    split: [gettext("Split"), name(gettext("Split row %(number)s"))],
    merge: [gettext("Merge up"), name(gettext("Merge up row %(number)s with the row above"))],
    add: [gettext("Add below"), name(gettext("Add below row %(number)s"))],
    up: [gettext("Move up"), name(gettext("Move up row %(number)s"))],
    down: [gettext("Move down"), name(gettext("Move down row %(number)s"))],
    align: [gettext("Align…"), name(gettext("Align… row %(number)s"))],
    remove: [gettext("Delete"), name(gettext("Delete row %(number)s"))],
  };
}

export class RowView {
  /** Builds the row's controls around the fields of a server-made `[data-row]` element. */
  constructor(root, index) {
    this.root = root;
    this.index = index;
    this.serverState = root.dataset.state || CURRENT;
    const field = (name) => root.querySelector(`[name$="-${index}-${name}"]`);
    this.fields = Object.fromEntries(
      ["kind", "image", "no_counterpart", "still_correct", "unconfirmed", "id", "key", "position", "DELETE"].map(
        (name) => [name, field(name)],
      ),
    );
    this.texts = { zh: field("text_zh"), en: field("text_en") };
    this.build();
  }

  build() {
    const { root, fields } = this;
    const kept = [...root.querySelectorAll("[data-keep], .errorlist")].filter(
      (each) => !each.parentElement.closest("[data-keep]"),
    );
    const plain = element("div", { class: "workbench-row__plain", hidden: true });
    plain.append(...root.childNodes);
    this.number = element("h3", { class: "workbench-row__number", id: `workbench-row-${this.index}` });
    this.badge = badge();
    this.counterpartText = element("span", {}, gettext("No counterpart needed"));
    this.correctText = element("span");
    const check = (control, text) =>
      control && element("label", { class: "workbench-check" }, moveOut(control), text);
    this.counterpart = check(fields.no_counterpart, this.counterpartText);
    this.correct = check(fields.still_correct, this.correctText);
    this.buttons = Object.fromEntries(
      ACTIONS.map((action, index) => [
        action,
        button("", { "data-command": action, tabindex: index ? "-1" : "0" }),
      ]),
    );
    this.toolbar = element(
      "div",
      { class: "workbench-row__actions", role: "toolbar" },
      ...Object.values(this.buttons),
    );
    const kind = fields.kind ? moveOut(fields.kind) : "";
    const head = element(
      "div",
      { class: "workbench-row__head" },
      this.number,
      kind,
      this.badge.element,
      ...[this.counterpart, this.correct].filter(Boolean),
    );
    this.cells = {};
    const cells = element("div", { class: "workbench-row__cells" });
    for (const language of LANGUAGES) {
      const cell = element("div", {
        class: "workbench-cell",
        role: "textbox",
        tabindex: "0",
        "aria-multiline": "true",
        lang: HTML_CODES[language],
        "data-cell": language,
        "data-placeholder": language === "zh" ? gettext("No Chinese text") : gettext("No English text"),
      });
      this.cells[language] = cell;
      cells.append(cell);
    }
    this.imageBox = null;
    if (fields.image) {
      // No label around it all: the button beside the field would become part of its name.
      const label = element("label", { for: fields.image.id }, gettext("Image"));
      this.imageBox = element("div", { class: "workbench-row__image" }, moveOut(fields.image));
      this.imageBox.prepend(label);
    }
    this.picture = root.querySelector("[data-picture]");
    this.pictured = fields.image?.value;
    root.classList.add("workbench-row");
    root.setAttribute("role", "group");
    root.setAttribute("aria-labelledby", this.number.id);
    root.replaceChildren(
      head,
      ...kept,
      cells,
      ...(this.imageBox ? [this.imageBox] : []),
      this.toolbar,
      plain,
    );
  }

  /** The row as data, from its fields. */
  read() {
    const { fields } = this;
    return {
      id: fields.id?.value ?? "",
      kind: fields.kind?.value || "paragraph",
      zh: this.texts.zh.value,
      en: this.texts.en.value,
      image: fields.image?.value ?? "",
      noCounterpart: Boolean(fields.no_counterpart?.checked),
      stillCorrect: Boolean(fields.still_correct?.checked),
      unconfirmed: fields.unconfirmed?.value === "1",
      deleted: Boolean(fields.DELETE?.checked),
    };
  }

  /** Brings fields and cells in step with the data. A cell that is typed on is left alone. */
  show(row, { typing = null } = {}) {
    const { fields, root } = this;
    root.hidden = row.deleted;
    if (fields.DELETE) fields.DELETE.checked = row.deleted;
    if (fields.kind) fields.kind.value = row.kind;
    if (fields.image) fields.image.value = row.image;
    if (fields.no_counterpart) fields.no_counterpart.checked = row.noCounterpart;
    if (fields.still_correct) fields.still_correct.checked = row.stillCorrect;
    if (fields.unconfirmed) fields.unconfirmed.value = row.unconfirmed ? "1" : "";
    if (this.imageBox) this.imageBox.hidden = row.kind !== "figure";
    // The picture shown is the stored one's.
    if (this.picture) this.picture.hidden = row.kind !== "figure" || row.image !== this.pictured;
    for (const language of LANGUAGES) {
      const cell = this.cells[language];
      const isNew = cell.dataset.kind !== row.kind;
      cell.dataset.kind = row.kind;
      if (isNew || this.shown?.[language] !== row[language]) {
        if (cell !== typing || isNew) showText(cell, row[language]);
      }
      if (this.texts[language].value !== row[language]) this.texts[language].value = row[language];
    }
    this.shown = { zh: row.zh, en: row.en };
  }

  /** Names that depend on where the row stands and how it is. */
  name(number, count, row, state, willBe, kindName) {
    const key = [number, number === count, row.kind, state, willBe].join();
    this.root.dataset.state = state;
    this.badge.show(state, willBe);
    if (this.correct) {
      this.correct.hidden = !(willBe || state === STALE || row.stillCorrect);
      this.correctText.textContent = correctName(this.sourceChanged || willBe);
    }
    if (key === this.named) return;
    this.named = key;
    this.number.textContent = fill(gettext("Row %(number)s"), { number });
    if (this.fields.kind) {
      this.fields.kind.setAttribute("aria-label", fill(gettext("Kind of row %(number)s"), { number }));
    }
    this.toolbar.setAttribute("aria-label", fill(gettext("Actions for row %(number)s"), { number }));
    for (const [action, [text, name]] of Object.entries(actionTexts(number))) {
      this.buttons[action].textContent = text;
      this.buttons[action].setAttribute("aria-label", name);
    }
    // aria-disabled, not disabled: a button that loses the focus by being used strands the user.
    this.buttons.merge.setAttribute("aria-disabled", String(number === 1));
    this.buttons.up.setAttribute("aria-disabled", String(number === 1));
    this.buttons.down.setAttribute("aria-disabled", String(number === count));
    for (const language of LANGUAGES) {
      this.cells[language].setAttribute(
        "aria-label",
        fill(gettext("Row %(number)s, %(language)s, %(kind)s, %(state)s"), {
          number,
          language: languageName(language),
          kind: kindName,
          state: stateName(state, willBe),
        }),
      );
    }
  }

  caret() {
    for (const language of LANGUAGES) {
      const path = caretOf(this.cells[language]);
      if (path) return { language, path };
    }
    return null;
  }
}
