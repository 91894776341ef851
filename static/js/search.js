// Without this module the form works as it is: it is sent and the page of results comes. With it,
// suggestions stand below the field while a reader types: an editable combobox with a list, as the
// ARIA Authoring Practices describe it.
const PAUSE = 150;
const SHORTEST = 1;
let number = 0;

function suggest(form) {
  const input = form.querySelector("input[name=q]");
  const announcements = document.querySelector("[data-announcements]");
  const list = document.createElement("ul");
  number += 1;
  list.id = `suggestions-${number}`;
  list.className = "suggestions";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", input.dataset.label);
  input.after(list);
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-expanded", "false");
  input.setAttribute("aria-controls", list.id);

  let timer;
  let request;
  let typed = input.value;

  const options = () => [...list.children];
  const selected = () => list.querySelector('[aria-selected="true"]');

  function close() {
    list.hidden = true;
    list.replaceChildren();
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function select(option) {
    selected()?.setAttribute("aria-selected", "false");
    if (!option) {
      input.removeAttribute("aria-activedescendant");
      return;
    }
    option.setAttribute("aria-selected", "true");
    input.setAttribute("aria-activedescendant", option.id);
  }

  function take(option) {
    input.value = option.textContent;
    close();
    form.requestSubmit();
  }

  function show(suggestions) {
    list.replaceChildren(
      ...suggestions.map((text, place) => {
        const option = document.createElement("li");
        option.id = `${list.id}-${place}`;
        option.className = "suggestions__item";
        option.setAttribute("role", "option");
        option.setAttribute("aria-selected", "false");
        option.textContent = text;
        return option;
      }),
    );
    list.hidden = suggestions.length === 0;
    input.setAttribute("aria-expanded", String(!list.hidden));
    input.removeAttribute("aria-activedescendant");
    if (announcements && suggestions.length) {
      announcements.textContent = input.dataset.said.replace("#", suggestions.length);
    }
  }

  async function ask() {
    typed = input.value;
    request?.abort();
    if (typed.trim().length < SHORTEST) {
      close();
      return;
    }
    request = new AbortController();
    const query = new URLSearchParams({ q: typed });
    try {
      const response = await fetch(`${form.dataset.search}?${query}`, { signal: request.signal });
      if (!response.ok) return;
      const { suggestions } = await response.json();
      if (input.value === typed && document.activeElement === input) show(suggestions);
    } catch {
      // Offline, or asked anew: the form itself still works.
    }
  }

  input.addEventListener("input", (event) => {
    // While an input method composes, what stands in the field is not yet what is meant.
    if (event.isComposing) return;
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  });
  input.addEventListener("compositionend", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  });
  input.addEventListener("keydown", (event) => {
    if (event.isComposing || list.hidden) return;
    const all = options();
    const place = all.indexOf(selected());
    if (event.key === "ArrowDown") select(all[(place + 1) % all.length]);
    else if (event.key === "ArrowUp") select(all[place < 1 ? all.length - 1 : place - 1]);
    else if (event.key === "Escape") close();
    else if (event.key === "Enter" && place >= 0) take(all[place]);
    else return;
    event.preventDefault();
  });
  // The field keeps the focus while an option is pressed.
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target.closest('[role="option"]');
    if (option) take(option);
  });
  input.addEventListener("blur", () => {
    clearTimeout(timer);
    request?.abort();
    close();
  });
}

for (const form of document.querySelectorAll("form[data-search]")) suggest(form);
