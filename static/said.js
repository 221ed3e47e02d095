// The words of scripts in the language of the site: the page holds those that are not English (core/translating/scripts.py).
const told = document.getElementById("script-words");
const words = told ? JSON.parse(told.textContent) : {};

// `_("Moved: now {n} of {all}.", { n: 2, all: 7 })`: what stands in braces is filled in.
export function _(text, values = {}) {
  return (words[text] ?? text).replace(/\{(\w+)\}/g, (place, name) => values[name] ?? place);
}
