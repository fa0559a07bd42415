// What the page says after an action: errors assertively and until dismissed, successes politely and briefly.
import { text } from "./texts.js";

const SUCCESS_SHOWN = 4_000; // ms
let fading = null;

export function showError(message) {
  const place = document.getElementById("notice");
  const words = document.createElement("p");
  words.textContent = message;
  const close = document.createElement("button");
  close.type = "button";
  close.className = "button button--quiet";
  close.textContent = text("close");
  close.addEventListener("click", () => place.replaceChildren());
  place.replaceChildren(words, close);
  // A modal dialog makes the rest of the page inert: the error must be inside to be read and dismissed.
  (document.querySelector("dialog[open]") ?? document.getElementById("room")).append(place);
}

export function showSuccess(message) {
  const place = document.getElementById("toast");
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
