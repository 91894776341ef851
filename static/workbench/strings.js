// Django's JavaScript catalogue puts gettext on window; without it the English source stands.

export function gettext(text) {
  return typeof window.gettext === "function" ? window.gettext(text) : text;
}

/** A translated sentence with named places: `fill(gettext("Row %(number)s"), { number: 7 })`. */
export function fill(sentence, values) {
  return sentence.replace(/%\((\w+)\)s/g, (place, name) => String(values[name] ?? place));
}
