// The large caption bar: repeats what the pointer or the focus is on in large letters, of a text the
// sentence, Chinese with its pinyin. For the eyes alone; a screen reader has the words already.
import { isControl, languageOf, pieceAt, sentencesOf, wordsOf } from "./blocks.js";
import { readings, withPinyin } from "./pinyin.js";

const LONGEST = { zh: 90, en: 180 };
let caption = null;
let shown = { words: "", lang: "" };
let last = "";

function write() {
  const { words, lang } = shown;
  const isChinese = lang.startsWith("zh");
  const most = isChinese ? LONGEST.zh : LONGEST.en;
  const cut = words.length > most ? `${words.slice(0, most)}…` : words;
  caption.lang = lang;
  caption.replaceChildren(...(isChinese ? withPinyin(cut) : [cut]));
}

function say(words, lang) {
  if (!words || (words === shown.words && lang === shown.lang)) return;
  shown = { words, lang };
  write();
}

// How far a sentence is from a point, which may stand between two of its lines.
function distance({ range }, x, y) {
  const away = (value, low, high) => Math.max(low - value, 0, value - high);
  const boxes = [...range.getClientRects()];
  return Math.min(
    ...boxes.map((box) => away(y, box.top, box.bottom) * 4 + away(x, box.left, box.right)),
  );
}

function point({ target, clientX, clientY }) {
  // The page moved under a pointer that rests, as when the focus moves on: the focus counts.
  const at = `${clientX} ${clientY}`;
  if (at === last || !(target instanceof Element)) return;
  last = at;
  const piece = pieceAt(target);
  if (!piece) return;
  if (isControl(piece) || piece.matches("img")) {
    say(wordsOf(piece), languageOf(piece));
    return;
  }
  const near = sentencesOf(piece).map((one) => [distance(one, clientX, clientY), one]);
  const [, sentence] = near.sort(([one], [other]) => one - other)[0] ?? [];
  if (sentence) say(sentence.text, sentence.lang);
}

function focus({ target }) {
  const piece = pieceAt(target);
  if (piece) say(wordsOf(piece), languageOf(piece));
}

export function set(value) {
  document.removeEventListener("pointermove", point);
  document.removeEventListener("pointerdown", point);
  document.removeEventListener("focusin", focus);
  caption?.remove();
  caption = null;
  shown = { words: "", lang: "" };
  if (value === "off") return;
  const mine = document.createElement("div");
  mine.className = "caption";
  mine.setAttribute("aria-hidden", "true");
  document.body.append(mine);
  caption = mine;
  // What was said before the table came gets its pinyin then.
  readings().then(() => {
    if (caption === mine && shown.words) write();
  });
  document.addEventListener("pointermove", point);
  document.addEventListener("pointerdown", point);
  document.addEventListener("focusin", focus);
}
