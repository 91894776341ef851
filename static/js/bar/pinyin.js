// Pinyin of Chinese words, from a table that the site sends once: what a reader points at stays on the
// reader's own device.
const address = document.querySelector("[data-pinyin]").dataset.pinyin;
let wanted = null;
let table = null;

export function readings() {
  wanted ??= fetch(address)
    .then((response) => response.json())
    .then(({ syllables, words }) => {
      const characters = new Map();
      for (const [syllable, all] of Object.entries(syllables)) {
        for (const character of all) characters.set(character, syllable);
      }
      const longest = Math.max(...Object.keys(words).map((word) => word.length));
      table = { characters, words: new Map(Object.entries(words)), longest };
    })
    .catch(() => {
      // Captions without pinyin; the next page asks again.
    });
  return wanted;
}

// The syllable of each character, "" where there is none. The longest known word counts.
export function syllablesOf(text) {
  const result = [];
  let index = 0;
  while (index < text.length) {
    let word = "";
    for (let length = table.longest; length > 1 && !word; length -= 1) {
      const piece = text.slice(index, index + length);
      if (piece.length === length && table.words.has(piece)) word = piece;
    }
    if (word) result.push(...table.words.get(word).split(" "));
    else result.push(table.characters.get(text[index]) ?? "");
    index += word.length || 1;
  }
  return result;
}

// Nodes to show: each Han character in a <ruby> with its pinyin, the rest as it is.
export function withPinyin(text) {
  if (!table) return [text];
  return syllablesOf(text).map((syllable, index) => {
    if (!syllable) return text[index];
    const ruby = document.createElement("ruby");
    const reading = document.createElement("rt");
    reading.lang = "zh-Latn-pinyin";
    reading.textContent = syllable;
    ruby.append(text[index], reading);
    return ruby;
  });
}
