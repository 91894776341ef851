// The large caption bar: repeats what the pointer or the focus is on in large letters, Chinese with
// its pinyin. For the eyes alone; a screen reader has the words already.
import { languageOf, pieceAt, wordsOf } from "./blocks.js";
import { readings, withPinyin } from "./pinyin.js";

const LONGEST = 160;
let caption = null;
let shown = null;
let last = "";

function point(event) {
  // The page moved under a pointer that rests, as when the focus moves on: the focus counts.
  const at = `${event.clientX} ${event.clientY}`;
  if (at !== last) say(event);
  last = at;
}

function say({ target }) {
  const piece = target instanceof Element ? pieceAt(target) : null;
  if (!piece || piece === shown) return;
  shown = piece;
  let words = wordsOf(piece);
  if (words.length > LONGEST) words = `${words.slice(0, LONGEST)}…`;
  caption.lang = languageOf(piece);
  if (!caption.lang.startsWith("zh")) caption.replaceChildren(words);
  else caption.replaceChildren(...withPinyin(words));
}

export function set(value) {
  document.removeEventListener("pointerover", point);
  document.removeEventListener("focusin", say);
  caption?.remove();
  caption = shown = null;
  if (value === "off") return;
  caption = document.createElement("div");
  caption.className = "caption";
  caption.setAttribute("aria-hidden", "true");
  document.body.append(caption);
  readings();
  document.addEventListener("pointerover", point);
  document.addEventListener("focusin", say);
}
