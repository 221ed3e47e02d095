// Splits a paragraph where the cursor stands. Without this script it is split at its empty lines.

const form = document.querySelector("#arrange");
const text = form?.elements.text;
let isPlaced = false;

text?.addEventListener("keyup", () => { isPlaced = true; });
text?.addEventListener("mouseup", () => { isPlaced = true; });
form?.addEventListener("submit", (event) => {
  const before = text.value.slice(0, text.selectionStart);
  const isInside = isPlaced && before.trim() && text.value.slice(text.selectionStart).trim();
  const hasEmptyLine = /\n[ \t]*\n/.test(text.value.trim());
  // The server counts characters, and not the halves of them that this language counts.
  form.elements.at.value = event.submitter?.value === "split" && isInside && !hasEmptyLine ? [...before].length : "";
});
