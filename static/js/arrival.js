// Scrolls to what I have just posted, because its place may be far down the board.
import { CHANGED, MINE, hear } from "./events.js";

/** @type {string[]} The ids of fragments that I have just posted. */
let awaited = [];

export function startArrival() {
  document.addEventListener("saved", ({ detail }) => {
    awaited = (detail.mine ?? []).filter((id) => id.startsWith("card-") || id.startsWith("proposal-"));
  });
  // The answer may come before the frame, or after it.
  // Waits until the dialog of the form has closed: the module of dialogs hears of the answer after this module.
  hear(MINE, () => queueMicrotask(show));
  hear(CHANGED, show);
}

function show() {
  const arrived = awaited.map((id) => document.getElementById(id)).find((element) => element);
  if (!arrived) return;
  awaited = [];
  // The page does not scroll for somebody who has gone on writing.
  if (!document.querySelector("dialog[open]")) arrived.scrollIntoView({ block: "center" });
}
