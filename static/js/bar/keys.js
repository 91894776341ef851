// Keyboard shortcuts, all with Alt and Shift; the list in the bar names them, its switch stops them.
let listener = null;

export function start(bar, act) {
  const acts = {};
  for (const item of bar.querySelectorAll("[data-key]")) acts[item.dataset.key] = item.dataset.does;
  listener = (event) => {
    if (!event.altKey || !event.shiftKey || event.ctrlKey || event.metaKey) return;
    if (document.documentElement.dataset.keys === "off") return;
    // There Alt and Shift type letters on some systems.
    if (event.target.matches?.("input, textarea, select, [contenteditable]")) return;
    const wanted = acts[event.code];
    if (!wanted || document.querySelector("dialog[open]")) return;
    event.preventDefault();
    act(wanted);
  };
  document.addEventListener("keydown", listener);
}

export function stop() {
  document.removeEventListener("keydown", listener);
}
