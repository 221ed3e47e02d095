// Signed out while typing: sign in again in place, then what was begun goes on. Without this module a save goes
// through the page for signing in, and its words with it.

import { _ } from "../said.js";

const LOGIN = document.body.dataset.login;
const DRAFTS = document.body.dataset.drafts;
const WHO = document.body.dataset.person;
let isOut = false;
let dialog;
let waiting; // the form and button that were to be sent

export function signedOut() {
  if (isOut || !LOGIN) return;
  isOut = true;
  const note = document.createElement("div");
  note.id = "signed-out";
  note.className = "note bar";
  note.setAttribute("role", "alert");
  const words = document.createElement("p");
  words.textContent = _("You are signed out. What you typed is kept in this browser.");
  const button = document.createElement("button");
  Object.assign(button, { type: "button", className: "alt", textContent: _("Sign in again here") });
  button.addEventListener("click", open);
  note.append(words, button);
  document.querySelector("main").prepend(note);
}

document.addEventListener("submit", (event) => {
  if (!isOut || !event.target.matches("form[data-draft]")) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  waiting = [event.target, event.submitter];
  open();
}, true);

async function open() {
  if (!dialog) {
    dialog = document.createElement("dialog");
    dialog.className = "sign-in";
    dialog.setAttribute("aria-label", _("Sign in again"));
    dialog.addEventListener("close", () => { waiting = undefined; });
    document.body.append(dialog);
  }
  if (!dialog.open) dialog.showModal();
  try {
    await show(await fetch(`${LOGIN}?next=${encodeURIComponent(`${DRAFTS}?place=/`)}`));
  } catch {
    say(_("There is no connection. Try again when it is back."));
  }
}

// Each step of signing in is a page with one form; the last one leads to the drafts, which are no page.
async function show(answer) {
  if (answer.headers.get("Content-Type")?.startsWith("application/json")) return signedIn(await answer.json());
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const main = page.querySelector("main");
  const form = [...(main?.querySelectorAll("form") ?? [])].find((one) => one.querySelector("input:not([type=hidden])"));
  if (!form) return say(_("Sign in again in another tab, then go on here."));
  const address = new URL(form.getAttribute("action") || answer.url, answer.url);
  const heading = document.createElement("h2");
  heading.textContent = main.querySelector("h1")?.textContent.trim() ?? _("Sign in");
  const close = document.createElement("button");
  Object.assign(close, { type: "button", className: "bare", textContent: _("Not now") });
  close.addEventListener("click", () => dialog.close());
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const body = new FormData(form, event.submitter);
    try {
      await show(await fetch(address, { method: "POST", body }));
    } catch {
      say(_("There is no connection. Try again when it is back."));
    }
  });
  dialog.replaceChildren(heading, form, close);
  form.querySelector("[aria-invalid] , input:not([type=hidden])")?.focus();
}

function signedIn({ person }) {
  if (person !== WHO) return say(_("You are signed in as somebody else now. Nothing was sent. Sign out there and in as yourself."));
  const token = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1];
  for (const field of document.querySelectorAll("[name=csrfmiddlewaretoken]")) if (token) field.value = token;
  isOut = false;
  document.getElementById("signed-out")?.remove();
  const [form, submitter] = waiting ?? [];
  dialog.close();
  dispatchEvent(new Event("online"));
  form?.requestSubmit(submitter);
}

function say(words) {
  const line = document.createElement("p");
  line.className = "note";
  line.textContent = words;
  const close = document.createElement("button");
  Object.assign(close, { type: "button", className: "alt", textContent: _("Close") });
  close.addEventListener("click", () => dialog.close());
  dialog.replaceChildren(line, close);
}
