// Marks what is my own in this room, from a small private list. The server renders fragments for everybody alike.
import { CHANGED, MINE, hear, tell } from "./events.js";
import { text } from "./texts.js";

/** @type {Set<string>} */
const mine = new Set();

/** @param {string} id */
export function isMine(id) {
  return mine.has(id);
}

/** @param {HTMLElement} room */
export function startMine(room) {
  (room.dataset.mine ?? "")
    .split(" ")
    .filter(Boolean)
    .forEach((id) => mine.add(id));
  document.addEventListener("saved", ({ detail }) => {
    (detail.mine ?? []).forEach((id) => mine.add(id));
    (detail.dropped ?? []).forEach((id) => mine.delete(id));
    showSupports();
    tell(MINE, {});
  });
  hear(CHANGED, () => {
    showSupports();
    copySeat();
  });
  showSupports();
}

// My territory stands at the top of the page, where it is a fragment, and in « Ma place ».
function copySeat() {
  document.querySelectorAll("[data-copy-of]").forEach((copy) => {
    const seat = document.getElementById(copy.dataset.copyOf ?? "");
    if (seat) copy.textContent = seat.textContent;
  });
}

function showSupports() {
  document.querySelectorAll("button[data-support]").forEach((button) => {
    const supported = mine.has(button.dataset.support ?? "");
    button.setAttribute("aria-pressed", String(supported));
    if (button.firstChild) button.firstChild.textContent = text(supported ? "supported" : "support");
    if (button.form) button.form.elements.supported.value = supported ? "0" : "1";
  });
}
