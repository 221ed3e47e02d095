// Comfort only; the page does everything without it. Warns before leaving with words typed and not yet saved.
import { _ } from "../said.js";

const form = document.getElementById("reading");
const saved = document.querySelector("#saved .st");
let isTyped = false;

form?.addEventListener("input", () => {
  if (isTyped) return;
  isTyped = true;
  saved.classList.add("open");
  saved.textContent = _("Not saved yet");
});
form?.addEventListener("submit", () => { isTyped = false; });
window.addEventListener("beforeunload", (event) => { if (isTyped) event.preventDefault(); });
