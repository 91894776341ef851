// What the workbench offers for putting texts beside each other: commands, their list in a dialog,
// and, on the page of a manuscript, the rows in doubt and the pieces that were left out.

import * as alignment from "./alignment.js";
import { openDialog } from "./dialogs.js";
import { button, element } from "./dom.js";
import { keyNames, shortcuts } from "./keys.js";
import * as rows from "./rows.js";
import { LANGUAGES } from "./states.js";
import { fill, gettext } from "./strings.js";
import { languageName } from "./view.js";

const SAID = {
  textUp: (values) => fill(gettext("The %(language)s text is now in row %(number)s."), values),
  textDown: (values) => fill(gettext("The %(language)s text is now in row %(number)s."), values),
  shiftUp: (values) => fill(gettext("The %(language)s texts from row %(number)s on went up."), values),
  shiftDown: (values) => fill(gettext("The %(language)s texts from row %(number)s on went down."), values),
  joinText: (values) => fill(gettext("The next %(language)s text was joined to row %(number)s."), values),
  swap: (values) => fill(gettext("Chinese and English of row %(number)s changed places."), values),
};

/** Gives a workbench the commands of alignment. */
export function install(workbench) {
  const commands = {
    textUp: (place) => alignment.moveText(workbench.rows, place.key, place.language, -1),
    textDown: (place) => alignment.moveText(workbench.rows, place.key, place.language, 1),
    shiftUp: (place) => alignment.shiftUp(workbench.rows, place.key, place.language),
    shiftDown: (place) =>
      alignment.shiftDown(workbench.rows, place.key, place.language, rows.newKey(workbench.taken())),
    joinText: (place) => alignment.joinNext(workbench.rows, place.key, place.language),
    swap: (place) => alignment.swap(workbench.rows, place.key),
  };
  for (const [name, work] of Object.entries(commands)) {
    workbench[`do_${name}`] = (place) => {
      if (!place || (name === "shiftDown" && workbench.isFull())) return;
      const number = workbench.numberOf(place.key);
      const shown = rows.visible(workbench.rows);
      const moves = { textUp: -1, textDown: 1, shiftUp: -1, shiftDown: 1 }[name] ?? 0;
      const target = shown[number - 1 + moves]?.key;
      const next = work(place);
      if (next === workbench.rows) {
        workbench.say(gettext("There is no text to do that with."));
        return;
      }
      const present = (key) => rows.visible(next).find((row) => row.key === key);
      // The focus goes with the text.
      const key = [target, place.key].find(present) ?? rows.visible(next).at(-1)?.key;
      workbench.commit(next, { focus: key && { key, language: place.language } });
      const said = name.startsWith("text") ? workbench.numberOf(key) : number;
      workbench.say(SAID[name]({ language: languageName(place.language), number: said }));
    };
  }
  workbench.do_align = async (place) => {
    const at = place ?? workbench.lastPlace;
    if (!at) return;
    const command = await choose(workbench, at);
    if (command) workbench.run(command.name, { ...at, language: command.language });
  };
  new Doubts(workbench);
}

/** Asks what to do with a row's texts. Resolves to { name, language } or null. */
function choose(workbench, place) {
  const labels = new Map(shortcuts().map(([name, label, code, modifiers]) => [name, [label, code, modifiers]]));
  const groups = LANGUAGES.map((language) => [
    languageName(language),
    language,
    ["textUp", "textDown", "shiftUp", "shiftDown", "joinText"],
  ]);
  groups.push([gettext("Both languages"), place.language, ["swap"]]);
  return new Promise((resolve) => {
    let answer = null;
    const close = button(gettext("Cancel"));
    const made = openDialog(
      fill(gettext("Align row %(number)s"), { number: workbench.numberOf(place.key) }),
      ...groups.map(([title, language, names], index) =>
        element(
          "div",
          { class: "workbench-align", role: "group", "aria-labelledby": `workbench-align-${index}` },
          element("h3", { id: `workbench-align-${index}` }, title),
          ...names.map((name) => {
            const [label, code, modifiers] = labels.get(name);
            const keys = keyNames(code, modifiers).join("+");
            const made = button(label, { title: keys, autofocus: language === place.language && name === "textUp" });
            made.addEventListener("click", () => {
              answer = { name, language };
              made.closest("dialog").close();
            });
            return made;
          }),
        ),
      ),
      element("p", { class: "workbench-dialog__buttons" }, close),
    );
    close.addEventListener("click", () => made.close());
    made.addEventListener("close", () => resolve(answer));
  });
}

/** The marks of rows to look at, which go when their texts change or the editor says so. */
class Doubts {
  constructor(workbench) {
    this.workbench = workbench;
    this.panel = workbench.form.querySelector("[data-manuscript]");
    if (!this.panel) return;
    this.marks = new Map();
    for (const [key, view] of workbench.views) {
      const mark = view.root.querySelector("[data-doubt]");
      const row = rows.find(workbench.rows, key);
      if (!mark || !row) continue;
      this.marks.set(key, { mark, field: view.root.querySelector("[name$=-confidence]"), zh: row.zh, en: row.en });
      if (mark.dataset.doubt === "alone") continue;
      const sure = button(gettext("The pair is right"), { "data-sure": true });
      sure.addEventListener("click", () => this.settle(key, true));
      mark.append(" ", sure);
    }
    this.next = button("", { "data-command": "doubt" });
    this.panel.querySelector("[data-doubts]").replaceChildren(this.next);
    workbench.do_doubt = (place) => this.go(place);
    workbench.form.addEventListener("workbench-render", () => this.update());
    this.panel.addEventListener("click", (event) => {
      const asked = event.target.closest("[data-put-back]");
      if (asked) this.putBack(event, asked);
      if (event.target.closest("[data-swap-all]")) this.swapAll(event);
    });
    this.update();
  }

  open() {
    return rows.visible(this.workbench.rows).filter((row) => this.marks.has(row.key));
  }

  settle(key, moveOn) {
    const { mark, field } = this.marks.get(key);
    this.marks.delete(key);
    mark.hidden = true;
    if (field) field.value = "";
    if (moveOn) this.go({ key });
    this.count();
  }

  update() {
    for (const [key, { zh, en }] of [...this.marks]) {
      const row = rows.find(this.workbench.rows, key);
      const isSettled = row && (row.zh !== zh || row.en !== en || row.noCounterpart);
      if (isSettled && !row.deleted) this.settle(key, false);
    }
    this.count();
  }

  count() {
    const number = this.open().length;
    this.next.textContent = number
      ? fill(gettext("Next row in doubt (%(count)s left)"), { count: number })
      : gettext("No row is in doubt any more.");
    this.next.setAttribute("aria-disabled", String(!number));
  }

  go(place) {
    const open = this.open();
    const order = rows.visible(this.workbench.rows).map((row) => row.key);
    const from = order.indexOf(place?.key);
    const row = open.find((each) => order.indexOf(each.key) > from) ?? open[0];
    if (row) this.workbench.focus({ key: row.key, language: place?.language ?? "en" });
    else this.workbench.say(gettext("No row is in doubt any more."));
  }

  putBack(event, asked) {
    event.preventDefault();
    const { workbench } = this;
    if (workbench.isFull()) return;
    workbench.flush();
    const key = rows.newKey(workbench.taken());
    const language = asked.dataset.language;
    const entry = asked.closest("[data-left]");
    const made = element("div");
    for (const line of entry.querySelector("[data-text]").textContent.split("\n")) {
      if (line.trim()) made.append(element("p", {}, line.trim()));
    }
    const next = rows.add(workbench.rows, rows.visible(workbench.rows).at(-1)?.key ?? null, key);
    workbench.commit(rows.setText(next, key, language, made.innerHTML), { focus: { key, language } });
    entry.append(element("input", { type: "hidden", name: "put_back", value: entry.dataset.left }));
    const number = workbench.numberOf(key);
    entry.querySelector("[data-put-buttons]").replaceChildren(
      fill(gettext("Put back as row %(number)s."), { number }),
    );
    workbench.say(fill(gettext("Put back as row %(number)s."), { number }));
  }

  swapAll(event) {
    event.preventDefault();
    const { workbench } = this;
    workbench.flush();
    let next = workbench.rows;
    for (const row of rows.visible(next)) next = alignment.swap(next, row.key);
    workbench.commit(next);
    for (const name of ["title", "summary", "source", "author", "editor"]) {
      const [zh, en] = LANGUAGES.map((language) => workbench.form.elements[`${name}_${language}`]);
      if (zh && en) [zh.value, en.value] = [en.value, zh.value];
    }
    workbench.touch();
    workbench.count();
    workbench.say(gettext("All texts changed languages."));
  }
}
