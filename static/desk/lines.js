// One line at a time: Enter adds it and the next one is ready at once, whatever the connection does. A line stands in the
// list as soon as it is typed; it is marked until the server has it, and put back to be sent again where it was refused.

import { _ } from "../said.js";
import "./words.js";
import { signedOut } from "./signin.js";

const form = document.querySelector("#next-line");
const written = document.querySelector("#written");
const said = document.querySelector("#said");
const unsaved = form.elements.unsaved;
const waiting = [];
let isSending = false;

// A line of the browser's own becomes a box that grows: a paragraph is seen whole while it is typed.
const line = form.elements.text;
const box = document.createElement("textarea");
for (const { name, value } of [...line.attributes]) if (name !== "type" && name !== "value") box.setAttribute(name, value);
box.rows = 2;
box.value = line.value;
line.replaceWith(box);
box.focus();

// What waits is part of the draft that is kept of the form (see drafts.js): nothing is lost with the tab.
function remember() {
  unsaved.value = waiting.map((each) => each.body.get("text")).join("\n");
  if (waiting.length || box.value) form.dispatchEvent(new Event("input"));
  else form.dispatchEvent(new Event("saved"));
}

function add() {
  if (!box.value.trim()) return box.focus();
  const body = new URLSearchParams(new FormData(form));
  body.delete("unsaved");
  const item = document.createElement("li");
  item.className = "row pending";
  const text = document.createElement("p");
  text.className = "text lines";
  text.dir = "auto";
  text.textContent = body.get("text");
  item.append(text, mark(_("Saving …")));
  written.append(item);
  document.querySelector("#none-yet").hidden = true;
  waiting.push({ body, item });
  for (const each of [box, form.elements.who, form.elements.verbs]) each.value = "";
  form.elements.key.value = crypto.randomUUID();
  remember();
  box.focus();
  form.scrollIntoView({ block: "nearest" });
  return send();
}

function mark(words) {
  const made = document.createElement("p");
  made.className = "soft small";
  made.textContent = words;
  return made;
}

async function send() {
  if (isSending || !waiting.length) return undefined;
  isSending = true;
  const { body, item } = waiting[0];
  try {
    const token = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1];
    if (token) body.set("csrfmiddlewaretoken", token);
    const answer = await fetch(form.action, { method: "POST", headers: { Accept: "application/json" }, body, redirect: "manual" });
    if (answer.type === "opaqueredirect" || answer.status === 403) {
      signedOut();
      return later(_("Signed out. Your lines are kept; they are saved when you are signed in again."));
    }
    if (!answer.headers.get("Content-Type")?.startsWith("application/json")) return later(_("Not saved yet. It is tried again."));
    const told = await answer.json();
    waiting.shift();
    if (told.error) putBack(body, item, told.error);
    else {
      item.outerHTML = told.lines;
      said.textContent = told.said;
    }
    remember();
    isSending = false;
    return send();
  } catch {
    return later(_("No connection. Your lines are kept and saved when the connection is back."));
  }
}

function later(words) {
  said.textContent = words;
  isSending = false;
  setTimeout(send, 3000);
}

// Refused in words: the line stands in the box again, before what is typed there.
function putBack(body, item, why) {
  item.remove();
  box.value = [body.get("text"), box.value].filter(Boolean).join("\n");
  for (const name of ["who", "verbs"]) form.elements[name].value ||= body.get(name) ?? "";
  said.textContent = why;
}

box.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  add();
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  add();
});
form.addEventListener("restored", () => {
  box.value = [unsaved.value, box.value].filter(Boolean).join("\n");
  unsaved.value = "";
});
addEventListener("online", send);
