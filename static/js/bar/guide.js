// The reading guide: a line, or a cross, that follows the pointer and the focus.
let guide = null;
let last = "";

function place(x, y) {
  guide.querySelector(".guide__across").style.translate = `0 ${y}px`;
  const down = guide.querySelector(".guide__down");
  if (down) down.style.translate = `${x}px 0`;
}

function follow(event) {
  // Browsers also tell of a pointer that rests while the page moves under it; the focus counts then.
  const at = `${event.clientX} ${event.clientY}`;
  if (at === last) return;
  last = at;
  // Below the words under the pointer, which it must not strike through.
  place(event.clientX, event.clientY + 14);
}

function followFocus({ target }) {
  const box = target.getBoundingClientRect();
  place(box.left, box.bottom + 2);
}

export function set(value) {
  guide?.remove();
  guide = null;
  document.removeEventListener("pointermove", follow);
  document.removeEventListener("focusin", followFocus);
  if (value === "off") return;
  guide = document.createElement("div");
  guide.className = `guide guide--${value}`;
  guide.setAttribute("aria-hidden", "true");
  for (const name of value === "cross" ? ["across", "down"] : ["across"]) {
    const line = document.createElement("div");
    line.className = `guide__${name}`;
    guide.append(line);
  }
  document.body.append(guide);
  place(innerWidth / 2, innerHeight / 2);
  document.addEventListener("pointermove", follow);
  document.addEventListener("focusin", followFocus);
}
