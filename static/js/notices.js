// Shows what the page says after an action. Errors are assertive and stay until somebody dismisses them; successes are
// polite and brief.
import { required } from "./required.js";
import { text } from "./texts.js";

const SUCCESS_SHOWN = 4_000; // ms
/** @type {ReturnType<typeof setTimeout> | undefined} */
let fading;

/** @param {string} message */
export function showError(message) {
  const place = required("#notice");
  const words = document.createElement("p");
  words.textContent = message;
  const close = document.createElement("button");
  close.type = "button";
  close.className = "button button--quiet";
  close.textContent = text("close");
  close.addEventListener("click", () => place.replaceChildren());
  place.replaceChildren(words, close);
  // A modal dialog makes the rest of the page inert. People can read and dismiss an error only inside of the dialog.
  (document.querySelector("dialog[open]") ?? required("#room")).append(place);
}

/** @param {string} message */
export function showSuccess(message) {
  const place = required("#toast");
  const words = document.createElement("p");
  words.textContent = message;
  place.replaceChildren(words);
  clearTimeout(fading);
  fading = setTimeout(() => place.replaceChildren(), SUCCESS_SHOWN);
}

export function startNotices() {
  document.addEventListener("saved", ({ detail }) => {
    document.getElementById("notice")?.replaceChildren();
    if (detail.message) showSuccess(detail.message);
  });
}
