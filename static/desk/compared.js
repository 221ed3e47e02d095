// What was typed before beside what the page has now, in the words that the page has for both.

import { _ } from "../said.js";

// [[name, value], …] -> name: [value, …]: a list of boxes to tick has a name for all of them.
function together(fields) {
  const all = new Map();
  for (const [name, value] of fields) all.set(name, [...(all.get(name) ?? []), value]);
  return all;
}

// The first words of what labels it: a row's name, without its tags and notes.
const beginning = (label) => (label?.firstElementChild?.matches("a") ? label.firstElementChild : label?.firstChild)?.textContent.trim();

// A choice of several is called by its group ("Sri Lanka"), any other control by itself.
function nameOf(control) {
  const group = ["radio", "checkbox"].includes(control.type) && control.closest("[role=radiogroup], fieldset");
  const title = group && (document.getElementById(group.getAttribute("aria-labelledby")) ?? group.querySelector("legend"));
  return beginning(title) || control.getAttribute("aria-label") || beginning(control.labels?.[0]) || control.name;
}

// "Present", not the "present" that is sent for it.
function wordsOf(controls, values = []) {
  const [first] = controls;
  const chosen = (option) => values.includes(option.value);
  if (first.type === "radio" || first.type === "checkbox") return controls.filter(chosen).map((one) => one.labels[0]?.textContent.trim() ?? one.value);
  if (first.options) return [...first.options].filter(chosen).map((option) => option.textContent.trim());
  return values;
}

// A list to unfold, a pair for each control that would change. What nobody types (versions, states) is not told; a text
// that has no control here any more is.
export function compared(form, typed, loaded) {
  const details = document.createElement("details");
  const summary = document.createElement("summary");
  summary.textContent = _("Compare");
  details.append(summary);
  const [then, now] = [together(typed), together(loaded)];
  for (const name of new Set([...then.keys(), ...now.keys()])) {
    if (String(then.get(name)) === String(now.get(name))) continue;
    const named = [...form.elements].filter((one) => one.name === name);
    const controls = named.filter((one) => one.type !== "hidden");
    if (controls.length) details.append(pair(nameOf(controls[0]), wordsOf(controls, now.get(name)), wordsOf(controls, then.get(name))));
    else if (!named.length && /\s/.test(then.get(name))) details.append(pair(_("Text"), [], then.get(name)));
  }
  return details;
}

function pair(label, now, then) {
  const list = document.createElement("dl");
  for (const [term, texts] of [[_("{label}, on the page", { label }), now], [_("{label}, as you typed it", { label }), then]]) {
    const [dt, dd] = [document.createElement("dt"), document.createElement("dd")];
    dt.textContent = term;
    dd.textContent = texts.join(", ") || "–";
    list.append(dt, dd);
  }
  return list;
}
