// Suggestions beside every field that names a list of words. Without this script the browser completes the first of them.

import { _ } from "../said.js";
import { Suggest, SuggestSeveral } from "./suggest.js";

const FIELDS = "input[list=who-words], input[list=verb-words]";

for (const field of document.querySelectorAll(FIELDS)) {
  const words = [...document.getElementById(field.getAttribute("list")).options].map((option) => option.value);
  const list = document.createElement("ul");
  list.id = `${field.id}-suggested`;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", _("{label}: words to choose from", { label: field.labels[0].textContent.trim() }));
  list.hidden = true;
  field.after(list);
  field.parentElement.classList.add("chooses");
  if (field.hasAttribute("data-one")) {
    const take = ({ name }) => {
      field.value = name;
      field.dispatchEvent(new Event("change", { bubbles: true }));
    };
    new Suggest(field, list, { find: (typed) => SuggestSeveral.fitting(words, typed), take, shortest: 1 });
  } else SuggestSeveral.over(field, list, words);
}
