// Shows the preview beside the form. Without this module the link opens it as a page of its own.
const link = document.querySelector("[data-preview]");

if (link) {
  let panel = null;

  const close = () => {
    panel.remove();
    panel = null;
    document.body.classList.remove("has-preview");
    link.setAttribute("aria-expanded", "false");
    link.focus();
  };

  const open = () => {
    panel = document.createElement("aside");
    panel.className = "preview-panel";
    panel.setAttribute("aria-label", link.textContent.trim());
    const frame = document.createElement("iframe");
    frame.src = link.dataset.preview;
    frame.title = link.textContent.trim();
    panel.append(frame);
    document.body.append(panel);
    document.body.classList.add("has-preview");
    link.setAttribute("aria-expanded", "true");
  };

  link.setAttribute("role", "button");
  link.setAttribute("aria-expanded", "false");
  link.addEventListener("click", (event) => {
    // A new tab was asked for, or there is no room for two.
    if (event.ctrlKey || event.metaKey || event.shiftKey || window.innerWidth < 1100) return;
    event.preventDefault();
    if (panel) close();
    else open();
  });
  link.addEventListener("keydown", (event) => {
    if (event.key === " ") {
      event.preventDefault();
      link.click();
    }
  });
}
