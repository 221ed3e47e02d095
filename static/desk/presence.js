// Who else has this form open, and whether what it shows has changed since. Asked every few seconds; no locks.
// Without this module the page says who was there when it was loaded.
import { _ } from "../said.js";
import { signedOut } from "./signin.js";
import { tab } from "./tab.js";

const PERIOD = 5000;
const ADDRESS = document.body.dataset.presence;
const forms = [...document.querySelectorAll("form[data-draft]")].filter((form) => !form.closest("details"));
const watched = () => document.querySelector("[data-watch]")?.dataset.watch.split(" "); // renewed with the page (inplace.js)
const place = forms.length ? new URL(forms[0].action).pathname : "";
const moment = (iso) => new Date(iso).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit", hour12: false });
const token = () => document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] ?? document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";

// A row of the page: an element that names it, with the version it shows inside.
const rows = () => [...document.querySelectorAll("[data-row]")].map((element) => {
  const version = element.querySelector("input[name$=version]")?.value ?? element.dataset.version;
  const [label, pk] = element.dataset.row.split(":");
  return [label, pk, Number(version)];
});

let asked = 0;
let isStopped = false;

async function ask() {
  if (isStopped) return;
  asked = Date.now();
  const watch = watched();
  try {
    const answer = await fetch(ADDRESS, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRFToken": token() },
      body: JSON.stringify({ place, tab, rows: rows(), watch: watch ? [watch[0], Number(watch[1])] : null }),
      redirect: "manual",
    });
    if (answer.type === "opaqueredirect") signedOut();
    else if (answer.status === 404 || answer.status === 405) isStopped = true;
    else if (answer.ok && watch?.[1] === watched()?.[1]) show(await answer.json(), watch);
  } catch {
    // No connection: drafts.js says so where somebody types.
  }
}

function show({ editing, changed }, watch) {
  const words = editing.map(({ name, since }) => _("{name}, since {hour}", { name, hour: moment(since) })).join("; ");
  note("also-editing", words && _("Also editing: {words}", { words }));
  const [first] = changed;
  note("changed-meanwhile", first ? happened(first, watch) : "", first?.address);
}

function happened({ by, is_gone, at }, watch) {
  const values = { by, hour: moment(at) };
  if (watch) {
    const said = is_gone ? _("{by} deleted something here at {hour}.", values) : _("{by} saved something here at {hour}.", values);
    return `${said} ${_("Load the page again to see it.")}`;
  }
  const said = is_gone ? _("{by} deleted this at {hour}.", values) : _("{by} saved this at {hour}.", values);
  return `${said} ${_("What you type is kept; when you save, both are put together.")}`;
}

function note(id, words, address) {
  let element = document.getElementById(id);
  if (!element && !words) return;
  if (!element) {
    element = document.createElement("p");
    Object.assign(element, { id, className: id === "also-editing" ? "note plain" : "note" });
    element.setAttribute("role", "status");
    (forms[0] ?? document.querySelector("main header") ?? document.querySelector("main")).before(element);
  }
  element.hidden = !words;
  if (element.dataset.words === words) return;
  element.dataset.words = words;
  element.textContent = words;
  if (!address) return;
  const link = document.createElement("a");
  Object.assign(link, { href: address, textContent: _("See what changed") });
  element.append(" ", link);
}

if (ADDRESS && (forms.length || watched())) {
  ask();
  setInterval(ask, PERIOD);
  const again = () => { if (Date.now() - asked > 1500) ask(); };
  addEventListener("pageshow", (event) => { if (event.persisted) ask(); });
  document.addEventListener("visibilitychange", () => { if (!document.hidden) again(); });
  document.addEventListener("focusin", again);
  addEventListener("pagehide", () => {
    const headers = { "Content-Type": "application/json", "X-CSRFToken": token() };
    if (place) fetch(ADDRESS, { method: "POST", headers, keepalive: true, redirect: "manual", body: JSON.stringify({ place, tab, leaving: true }) }).catch(() => {});
  });
}
