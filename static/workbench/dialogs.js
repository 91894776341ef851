// The workbench's dialogs: shortcuts, link, differences. Native <dialog>: Esc closes, focus returns.

import { button, element } from "./dom.js";
import { isSafeUrl, plainText } from "./html.js";
import { keyNames, shortcuts } from "./keys.js";
import { fill, gettext } from "./strings.js";

export function openDialog(title, ...children) {
  const heading = element("h2", { class: "workbench-dialog__title", id: "workbench-dialog-title" }, title);
  const made = element(
    "dialog",
    { class: "workbench-dialog", "aria-labelledby": heading.id },
    heading,
    ...children,
  );
  const opener = document.activeElement;
  made.addEventListener("close", () => {
    made.remove();
    opener?.focus?.();
  });
  document.body.append(made);
  made.showModal();
  return made;
}

export function showShortcuts() {
  const body = element("tbody");
  for (const [, label, code, modifiers] of shortcuts()) {
    const keys = element("td");
    keyNames(code, modifiers).forEach((name, index) => {
      if (index) keys.append(" + ");
      keys.append(element("kbd", {}, name));
    });
    body.append(element("tr", {}, element("th", { scope: "row" }, label), keys));
  }
  const table = element(
    "table",
    { class: "workbench-dialog__table" },
    element(
      "thead",
      {},
      element(
        "tr",
        {},
        element("th", { scope: "col" }, gettext("Action")),
        element("th", { scope: "col" }, gettext("Keys")),
      ),
    ),
    body,
  );
  const notes = element(
    "ul",
    { class: "workbench-dialog__notes" },
    element("li", {}, gettext("Tab makes a list item part of the one above, Shift and Tab takes it back; in a table they step from cell to cell.")),
    element("li", {}, gettext("Esc, then Tab, leaves a list or a table at once.")),
    element("li", {}, gettext("The buttons of a row are one stop of the Tab key; the arrow keys go from button to button.")),
  );
  const close = button(gettext("Close"), { autofocus: true });
  // A table that scrolls must be reachable by keyboard.
  const scroll = element(
    "div",
    { class: "workbench-dialog__scroll", tabindex: "0", role: "region", "aria-label": gettext("Keyboard shortcuts") },
    notes,
    table,
  );
  const made = openDialog(gettext("Keyboard shortcuts"), scroll, element("p", { class: "workbench-dialog__buttons" }, close));
  close.addEventListener("click", () => made.close());
}

/** Asks for an address. Resolves to it, to "" for no link, to null if nothing shall change. */
export function askLink(current) {
  return new Promise((resolve) => {
    const input = element("input", {
      class: "workbench-dialog__input",
      id: "workbench-link",
      type: "text",
      inputmode: "url",
      autocomplete: "off",
      spellcheck: "false",
      "aria-describedby": "workbench-link-error",
    });
    input.value = current;
    const error = element("p", { class: "workbench-dialog__error", id: "workbench-link-error", role: "alert" });
    const save = element("button", { class: "workbench-button workbench-button--main" }, gettext("Set link"));
    const none = button(gettext("Remove link"), { hidden: !current });
    const cancel = button(gettext("Cancel"));
    const form = element(
      "form",
      { method: "dialog", novalidate: true },
      element("label", { for: input.id }, gettext("Address (https://…, mailto:… or a path of this site)")),
      input,
      error,
      element("p", { class: "workbench-dialog__buttons" }, save, none, cancel),
    );
    let answer = null;
    const made = openDialog(gettext("Link"), form);
    input.select();
    form.addEventListener("submit", (event) => {
      const typed = input.value.trim();
      const url = /^[\w-]+(\.[\w-]+)+([/?#]|$)/.test(typed) ? `https://${typed}` : typed;
      if (url && !isSafeUrl(url)) {
        event.preventDefault();
        error.textContent = gettext("This address cannot be linked. Give one that begins with https://, http://, mailto: or tel:, or a path of this site.");
        input.setAttribute("aria-invalid", "true");
        input.focus();
        return;
      }
      answer = url;
    });
    none.addEventListener("click", () => {
      answer = "";
      made.close();
    });
    cancel.addEventListener("click", () => made.close());
    made.addEventListener("close", () => resolve(answer));
  });
}

/** The part between the common beginning and the common end, in an element of its own. */
function marked(text, other, name) {
  const one = [...text];
  const two = [...other];
  let start = 0;
  while (start < one.length && start < two.length && one[start] === two[start]) start += 1;
  let end = 0;
  while (
    end < one.length - start &&
    end < two.length - start &&
    one[one.length - 1 - end] === two[two.length - 1 - end]
  ) {
    end += 1;
  }
  const middle = one.slice(start, one.length - end).join("");
  return [
    one.slice(0, start).join(""),
    ...(middle ? [element(name, {}, middle)] : []),
    one.slice(one.length - end).join(""),
  ];
}

/**
 * Shows what differs between the form and a draft.
 * `differences` is a list of { label, language, now, draft } with HTML or plain text.
 */
export function showDifferences(differences, when) {
  const body = element("tbody");
  for (const { label, language, now, draft } of differences) {
    const [one, two] = [plainText(now), plainText(draft)];
    const same = one === two;
    body.append(
      element(
        "tr",
        {},
        element("th", { scope: "row" }, label),
        element("td", { lang: language }, ...(same ? [one || "–"] : marked(one, two, "del"))),
        element(
          "td",
          { lang: language },
          ...(same ? [two, " ", element("em", {}, gettext("(formatting, order or another field differs)"))] : marked(two, one, "ins")),
        ),
      ),
    );
  }
  const close = button(gettext("Close"), { autofocus: true });
  const table = element(
    "table",
    { class: "workbench-dialog__table workbench-dialog__table--compare" },
    element(
      "thead",
      {},
      element(
        "tr",
        {},
        element("th", { scope: "col" }, gettext("Text")),
        element("th", { scope: "col" }, gettext("In the form")),
        element("th", { scope: "col" }, fill(gettext("In the draft of %(time)s"), { time: when })),
      ),
    ),
    body,
  );
  const made = openDialog(
    gettext("What the draft would change"),
    element(
      "div",
      { class: "workbench-dialog__scroll", tabindex: "0", role: "region", "aria-label": gettext("What the draft would change") },
      table,
    ),
    element("p", { class: "workbench-dialog__buttons" }, close),
  );
  close.addEventListener("click", () => made.close());
}
