// Reading aloud with the device's own voices: a passage, from here, or the page, each part in its own
// language, the sentence marked where it stands. Where there is no Web Speech its buttons are hidden.
import { announce } from "../reader.js";
import { blockOf, blocksOf, sentencesOf } from "./blocks.js";

const RATES = { slow: 0.7, normal: 1, fast: 1.4, fastest: 2 };
const VOICES = { "zh-Hans": "zh-CN", en: "en-GB" };
const synthesis = globalThis.speechSynthesis;
const mark = globalThis.CSS?.highlights && globalThis.Highlight ? new Highlight() : null;
let messages = {};
let template = null;
let player = null;
let queue = [];
let place = 0;
// What the reader last pointed at with a click or a selection.
let anchor = null;
// A new number for every start: an utterance that was cut off still ends, later.
let round = 0;
let opener = null;

export function start(bar) {
  messages = bar.querySelector("[data-messages]").dataset;
  template = bar.querySelector("[data-player]");
  if (!synthesis) {
    for (const element of bar.querySelectorAll("[data-speech]")) element.hidden = true;
    return;
  }
  synthesis.getVoices(); // some browsers begin to load them when first asked
  if (mark) CSS.highlights.set("reading", mark);
  document.addEventListener("selectionchange", () => {
    const { anchorNode } = getSelection();
    if (content().contains(anchorNode)) anchor = anchorNode;
  });
  // Else the voice would go on over the next page.
  addEventListener("pagehide", stop);
}

export function isOn() {
  return Boolean(player);
}

export function readPage() {
  read(blocksOf(content()));
}

export function readHere() {
  const blocks = blocksOf(content());
  read(blocks.slice(Math.max(blocks.indexOf(here(blocks)), 0)));
}

export function readPassage() {
  const block = here(blocksOf(content()));
  const passage = block?.closest(".passage");
  if (block) read(passage ? blocksOf(passage) : [block]);
}

export function pause() {
  if (!player) return;
  const button = player.querySelector("[data-act=pause]");
  const pausing = !isPaused();
  button.dataset.isPaused = String(pausing);
  button.textContent = pausing ? button.dataset.goOn : button.dataset.pause;
  if (pausing) synthesis.pause();
  else synthesis.resume();
  announce(pausing ? messages.paused : "");
}

export function stop() {
  if (!player) return;
  round += 1;
  queue = [];
  synthesis.cancel();
  mark?.clear();
  if (player.contains(document.activeElement) && opener?.isConnected) opener.focus();
  player.remove();
  player = null;
}

function isPaused() {
  return player.querySelector("[data-act=pause]").dataset.isPaused === "true";
}

// A changed speed holds from the sentence that is being read, after a pause from the next.
export function restart() {
  if (!player || isPaused()) return;
  round += 1;
  synthesis.cancel();
  speak();
}

function content() {
  return document.querySelector("#content");
}

function here(blocks) {
  const focused = content().contains(document.activeElement) ? document.activeElement : null;
  for (const node of [anchor, focused === content() ? null : focused]) {
    const block = node?.isConnected ? blockOf(node) : null;
    if (blocks.includes(block)) return block;
  }
  const top = parseFloat(getComputedStyle(document.documentElement).scrollPaddingTop) || 0;
  return blocks.find((block) => block.getBoundingClientRect().bottom > top) ?? blocks[0];
}

function read(blocks) {
  if (!synthesis || !blocks.length) return;
  stop();
  round += 1;
  synthesis.cancel();
  synthesis.resume();
  queue = blocks.flatMap(sentencesOf);
  place = 0;
  opener = document.activeElement;
  player = template.content.firstElementChild.cloneNode(true);
  player.addEventListener("click", ({ target }) => {
    const act = target.closest("button")?.dataset.act;
    if (act === "pause") pause();
    if (act === "stop") stop();
  });
  document.body.append(player);
  announce(messages.reading);
  speak();
}

function speak() {
  const sentence = queue[place];
  if (!sentence) {
    stop();
    announce(messages.ended);
    return;
  }
  const mine = round;
  const utterance = new SpeechSynthesisUtterance(sentence.text);
  utterance.lang = VOICES[sentence.lang] ?? sentence.lang;
  const voice = voiceFor(utterance.lang);
  if (voice) utterance.voice = voice;
  utterance.rate = RATES[document.documentElement.dataset.speed] ?? 1;
  const next = () => {
    if (mine !== round) return;
    place += 1;
    speak();
  };
  utterance.onend = next;
  utterance.onerror = ({ error }) => {
    if (mine !== round) return;
    if (/voice|language/.test(error)) announce(messages.noVoice);
    next();
  };
  show(sentence);
  synthesis.speak(utterance);
}

// A voice of the very region before one of the language, one on the device before one that sends
// the text elsewhere.
function voiceFor(lang) {
  const code = (voice) => voice.lang.replace("_", "-").toLowerCase();
  const wanted = lang.toLowerCase();
  const near = synthesis.getVoices().filter((voice) => code(voice).startsWith(wanted.slice(0, 2)));
  const local = near.filter((voice) => voice.localService);
  const exact = (voices) => voices.find((voice) => code(voice) === wanted);
  return exact(local) ?? local[0] ?? exact(near) ?? near[0];
}

function show({ range }) {
  mark?.clear();
  if (!range) return;
  mark?.add(range);
  const box = range.getBoundingClientRect();
  if (box.top < 80 || box.bottom > innerHeight - 120) {
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const behavior = still ? "instant" : "smooth";
    scrollBy({ top: box.top - innerHeight / 3, behavior });
  }
}
