// The grid by key: one for attendance, one for capacity, and every line saved as soon as it is chosen. Without this
// script the same form is sent whole by its button.

import { _ } from "../said.js";
import { Suggest } from "./suggest.js";

const grid = document.querySelector("#grid");
const status = grid.querySelector("#said");
const token = grid.elements.csrfmiddlewaretoken.value;

// Lines

const lines = () => [...grid.querySelectorAll("tr[data-key]")];
const key = (line) => line.dataset.key;
const radios = (line) => [...line.querySelectorAll("input[type=radio]")];
const chosen = (line) => radios(line).find((radio) => radio.checked);
const select = (line) => line.querySelector("select");
const state = (line) => line.querySelector("input[type=hidden]");
const nameOf = (line) => line.querySelector("th a, th").firstChild.textContent.trim();
const isTouched = (line) => chosen(line) && state(line).value.split(":").slice(1).join(":") !== `${chosen(line).value}:${select(line).value}`;

// One line can be reached with Tab at a time; the arrows lead to the others.
let current = null;
function reach(line) {
  if (current && current !== line) for (const control of current.querySelectorAll("input, select, a")) control.tabIndex = -1;
  current = line;
  for (const control of line?.querySelectorAll("input, select, a") ?? []) control.tabIndex = 0;
}

function go(line) {
  if (!line) return;
  reach(line);
  const radio = chosen(line) ?? radios(line)[0];
  radio.focus({ preventScroll: true });
  line.scrollIntoView({ block: "nearest" });
}

function neighbour(line, step) {
  const all = lines();
  return all[all.indexOf(line) + step];
}

function say(words) {
  status.textContent = words;
}

// Saving

const waiting = new Set();
const busy = new Set();
let retry = 0;

async function save(line) {
  if (!isTouched(line)) return waiting.delete(line);
  waiting.add(line);
  grid.ariaBusy = "true";
  if (busy.has(line)) return undefined; // asked again when the answer is there
  busy.add(line);
  const sent = `${chosen(line).value}:${select(line).value}`;
  try {
    const body = new URLSearchParams({ key: key(line), state: state(line).value, presence: chosen(line).value, capacity: select(line).value });
    const answer = await fetch(grid.dataset.mark, { method: "POST", headers: { "X-CSRFToken": token }, body, redirect: "manual" });
    await heard(line, answer, sent);
  } catch {
    say(_("No connection. {n} not saved yet; kept here and sent when the connection is back.", { n: waiting.size }));
    later();
  } finally {
    busy.delete(line);
  }
  return undefined;
}

async function heard(line, answer, sent) {
  if (answer.type === "opaqueredirect" || answer.status === 403) {
    return say(_("You are signed out. What you chose is kept in this browser: sign in again in another tab, then go on here."));
  }
  const said = await answer.json();
  if (said.state) {
    take(line, said);
    note(line, said.error ?? "");
    if (said.error) show(line, said);
  } else note(line, said.error);
  waiting.delete(line);
  const now = `${chosen(line).value}:${select(line).value}`;
  if (!said.error && now !== sent) return save(line);
  const words = chosen(line).closest("label").textContent.trim().toLowerCase();
  say(said.error ?? _("{name}: {words}. Saved.", { name: nameOf(line), words }));
  if (!waiting.size) grid.ariaBusy = "false";
  if (!waiting.size && !said.error) settled();
  return undefined;
}

// What was typed counts as unsaved, and is offered again, until whoever chose it has seen what it could not be saved for.
function settled() {
  grid.ariaBusy = "false";
  if (!grid.querySelector("[data-gone]")) grid.dispatchEvent(new Event("saved"));
}

// A line that was only expected has a row of its own from now on.
function take(line, said) {
  const was = key(line);
  state(line).value = said.state;
  if (was === said.key) return;
  line.dataset.was = was;
  line.dataset.key = said.key;
  line.id = `row-${said.key}`;
  const heading = line.querySelector("th");
  heading.id = `name-${said.key}`;
  line.querySelector("[role=radiogroup]").setAttribute("aria-labelledby", heading.id);
  for (const control of line.querySelectorAll("input, select")) {
    // Renaming radios one by one would let two groups of one name meet for a moment and unchoose one.
    const isChosen = control.checked;
    control.name = control.name.replace(was, said.key);
    if (isChosen) control.checked = true;
  }
  const named = document.createElement("a");
  named.href = said.people;
  named.textContent = _("Name people");
  named.tabIndex = line === current ? 0 : -1;
  line.lastElementChild.replaceChildren(named);
}

// What somebody else chose meanwhile.
function show(line, said) {
  put(line, [said.state, said.presence, said.capacity]);
  total();
}

function put(line, [stands, presence, capacity]) {
  state(line).value = stands;
  for (const radio of radios(line)) radio.checked = radio.value === presence;
  select(line).value = capacity;
}

function note(line, words) {
  line.classList.toggle("q", !!words);
  const heading = line.querySelector("th");
  heading.querySelector("small")?.remove();
  if (!words) return;
  const small = document.createElement("small");
  small.textContent = words;
  heading.append(small);
}

function later() {
  clearTimeout(retry);
  retry = setTimeout(() => {
    [...waiting].forEach(save);
    unasked.forEach(ask);
  }, 4000);
}

// Totals

function total() {
  const present = new Map();
  const others = new Map();
  for (const line of lines()) {
    const radio = chosen(line);
    if (radio?.value === "present") count(present, select(line).selectedOptions[0].label);
    else count(others, radio ? radio.closest("label").textContent.trim() : _("Not marked"));
  }
  const rows = [[_("Present"), [...present.values()].reduce((sum, each) => sum + each, 0), ""]];
  for (const { label } of select(lines()[0] ?? grid)?.options ?? []) if (present.has(label)) rows.push([label, present.get(label), "of"]);
  for (const label of [_("Apologies"), _("Absent"), _("Not known"), _("Not marked")]) if (others.has(label)) rows.push([label, others.get(label), ""]);
  grid.querySelector(".totals").replaceChildren(...rows.map(([label, sum, look]) => pair(label, sum, look)));
}

function count(sums, label) {
  sums.set(label, (sums.get(label) ?? 0) + 1);
}

function pair(label, sum, look) {
  const [both, dt, dd] = ["div", "dt", "dd"].map((tag) => document.createElement(tag));
  both.className = look;
  dt.textContent = label;
  dd.textContent = sum;
  both.append(dt, dd);
  return both;
}

// Keys

function press(event) {
  const line = event.target.closest("tr[data-key]");
  if (!line || event.target.tagName === "SELECT" || event.ctrlKey || event.altKey || event.metaKey) return;
  if (event.key === "/") {
    event.preventDefault();
    return field.focus();
  }
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step) {
    event.preventDefault();
    return go(neighbour(line, step));
  }
  if (event.target.type !== "radio" || event.key.length > 1) return;
  const letter = event.key.toUpperCase();
  const radio = radios(line).find((each) => each.dataset.k === letter);
  const option = [...select(line).options].find((each) => each.dataset.k === letter);
  if (!radio && !option) return;
  event.preventDefault();
  if (radio) radio.checked = true;
  else select(line).value = option.value;
  (radio ?? select(line)).dispatchEvent(new Event("change", { bubbles: true }));
  if (radio) neighbour(line, 1) ? go(neighbour(line, 1)) : field.focus();
}

grid.addEventListener("keydown", press);
grid.addEventListener("focusin", (event) => {
  const line = event.target.closest("tr[data-key]");
  if (line && line !== current) reach(line);
});
grid.addEventListener("change", (event) => {
  const line = event.target.closest("tr[data-key]");
  if (!line) return;
  total();
  save(line);
});
// What somebody chose goes out with the state it was chosen over, so that the server knows of a choice made meanwhile;
// every other line shows what stands now, whatever it was then.
grid.addEventListener("restored", ({ detail: { typed, shown } }) => {
  for (const line of lines()) {
    const was = [key(line), line.dataset.was].find((one) => typed.has(`state-${one}`));
    const at = (values, one) => ["state", "presence", "capacity"].map((name) => values.get(`${name}-${one}`) ?? "");
    if (was) put(line, at(typed, was));
    if (!was || !isTouched(line)) put(line, at(shown, key(line)));
  }
  total();
  const touched = lines().filter(isTouched);
  strayed(typed).forEach(ask);
  touched.forEach(save);
  if (!touched.length) settled();
});
addEventListener("online", () => {
  [...waiting].forEach(save);
  unasked.forEach(ask);
});

// Choices for lines that somebody took off the list meanwhile

const unasked = new Set();

// They stay in the form as fields: in what is kept of the typing, and in the form when it is sent whole.
function strayed(typed) {
  const here = new Set(lines().flatMap((line) => [key(line), line.dataset.was]));
  const found = [...typed.keys()].filter((name) => name.startsWith("state-")).map((name) => name.slice(6));
  const at = (one) => ["state", "presence", "capacity"].map((name) => [name, typed.get(`${name}-${one}`) ?? ""]);
  const gone = found.filter((one) => {
    const [[, stands], [, presence], [, capacity]] = at(one);
    return !here.has(one) && presence && stands.split(":").slice(1).join(":") !== `${presence}:${capacity}`;
  });
  for (const one of gone) for (const [name, value] of at(one)) {
    const field = document.createElement("input");
    Object.assign(field, { type: "hidden", name: `${name}-${one}`, value });
    field.dataset.gone = one;
    grid.append(field);
  }
  if (gone.length) grid.dispatchEvent(new Event("input"));
  return gone;
}

// The server knows whose line it was, and says so together with the choice.
async function ask(gone) {
  unasked.add(gone);
  const body = new URLSearchParams({ key: gone });
  for (const field of grid.querySelectorAll(`[data-gone="${CSS.escape(gone)}"]`)) body.set(field.name.slice(0, -gone.length - 1), field.value);
  try {
    const answer = await fetch(grid.dataset.mark, { method: "POST", headers: { "X-CSRFToken": token }, body, redirect: "manual" });
    if (answer.type === "opaqueredirect" || answer.status === 403) return later();
    const said = await answer.json();
    if (unasked.delete(gone)) tell(said.error ?? _("Saved for a line that is not on this page yet. Load it again to see it."));
  } catch {
    later();
  }
  return undefined;
}

function tell(words) {
  let box = document.querySelector("#gone");
  if (!box) {
    box = document.createElement("div");
    box.id = "gone";
    box.className = "note stop";
    box.setAttribute("role", "alert");
    const seen = document.createElement("button");
    Object.assign(seen, { type: "button", className: "alt", textContent: _("I have seen it") });
    seen.addEventListener("click", () => {
      for (const field of grid.querySelectorAll("[data-gone]")) field.remove();
      box.remove();
      go(lines()[0]);
      if (!waiting.size) settled();
    });
    box.append(document.createElement("ul"), seen);
    document.querySelector("#add").before(box);
  }
  const one = document.createElement("li");
  one.textContent = words;
  box.querySelector("ul").append(one);
}

// Adding by name

const form = document.querySelector("#add");
const field = form.elements.name;
const slug = form.elements.slug;

async function find(typed) {
  const answer = await fetch(`${form.dataset.names}?q=${encodeURIComponent(typed)}`, { redirect: "manual" });
  return answer.ok ? (await answer.json()).names : [];
}

function pick(one) {
  const line = one.line && lines().find((each) => key(each) === one.line) || lines().find((each) => nameOf(each) === one.name);
  if (line) {
    field.value = "";
    return go(line);
  }
  field.value = one.name;
  slug.value = one.slug;
  return add();
}

async function add() {
  try {
    const answer = await fetch(form.action, { method: "POST", headers: { Accept: "application/json" }, body: new FormData(form), redirect: "manual" });
    if (answer.type === "opaqueredirect" || answer.status === 403) return say(_("You are signed out. Sign in again in another tab, then go on here."));
    const said = await answer.json();
    if (said.error) return say(said.error);
    list(said.line);
    say(_("{said}. Added, present.", said));
    form.reset();
    slug.value = "";
    field.focus();
  } catch {
    say(_("No connection. The name stays in its field; press Add again when the connection is back."));
  }
  return undefined;
}

// Under a heading of its own, at the top, where it can be seen; the next load puts it in its place.
function list(html) {
  let table = grid.querySelector("table.added");
  if (!table) {
    table = document.createElement("table");
    table.className = "attendance added";
    const caption = document.createElement("caption");
    const b = document.createElement("b");
    b.textContent = _("Added now");
    caption.append(b);
    table.append(caption, document.createElement("tbody"));
    grid.querySelector("#keys").after(table);
    document.querySelector("#nobody")?.remove();
  }
  const made = new DOMParser().parseFromString(`<table><tbody>${html}</tbody></table>`, "text/html").querySelector("tr");
  for (const control of made.querySelectorAll("input, select, a")) control.tabIndex = -1;
  table.tBodies[0].append(made);
  total();
}

new Suggest(field, document.querySelector("#suggested"), { find, take: pick, isFirstChosen: true });
field.addEventListener("input", () => { slug.value = ""; });
form.addEventListener("submit", (event) => {
  event.preventDefault();
  add();
});

for (const line of lines()) for (const control of line.querySelectorAll("input, select, a")) control.tabIndex = -1;
reach(lines()[0]);
grid.querySelector("#keys").hidden = false;
total();
