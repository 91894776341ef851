// Asks before a link leads away from the site. Without it the words beside the link are the notice.
const dialog = document.querySelector("[data-leaving-dialog]");
const way = dialog.querySelector("[data-go]");

way.addEventListener("click", () => dialog.close());

export function ask(link) {
  dialog.querySelector("[data-address]").textContent = link.href;
  way.href = link.href;
  way.rel = "noopener noreferrer";
  dialog.showModal();
}
