// The page on which a manuscript is given in: files may be dropped, and what is pasted keeps its
// formatting. Without this the same form has two file fields and a plain text area.

import { forgetSaved } from "./draft.js";
import { fill, gettext } from "./strings.js";

const NAME = /\.(docx|html?|txt|md)$/i;

function start(form) {
  const zone = form.querySelector("[data-drop]");
  const hint = form.querySelector("[data-drop-hint]");
  const [file, other] = [form.elements.file, form.elements.other];
  hint.hidden = false;
  hint.setAttribute("role", "status");

  // The whole window takes files: one dropped beside the zone would else replace the page.
  const holdsFiles = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");
  addEventListener("dragover", (event) => {
    if (!holdsFiles(event)) return;
    event.preventDefault();
    zone.classList.add("import__drop--over");
  });
  addEventListener("dragleave", (event) => {
    if (!event.relatedTarget) zone.classList.remove("import__drop--over");
  });
  addEventListener("drop", (event) => {
    if (!holdsFiles(event)) return;
    event.preventDefault();
    zone.classList.remove("import__drop--over");
    take([...event.dataTransfer.files]);
  });

  function take(files) {
    const wrong = files.find((each) => !NAME.test(each.name));
    if (wrong) {
      hint.textContent = fill(gettext("“%(name)s” is not read: give a .docx, .html, .txt or .md file."), { name: wrong.name });
      return;
    }
    if (files.length > 2) {
      hint.textContent = gettext("These are more than two files. Drop one, or one in each language.");
      return;
    }
    // One after the other fills both fields, as two at once do.
    const list = files.length === 1 && file.files.length && !other.files.length ? [file.files[0], files[0]] : files;
    [file, other].forEach((field, index) => {
      const holder = new DataTransfer();
      if (list[index]) holder.items.add(list[index]);
      field.files = holder.files;
    });
    hint.textContent = fill(gettext("Chosen: %(names)s"), { names: list.map((each) => each.name).join(", ") });
    form.querySelector(".submit-row [type=submit]").focus();
  }

  keepFormatting(form);
  // Not before the page has done its own focusing.
  requestAnimationFrame(() => form.parentElement.querySelector("[data-refused]")?.focus());

  // A double click would store the manuscript twice.
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "true";
    hint.textContent = gettext("The manuscript is being read…");
  });
  // A page that comes back from the browser's memory may be sent again.
  addEventListener("pageshow", () => delete form.dataset.sent);
}

/** Takes the clipboard's HTML beside its text, until the text is typed on. */
function keepFormatting(form) {
  const { text, html, kind } = form.elements;
  const said = form.querySelector("[data-pasted]");
  let pasted = null;
  text.addEventListener("paste", (event) => {
    const rich = event.clipboardData?.getData("text/html");
    pasted = rich && !text.value.trim() && kind.value === "text" ? rich : null;
  });
  text.addEventListener("input", () => {
    html.value = pasted ?? "";
    said.textContent = pasted
      ? gettext("Pasted with headings, lists, tables and links. Typing here takes the bare text instead.")
      : "";
    pasted = null;
  });
  if (html.value) said.textContent = gettext("Pasted with headings, lists, tables and links. Typing here takes the bare text instead.");
}

forgetSaved();
for (const form of document.querySelectorAll("form[data-import]")) start(form);
