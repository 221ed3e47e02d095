// Drag a line to another place among its siblings. The buttons beside each line do the same with a key.
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
  const form = document.createElement("form");
  Object.assign(form, { method: "post", action: row.dataset.move, hidden: true });
  for (const [name, value] of [["csrfmiddlewaretoken", token()], ["version", row.dataset.version], ["to", before ? before.dataset.line : "last"]]) {
    form.append(Object.assign(document.createElement("input"), { name, value }));
  }
  document.body.append(form);
  form.submit();
}

for (const list of document.querySelectorAll("[data-order]")) {
  for (const row of list.querySelectorAll("[data-move]")) row.draggable = true;
  list.addEventListener("dragstart", (event) => {
    held = event.target.closest("[data-move]");
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", held.dataset.line);
    held.classList.add("held");
  });
  list.addEventListener("dragover", (event) => {
    const over = target(event);
    unmark();
    if (!over) return;
    event.preventDefault();
    over.classList.add(isAfter(event, over) ? "drop-after" : "drop-before");
  });
  list.addEventListener("drop", (event) => {
    const over = target(event);
    if (!over) return;
    event.preventDefault();
    put(held, isAfter(event, over) ? following(over) : over);
  });
  list.addEventListener("dragend", () => {
    held?.classList.remove("held");
    held = null;
    unmark();
  });
}
