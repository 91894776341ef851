// The accessible browsing bar: starts its tools, and sees to folding, resetting and leaving. Nothing
// here changes the page's own elements or their roles; what the tools show stands beside them.
import { announce, save, show } from "../reader.js";
import * as caption from "./caption.js";
import * as guide from "./guide.js";
import * as keys from "./keys.js";
import * as speech from "./speech.js";

const root = document.documentElement;
const bar = document.querySelector("[data-reader-bar]");
const form = bar.querySelector("[data-preferences]");
const tools = { caption, guide };
// Each name's values in the order in which a shortcut goes through them.
const values = {};
const firsts = {
  size: "medium",
  zoom: "100",
  spacing: "normal",
  theme: "default",
  view: "full",
  pointer: "normal",
  guide: "off",
  caption: "off",
  speed: "normal",
  keys: "on",
};

for (const button of form.querySelectorAll("button[aria-pressed]")) {
  const { on, off } = button.dataset;
  values[button.name] ??= on ? [off] : [];
  values[button.name].push(on ?? button.value);
}

function present(name) {
  return root.dataset[name] ?? firsts[name];
}

function press(name, value) {
  const buttons = [...form.querySelectorAll(`button[name="${name}"][aria-pressed]`)];
  buttons.find((button) => button.value === value)?.click();
}

function step(name, by, isRound = true) {
  const all = values[name];
  const next = all.indexOf(present(name)) + by;
  if (!isRound && !(next in all)) return;
  const value = all[(next + all.length) % all.length];
  // A switch whose value is the default is pressed once more; it then carries the default.
  press(name, value);
}

function fold() {
  const button = bar.querySelector("[data-fold]");
  const isFolded = bar.classList.toggle("reader-bar--folded");
  button.value = isFolded ? "on" : "folded";
  button.setAttribute("aria-expanded", String(!isFolded));
  button.textContent = isFolded ? button.dataset.folded : button.dataset.unfolded;
  save({ bar: isFolded ? "folded" : "on" });
}

function reset() {
  for (const [name, value] of Object.entries(firsts)) {
    show(name, value);
    tools[name]?.set(value);
  }
  speech.stop();
  announce(bar.querySelector("[data-reset]").dataset.said);
  save({ reset: "all" });
}

function leave() {
  const { said } = bar.querySelector("[data-exit]").dataset;
  for (const tool of Object.values(tools)) tool.set("off");
  speech.stop();
  keys.stop();
  document.removeEventListener("keydown", escape);
  delete root.dataset.bar;
  const toggles = [...document.querySelectorAll('button[name="bar"][aria-pressed]')];
  for (const toggle of toggles) {
    toggle.setAttribute("aria-pressed", "false");
    toggle.value = "on";
  }
  bar.remove();
  toggles[0]?.focus();
  announce(said);
  save({ bar: "off" });
}

const acts = {
  "size-up": () => step("size", 1, false),
  "size-down": () => step("size", -1, false),
  zoom: () => step("zoom", 1),
  spacing: () => step("spacing", 1),
  theme: () => step("theme", 1),
  view: () => step("view", 1),
  guide: () => step("guide", 1),
  pointer: () => step("pointer", 1),
  caption: () => step("caption", 1),
  "read-page": speech.readPage,
  "read-here": speech.readHere,
  "read-passage": speech.readPassage,
  pause: speech.pause,
  stop: speech.stop,
  "to-content": () => document.querySelector("#content").focus(),
  "to-navigation": () => document.querySelector(".navigation a").focus(),
  "to-bar": () => bar.focus(),
  list: () => bar.querySelector("[data-shortcuts]").showModal(),
  reset,
  exit: leave,
};

form.addEventListener("submit", (event) => {
  const { submitter } = event;
  if (submitter?.matches("[data-reset]")) reset();
  else if (submitter?.matches("[data-exit]")) leave();
  else if (submitter?.matches("[data-fold]")) fold();
  else return;
  event.preventDefault();
});

bar.addEventListener("click", ({ target }) => {
  const act = target.closest("button[data-act]")?.dataset.act;
  if (act) acts[act]();
});

function escape(event) {
  // An open dialog closes itself; what is typed somewhere is not the bar's.
  if (event.key !== "Escape" || event.defaultPrevented || event.isComposing) return;
  if (document.querySelector("dialog[open]")) return;
  if (event.target.matches?.("input:not([type=radio], [type=checkbox]), textarea, select")) return;
  if (speech.isOn()) speech.stop();
  else leave();
}

document.addEventListener("keydown", escape);
document.addEventListener("reader:choice", ({ detail: { name, value } }) => {
  tools[name]?.set(value);
  if (name === "speed") speech.restart();
});

speech.start(bar);
keys.start(bar, (act) => acts[act]());
for (const [name, tool] of Object.entries(tools)) tool.set(present(name));
