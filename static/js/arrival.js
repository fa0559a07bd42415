// What I have just posted comes into sight: its place may be far down the board.
import { CHANGED, MINE, hear } from "./events.js";

/** @type {string[]} The ids of fragments that I have just posted. */
let awaited = [];

export function startArrival() {
  document.addEventListener("saved", ({ detail }) => {
    awaited = (detail.mine ?? []).filter((id) => id.startsWith("card-") || id.startsWith("proposal-"));
  });
  // The answer and the frame come in either order.
  // Once its dialog has closed, which hears of the answer after this module.
  hear(MINE, () => queueMicrotask(show));
  hear(CHANGED, show);
}

function show() {
  const arrived = awaited.map((id) => document.getElementById(id)).find((element) => element);
  if (!arrived) return;
  awaited = [];
  // Somebody who has gone on writing is not moved.
  if (!document.querySelector("dialog[open]")) arrived.scrollIntoView({ block: "center" });
}
