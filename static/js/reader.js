// Without this module the forms still work: they post and the page comes back changed.
const root = document.documentElement;
const announcements = document.querySelector("[data-announcements]");

for (const form of document.querySelectorAll("[data-preferences]")) {
  form.addEventListener("submit", (event) => {
    const { submitter } = event;
    // Reset and exit change more than one attribute; the server renders them.
    if (!submitter?.dataset.said) return;
    event.preventDefault();
    const { name, value } = submitter;
    root.dataset[name] = value;
    for (const button of document.querySelectorAll(`button[name="${name}"][aria-pressed]`)) {
      button.setAttribute("aria-pressed", String(button.value === value));
    }
    if (announcements) announcements.textContent = submitter.dataset.said;
    fetch(form.action, {
      method: "POST",
      body: new URLSearchParams({ [name]: value }),
      redirect: "manual",
    }).catch(() => {
      // Offline: the choice holds on this page and is made again on the next.
    });
  });
}

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
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
