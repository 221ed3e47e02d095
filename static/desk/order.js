// Drag a line to another place among its siblings. The buttons beside each line do the same with a key. Needs htmx.
/* global htmx */
const token = () => document.querySelector("[name=csrfmiddlewaretoken]").value;
let held = null;

function target(event) {
  const over = event.target.closest?.("[data-line]");
  return over && held && over !== held && over.dataset.parent === held.dataset.parent ? over : null;
}

function isAfter(event, over) {
  const box = over.getBoundingClientRect();
  return event.clientY > box.top + box.height / 2;
}

function following(row) {
  let next = row.nextElementSibling;
  while (next && (next.dataset.parent !== row.dataset.parent || next === held)) next = next.nextElementSibling;
  return next;
}

function unmark() {
  for (const row of document.querySelectorAll(".drop-before, .drop-after")) row.classList.remove("drop-before", "drop-after");
}

function put(row, before) {
  const values = { csrfmiddlewaretoken: token(), version: row.dataset.version, to: before ? before.dataset.line : "last" };
  htmx.ajax("POST", row.dataset.move, { source: row, target: "#main", select: "#main", swap: "outerHTML", values });
}

// The lines are put in anew after each act: who listens is the page.
htmx.onLoad((made) => {
  for (const row of made.querySelectorAll("[data-order] [data-move]")) row.draggable = true;
});
document.addEventListener("dragstart", (event) => {
  held = event.target.closest?.("[data-order] [data-move]") ?? null;
  if (!held) return;
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", held.dataset.line);
  held.classList.add("held");
});
document.addEventListener("dragover", (event) => {
  if (!held) return;
  const over = target(event);
  unmark();
  if (!over) return;
  event.preventDefault();
  over.classList.add(isAfter(event, over) ? "drop-after" : "drop-before");
});
document.addEventListener("drop", (event) => {
  const over = held && target(event);
  if (!over) return;
  event.preventDefault();
  put(held, isAfter(event, over) ? following(over) : over);
});
document.addEventListener("dragend", () => {
  held?.classList.remove("held");
  held = null;
  unmark();
});
