// What is my own in this room: a small private list. Fragments are rendered for everybody alike.
import { CHANGED, MINE, hear, tell } from "./events.js";
import { text } from "./texts.js";

const mine = new Set();

export function isMine(id) {
  return mine.has(id);
}

export function startMine(room) {
  (room.dataset.mine ?? "")
    .split(" ")
    .filter(Boolean)
    .forEach((id) => mine.add(id));
  document.addEventListener("saved", ({ detail }) => {
    (detail.mine ?? []).forEach((id) => mine.add(id));
    (detail.dropped ?? []).forEach((id) => mine.delete(id));
    showSupports();
    tell(MINE);
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
    copy.textContent = document.getElementById(copy.dataset.copyOf).textContent;
  });
}

function showSupports() {
  document.querySelectorAll("button[data-support]").forEach((element) => {
    const button = /** @type {HTMLButtonElement} */ (element);
    const supported = mine.has(button.dataset.support);
    button.setAttribute("aria-pressed", String(supported));
    button.firstChild.textContent = text(supported ? "supported" : "support");
    button.form.elements.supported.value = supported ? "0" : "1";
  });
}
