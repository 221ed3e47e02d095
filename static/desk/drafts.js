// Keeps what is typed into every form marked `data-draft`, so that nothing is lost by a crash, a closed tab or bad wifi.
// Within a second of a key the server has it; until it has, this browser keeps a copy of its own (IndexedDB).

import { _ } from "../said.js";
import { compared } from "./compared.js";
import { signedOut } from "./signin.js";
import { tab } from "./tab.js";

const PERIOD = 700;
const ADDRESS = document.body.dataset.drafts;
const WHO = document.body.dataset.person;

const store = new Promise((resolve) => {
  const asked = indexedDB.open("typing", 1);
  asked.onupgradeneeded = () => asked.result.createObjectStore("drafts");
  asked.onsuccess = () => resolve(asked.result);
  asked.onerror = () => resolve(null);
});

async function inStore(mode, act) {
  const database = await store;
  if (!database) return undefined;
  return new Promise((resolve) => {
    const transaction = database.transaction("drafts", mode, { durability: "strict" });
    const asked = act(transaction.objectStore("drafts"));
    transaction.oncomplete = () => resolve(asked?.result);
    transaction.onerror = transaction.onabort = () => resolve(undefined);
  });
}

const fieldsOf = (form) => {
  const fields = [...new FormData(form)].filter(([name, value]) => typeof value === "string" && !name.startsWith("csrf") && name !== "_tab");
  return form.hasAttribute("data-merge") ? together(fields) : fields;
};

// The merge page sends a text in pieces (see desk/forms/choices.py); a draft holds the text, as the ordinary form does.
function together(fields) {
  const all = new Map(fields);
  const plain = fields.filter(([name]) => !name.includes("~") && name !== "_merged");
  for (const [key, count] of fields.filter(([name]) => name.endsWith("~of"))) {
    const name = key.slice(0, -3);
    const pieces = Array.from({ length: Number(count) }, (_, at) => {
      const piece = `${name}~${at}`;
      if (!all.has(`${piece}~mine`)) return all.get(piece);
      const pick = all.get(`${piece}~pick`);
      return pick === "theirs" || pick === "mine" ? all.get(`${piece}~${pick}`) : `${all.get(piece)}\n`;
    });
    const text = pieces.join("").replace(/\n$/, "");
    if (text || all.get(`${name}~as`) !== "box") plain.push([name, text]);
  }
  return plain;
}
// Signing in again in another tab changes the protection of forms; the cookie has the one that holds now.
const token = () => document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1];
const placeOf = (form) => new URL(form.action).pathname;
const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);
const hour = (moment) => new Date(moment).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit", hour12: false });

class Typing {
  constructor(form) {
    this.form = form;
    this.place = placeOf(form);
    this.key = `${WHO} ${this.place} ${tab}`;
    this.loaded = fieldsOf(form);
    this.sequence = Number(sessionStorage.getItem("typed")); // a clock that is set back must not make new typing look old
    this.timer = 0;
    this.status = statusOf(form);
    const hidden = document.createElement("input");
    Object.assign(hidden, { type: "hidden", name: "_tab", value: tab });
    form.append(hidden);
    form.addEventListener("input", () => this.typed());
    form.addEventListener("change", () => this.typed());
    form.addEventListener("saved", () => this.forget());
    form.addEventListener("submit", (event) => {
      clearTimeout(this.timer);
      this.timer = 0;
      this.isSent = true;
      // Whatever was typed in this tab up to here is in this save: no draft of it is let in once it is accepted.
      hidden.value = this.sequence ? `${tab} ${this.sequence}` : tab;
      if (token()) form.elements.csrfmiddlewaretoken.value = token();
      sessionStorage.setItem(`sent ${this.place}`, this.sequence);
      // A save may be refused or never arrive. A script that saves on the page has prevented the sending.
      setTimeout(() => event.defaultPrevented || this.send(true));
    });
  }

  typed() {
    this.isSent = false;
    this.sequence = Math.max(this.sequence + 1, Date.now());
    sessionStorage.setItem("typed", this.sequence);
    this.draft = { place: this.place, tab, sequence: this.sequence, fields: fieldsOf(this.form), typed_at: new Date().toISOString() };
    inStore("readwrite", (drafts) => drafts.put(this.draft, this.key));
    this.timer ||= setTimeout(() => this.send(), PERIOD);
  }

  async send(isLast = false) {
    clearTimeout(this.timer);
    this.timer = 0;
    const draft = this.draft;
    if (!draft || (this.isSent && !isLast) || draft.sequence === this.kept) return;
    try {
      const answer = await fetch(ADDRESS, {
        method: "POST",
        headers: { "Content-Type": "application/json", "X-CSRFToken": token() ?? this.form.elements.csrfmiddlewaretoken.value },
        body: JSON.stringify(draft),
        keepalive: isLast,
        redirect: "manual",
      });
      if (answer.type === "opaqueredirect" || answer.status === 403) {
        signedOut();
        this.say(_("Signed out. Your typing is kept in this browser."));
      } else if (answer.ok) {
        this.kept = draft.sequence;
        if (!this.draft) return this.forget(); // saved while this was on its way
        this.say(_("Typing kept {hour}, not yet saved", { hour: hour(draft.typed_at) }));
        if (this.draft === draft) inStore("readwrite", (drafts) => drafts.delete(this.key));
        if (this.restored) this.release(this.restored);
        return;
      } else {
        this.say((await answer.json()).error ?? _("Your typing is kept in this browser only. Save soon."));
      }
    } catch {
      this.say(_("No connection. Your typing is kept in this browser and sent when the connection is back."));
    }
    this.timer ||= setTimeout(() => this.send(), 3000);
  }

  // A page that saves by itself says so: nothing typed before is unsaved any more.
  forget() {
    clearTimeout(this.timer);
    this.timer = 0;
    this.draft = undefined;
    this.say("");
    this.loaded = fieldsOf(this.form);
    inStore("readwrite", (drafts) => drafts.delete(this.key));
    if (this.kept) this.drop({ tab });
    if (this.restored) this.release(this.restored);
    this.kept = undefined;
  }

  // What was restored lies under this tab now; under the one it came from it would be offered again after the save.
  release(from) {
    this.restored = undefined;
    inStore("readwrite", (drafts) => drafts.delete(`${WHO} ${this.place} ${from}`));
    this.drop({ tab: from });
  }

  drop(more = {}) {
    const body = new URLSearchParams({ place: this.place, csrfmiddlewaretoken: token() ?? this.form.elements.csrfmiddlewaretoken.value, ...more });
    return fetch(`${ADDRESS}drop/`, { method: "POST", body, keepalive: true }).catch(() => {});
  }

  say(words) {
    if (this.status.textContent !== words) this.status.textContent = words; // said once, not at every key
  }

  // What was typed here before and neither saved nor discarded: the server's, and this browser's where it is later.
  async offer() {
    const [{ drafts, saved }, ours] = await Promise.all([this.fromServer(), this.fromBrowser()]);
    const isSaved = (draft) => draft.sequence <= (saved[draft.tab] ?? 0);
    for (const draft of ours.filter(isSaved)) inStore("readwrite", (kept) => kept.delete(`${WHO} ${this.place} ${draft.tab}`));
    const latest = new Map(); // of each tab: what it typed before that is in there
    for (const draft of [...drafts, ...ours]) if (!(latest.get(draft.tab)?.sequence >= draft.sequence)) latest.set(draft.tab, draft);
    const found = [...latest.values()].filter((draft) => !isSaved(draft) && !this.isShown(draft));
    found.sort((one, other) => other.sequence - one.sequence);
    if (found.length) this.ask(found[0]);
  }

  // A page that answers a refused save holds what was sent, and nothing older of its tab may be put over that.
  isShown(draft) {
    const isRefused = performance.getEntriesByType("navigation")[0]?.responseStatus >= 400;
    const sent = Number(sessionStorage.getItem(`sent ${this.place}`));
    return same(draft.fields, this.loaded) || (isRefused && draft.tab === tab && draft.sequence <= sent);
  }

  async fromServer() {
    try {
      const answer = await fetch(`${ADDRESS}?place=${encodeURIComponent(this.place)}`, { redirect: "manual" });
      if (answer.ok) return await answer.json();
    } catch {
      // no connection: what this browser keeps is offered
    }
    return { drafts: [], saved: {} };
  }

  async fromBrowser() {
    const keys = (await inStore("readonly", (drafts) => drafts.getAllKeys())) ?? [];
    const mine = keys.filter((key) => key.startsWith(`${WHO} ${this.place} `));
    return (await Promise.all(mine.map((key) => inStore("readonly", (drafts) => drafts.get(key))))).filter(Boolean);
  }

  ask(draft) {
    const note = document.createElement("div");
    note.className = "note plain typed";
    note.setAttribute("role", "status");
    const words = document.createElement("p");
    const version = (fields) => fields.find(([name]) => name === "version")?.[1];
    const isLate = version(draft.fields) !== version(this.loaded);
    words.textContent = _("You typed here at {hour} and did not save.", { hour: hour(draft.typed_at) });
    if (isLate) words.textContent += ` ${_("It was saved from elsewhere since then: when you restore and save, you see both side by side.")}`;
    note.append(words, compared(this.form, draft.fields, this.loaded));
    const row = document.createElement("p");
    row.className = "bar";
    row.append(
      button(_("Restore what I typed"), () => { this.restore(draft); note.remove(); }),
      button(_("Discard it"), () => { this.discard(); note.remove(); }, "bare"),
    );
    note.append(row);
    this.form.before(note);
  }

  // With the versions it was typed over: what changed meanwhile is met by the save, and never written over unseen.
  restore(draft) {
    const values = new Map();
    for (const [name, value] of draft.fields) values.set(name, [...(values.get(name) ?? []), value]);
    for (const control of this.form.elements) {
      const { name, type } = control;
      if (!name || name === "_tab" || name.startsWith("csrf") || ["submit", "button", "file"].includes(type)) continue;
      const wanted = values.get(name) ?? [];
      if (type === "checkbox") control.checked = wanted.includes(control.value);
      else if (type === "radio") control.checked = wanted.length ? wanted.includes(control.value) : control.checked;
      else if (wanted.length) control.value = wanted.shift();
    }
    if (draft.tab !== tab) this.restored = draft.tab;
    this.typed();
    this.send();
    this.form.dispatchEvent(new CustomEvent("restored", { detail: { typed: new Map(draft.fields), shown: new Map(this.loaded) } }));
    this.form.querySelector("textarea, input:not([type=hidden]), select")?.focus();
  }

  async discard() {
    const keys = (await inStore("readonly", (drafts) => drafts.getAllKeys())) ?? [];
    for (const key of keys) if (key.startsWith(`${WHO} ${this.place} `)) inStore("readwrite", (drafts) => drafts.delete(key));
    await this.drop();
  }
}

// Where it is said whether typing is kept: in the form, elsewhere on the page, or at the end of the form.
function statusOf(form) {
  const free = [...document.querySelectorAll("[data-draft-status]")].find((one) => !one.closest("form"));
  const found = form.querySelector("[data-draft-status]") ?? free;
  if (found) return found;
  const made = document.createElement("p");
  made.className = "soft small";
  made.dataset.draftStatus = "";
  made.setAttribute("role", "status");
  form.append(made);
  return made;
}

function button(words, act, look = "alt") {
  const made = document.createElement("button");
  Object.assign(made, { type: "button", className: look, textContent: words });
  made.addEventListener("click", act);
  return made;
}

// Whoever writes in the box of a merge page chooses it.
for (const box of document.querySelectorAll(".clash :is(textarea, select, input:not([type=radio], [type=hidden]))")) {
  box.addEventListener("input", () => { box.closest(".pick").querySelector("input[type=radio]").checked = true; });
}

const all = [...document.querySelectorAll("form[data-draft]")].map((form) => new Typing(form));
// What the merge page asks about is what was typed before.
for (const typing of all.filter(({ form }) => !form.hasAttribute("data-merge"))) {
  const folded = typing.form.closest("details:not([open])"); // a page may have a hundred of them: asked when one is opened
  if (folded) folded.addEventListener("toggle", () => typing.offer(), { once: true });
  else typing.offer();
}
addEventListener("online", () => all.forEach((typing) => typing.send()));
addEventListener("pagehide", () => all.forEach((typing) => typing.send(true)));
document.addEventListener("visibilitychange", () => { if (document.hidden) all.forEach((typing) => typing.send(true)); });
