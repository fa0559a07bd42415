// Buttons that copy a text of the page. They are hidden until this script runs: without it, people select the text.
// Where the browser lets no page copy (an address without TLS), the button selects the text and says so.
import { required } from "./required.js";

for (const button of document.querySelectorAll("button[data-copy]")) {
  button.hidden = false;
  button.addEventListener("click", () => copy(button));
}

/** @param {HTMLButtonElement} button */
async function copy(button) {
  const source = required(`#${button.dataset.copy}`);
  try {
    await navigator.clipboard.writeText((source.textContent ?? "").trim());
    say(button, button.dataset.copied);
  } catch {
    getSelection()?.selectAllChildren(source);
    say(button, button.dataset.selected);
  }
}

/**
 * @param {HTMLButtonElement} button
 * @param {string} [words]
 */
function say(button, words = "") {
  required("[role=status]", button.parentElement ?? document).textContent = words;
}
