// Without this module the forms still work: they post and the page comes back changed.
const root = document.documentElement;
const announcements = document.querySelector("[data-announcements]");

export function announce(words) {
  if (announcements) announcements.textContent = words;
}

export function save(values) {
  fetch(document.querySelector("[data-preferences]").action, {
    method: "POST",
    body: new URLSearchParams(values),
    redirect: "manual",
    keepalive: true,
  }).catch(() => {
    // Offline: the choice holds on this page and is made again on the next.
  });
}

export function show(name, value) {
  root.dataset[name] = value;
  for (const button of document.querySelectorAll(`button[name="${name}"][aria-pressed]`)) {
    const { on, off } = button.dataset;
    const isPressed = (on ?? button.value) === value;
    button.setAttribute("aria-pressed", String(isPressed));
    if (on) button.value = isPressed ? off : on;
  }
}

document.addEventListener("submit", (event) => {
  const { submitter, target } = event;
  // Reset and exit change more than one attribute; the bar's modules or the server see to them.
  if (!target.matches("[data-preferences]") || !submitter?.dataset.said) return;
  if (event.defaultPrevented) return;
  event.preventDefault();
  const { name, value, dataset } = submitter;
  show(name, value);
  announce(value === dataset.off ? dataset.unsaid : dataset.said);
  document.dispatchEvent(new CustomEvent("reader:choice", { detail: { name, value } }));
  save({ [name]: value });
});

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[data-leaving]");
  const isPlain = !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
  if (!link || !isPlain || event.defaultPrevented) return;
  event.preventDefault();
  import("./leaving.js").then(
    ({ ask }) => ask(link),
    () => location.assign(link.href),
  );
});

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false; // in the admin, which has no sheet for readers without scripts
  button.addEventListener("click", () => window.print());
}

window.addEventListener("beforeprint", () => {
  const now = new Date();
  const two = (number) => String(number).padStart(2, "0");
  const day = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  for (const place of document.querySelectorAll("[data-print-date]")) {
    place.textContent = day;
    place.closest("[data-printed]").hidden = false;
  }
});
