// The browser's tab also names the séance. This module changes the name there when the séance is renamed.
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
