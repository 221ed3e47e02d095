// Small acts of a page (move a line, adopt, number) without loading it anew: htmx sends the form marked `hx-boost` and puts
// what `hx-select` names of the answer in its place. What is no such page (two who moved the same line, a session that
// ended) is asked for again as a page of its own. Without scripts the same forms load the page.

import { _ } from "../said.js";

const said = Object.assign(document.createElement("p"), { className: "vh" });
said.setAttribute("role", "status");
document.body.append(said);
let acted = null;

const isPage = (xhr, target) => xhr.status < 400 && new DOMParser().parseFromString(xhr.responseText, "text/html").querySelector(target);

// As the browser itself would send it: what the answer is, the browser shows. Nothing was written, or it was the same.
function sendAsPage({ path, parameters, verb }) {
  const form = Object.assign(document.createElement("form"), { method: verb, action: path, hidden: true });
  for (const [name, value] of Object.entries(parameters)) form.append(Object.assign(document.createElement("input"), { name, value }));
  document.body.append(form);
  form.submit();
}

document.addEventListener("htmx:beforeRequest", ({ detail }) => {
  const line = detail.elt.closest("[id^=row-]");
  const to = detail.requestConfig.triggeringEvent?.submitter?.value;
  acted = { line: line?.id, to, section: detail.elt.closest("section[id]")?.id };
});

document.addEventListener("htmx:beforeSwap", (event) => {
  const { xhr, requestConfig } = event.detail;
  const sent = new URL(requestConfig.path, location).pathname;
  const came = xhr.responseURL ? new URL(xhr.responseURL) : location;
  if (isPage(xhr, "#here") && came.pathname === location.pathname) return;
  event.detail.shouldSwap = false;
  event.detail.isError = false;
  if (xhr.status < 400 && came.pathname !== sent) location.assign(came);
  else sendAsPage(requestConfig);
});

for (const failed of ["htmx:sendError", "htmx:timeout"]) {
  document.addEventListener(failed, ({ detail }) => {
    document.querySelector("#not-sent")?.remove();
    const note = Object.assign(document.createElement("p"), { id: "not-sent", className: "note stop" });
    note.setAttribute("role", "alert");
    note.textContent = _("No connection. Nothing was changed; do it again when the connection is back.");
    (detail.elt.closest("section[id]") ?? document.querySelector("#here")).prepend(note);
  });
}

// Where the keyboard was it goes on: the same button of the same line, else the first of the line, else its section.
document.addEventListener("htmx:afterSettle", () => {
  if (!acted) return;
  const { line, to, section } = acted;
  acted = null;
  const row = line && document.getElementById(line);
  const place = row?.querySelector(`button[value="${to}"]`) ?? row?.querySelector("button, a") ?? document.querySelector(`#${section} h2`);
  if (place?.tagName === "H2") place.tabIndex = -1;
  place?.focus({ preventScroll: !row });
  said.textContent = told(row) ?? document.querySelector("main > .note[role=status]")?.textContent ?? _("Done.");
});

function told(row) {
  if (!row) return undefined;
  const siblings = [...row.parentElement.children].filter((each) => each.dataset.parent === row.dataset.parent && each.id.startsWith("row-"));
  return _("Moved: now {n} of {all}.", { n: siblings.indexOf(row) + 1, all: siblings.length });
}
