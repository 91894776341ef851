// The shortcuts: one table for the listener, the help dialog and docs/workbench.md.
//
// All have a modifier (WCAG 2.1.4). Alt is free of the browser's own commands once a page handles
// it, and of input methods, which use Ctrl and Shift. Letters go by their place on the keyboard,
// so that a Chinese input method or macOS's special characters do not hide them.

import { gettext } from "./strings.js";

export const isMac = /Mac|iP(hone|ad)/.test(navigator.platform);

// [command, label, code, modifiers]: "alt", "alt shift", "mod" (Ctrl, on a Mac Command).
export function shortcuts() {
  return [
    ["next", gettext("Next row, same language"), "ArrowDown", "alt"],
    ["previous", gettext("Previous row, same language"), "ArrowUp", "alt"],
    ["other", gettext("Other language, same row"), "KeyO", "alt"],
    ["work", gettext("Next row that needs work"), "KeyN", "alt"],
    ["finding", gettext("Next finding"), "KeyF", "alt"],
    ["findingBack", gettext("Previous finding"), "KeyF", "alt shift"],
    ["split", gettext("Split the row at the cursor"), "Enter", "alt"],
    ["merge", gettext("Merge the row with the one above"), "KeyJ", "alt"],
    ["add", gettext("Add a row below"), "KeyA", "alt"],
    ["up", gettext("Move the row up"), "ArrowUp", "alt shift"],
    ["down", gettext("Move the row down"), "ArrowDown", "alt shift"],
    ["remove", gettext("Delete the row"), "Delete", "alt"],
    ["counterpart", gettext("No counterpart needed, on or off"), "KeyC", "alt"],
    ["correct", gettext("Still correct, on or off"), "KeyY", "alt"],
    ["textUp", gettext("Move this text one row up"), "PageUp", "alt"],
    ["textDown", gettext("Move this text one row down"), "PageDown", "alt"],
    ["shiftUp", gettext("Shift this and all following texts of the language up"), "PageUp", "alt shift"],
    ["shiftDown", gettext("Shift this and all following texts of the language down"), "PageDown", "alt shift"],
    ["joinText", gettext("Join the language's next text to this one"), "KeyJ", "alt shift"],
    ["swap", gettext("Exchange Chinese and English in the row"), "KeyX", "alt"],
    ["align", gettext("Align: all of these in a list"), "KeyL", "alt"],
    ["bold", gettext("Bold"), "KeyB", "mod"],
    ["link", gettext("Link"), "KeyK", "mod"],
    ["superscript", gettext("Superscript"), "Period", "mod"],
    ["undo", gettext("Undo"), "KeyZ", "mod"],
    ["redo", gettext("Redo"), "KeyZ", "mod shift"],
    ["redo", gettext("Redo"), "KeyY", "mod"],
    ["save", gettext("Save"), "KeyS", "mod"],
    ["help", gettext("Keyboard shortcuts"), "Slash", "mod"],
  ];
}

const table = new Map(
  shortcuts().map(([command, , code, modifiers]) => [`${modifiers} ${code}`, command]),
);

/** The command a key press asks for, or undefined. */
export function commandOf(event) {
  if (event.isComposing) return undefined;
  const mod = isMac ? event.metaKey : event.ctrlKey;
  const others = isMac ? event.ctrlKey : event.metaKey;
  if (others || (mod && event.altKey)) return undefined;
  const modifiers = [event.altKey && "alt", mod && "mod", event.shiftKey && "shift"];
  return table.get(`${modifiers.filter(Boolean).join(" ")} ${event.code}`);
}

const NAMES = { ArrowDown: "↓", ArrowUp: "↑", PageDown: "PgDn", PageUp: "PgUp", Period: ".", Slash: "/" };

/** The keys as the help shows them: ["Alt", "↓"]. */
export function keyNames(code, modifiers) {
  const names = modifiers.split(" ").map((modifier) => {
    if (modifier === "shift") return isMac ? "⇧" : "Shift";
    if (modifier === "alt") return isMac ? "⌥" : "Alt";
    return isMac ? "⌘" : "Ctrl";
  });
  return [...names, NAMES[code] ?? code.replace(/^Key/, "")];
}
