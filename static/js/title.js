// The browser's tab names the séance too: it follows when the séance is renamed.
import { CHANGED, hear } from "./events.js";
import { required } from "./required.js";

const HEADING = "heading";

function heading() {
  return required("h1").textContent.trim();
}

export function startTitle() {
  let named = heading();
  hear(CHANGED, ({ ids }) => {
    if (!ids.includes(HEADING)) return;
    const renamed = heading();
    document.title = document.title.replace(named, () => renamed);
    named = renamed;
  });
}
