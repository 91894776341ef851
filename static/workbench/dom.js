// Elements without HTML strings.

/** `element("button", { type: "button", class: "x" }, "text", child)`; true sets a bare attribute. */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === true) made.setAttribute(key, "");
    else if (value !== false && value !== null && value !== undefined) made.setAttribute(key, value);
  }
  made.append(...children);
  return made;
}

export function button(label, attributes = {}) {
  return element("button", { type: "button", class: "workbench-button", ...attributes }, label);
}
