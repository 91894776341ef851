// Drafts in the browser's own storage, so that no typed text is lost with a server, a session, a
// network or a browser. One draft for each user, edition, version of the text and tab.

const PREFIX = "kouan.draft.";
const MAX_AGE = 30 * 24 * 60 * 60 * 1000;
const MAX_LENGTH = 2_000_000;
const MAX_COUNT = 20;

/** This tab's name. A copied tab copies its session storage; its lock tells the two apart. */
export async function tabName() {
  const fresh = () => Math.random().toString(36).slice(2, 10);
  let name = sessionStorage.getItem("kouan.tab") ?? fresh();
  if (navigator.locks) {
    const held = await heldTabs();
    if (held.has(name)) name = fresh();
    navigator.locks.request(`kouan.tab.${name}`, () => new Promise(() => {}));
  }
  sessionStorage.setItem("kouan.tab", name);
  return name;
}

async function heldTabs() {
  if (!navigator.locks) return new Set();
  const { held } = await navigator.locks.query();
  return new Set(
    held.map((lock) => lock.name).filter((name) => name.startsWith("kouan.tab.")).map((name) => name.slice(10)),
  );
}

function all(storage) {
  const found = [];
  for (let index = 0; index < storage.length; index += 1) {
    const key = storage.key(index);
    if (!key?.startsWith(PREFIX)) continue;
    try {
      found.push({ key, ...JSON.parse(storage.getItem(key)) });
    } catch {
      found.push({ key, at: 0 });
    }
  }
  return found.sort((one, other) => other.at - one.at);
}

/** Removes what is older than 30 days, unreadable or beyond the 20 newest. */
export function sweep(storage = localStorage, now = Date.now()) {
  all(storage).forEach((draft, index) => {
    if (!(now - draft.at < MAX_AGE) || index >= MAX_COUNT) storage.removeItem(draft.key);
  });
}

export class Drafts {
  /** `user` and `edition` are the form's data attributes, `base` its lock version. */
  constructor({ user, edition, base, tab }, storage = localStorage) {
    Object.assign(this, { user, edition, base, tab, storage });
    this.scope = `${PREFIX}${user}.${edition}.`;
    this.key = `${this.scope}${base}.${tab}`;
  }

  /** Stores the content; false if there is no room for it. */
  write(content) {
    const text = JSON.stringify({ at: Date.now(), base: this.base, content });
    if (text.length > MAX_LENGTH) return false;
    for (;;) {
      try {
        this.storage.setItem(this.key, text);
        return true;
      } catch {
        // Full: the oldest draft of another form makes room.
        const oldest = all(this.storage).filter((draft) => draft.key !== this.key).at(-1);
        if (!oldest) return false;
        this.storage.removeItem(oldest.key);
      }
    }
  }

  clear() {
    this.storage.removeItem(this.key);
  }

  remove(key) {
    if (key.startsWith(this.scope)) this.storage.removeItem(key);
  }

  /** This user's drafts of this edition that no other open tab is at work on, newest first. */
  async waiting() {
    const open = await heldTabs();
    return all(this.storage).filter((draft) => {
      if (!draft.key.startsWith(this.scope) || !draft.content) return false;
      const tab = draft.key.split(".").at(-1);
      return tab === this.tab || !open.has(tab);
    });
  }

  /** Puts a draft under a name that no tab writes to. */
  setAside(draft) {
    if (draft.key !== this.key) return draft;
    const key = `${this.scope}${draft.base}.${this.tab}~${draft.at}`;
    this.storage.setItem(key, this.storage.getItem(draft.key));
    this.storage.removeItem(draft.key);
    return { ...draft, key };
  }

  /** The server has stored what this tab typed on version `base`. */
  saved(edition, base) {
    this.storage.removeItem(`${PREFIX}${this.user}.${edition}.${base}.${this.tab}`);
  }
}

/** On any page after a save: forgets the drafts named by `data-saved="edition:version …"`. */
export function forgetSaved(root = document, storage = localStorage) {
  const mark = root.querySelector("[data-saved]");
  const tab = sessionStorage.getItem("kouan.tab");
  if (!mark?.dataset.saved || !tab) return;
  for (const saved of mark.dataset.saved.trim().split(/\s+/)) {
    const [edition, base] = saved.split(":");
    for (const draft of all(storage)) {
      if (draft.key.startsWith(PREFIX) && draft.key.endsWith(`.${edition}.${base}.${tab}`)) {
        storage.removeItem(draft.key);
      }
    }
  }
}
