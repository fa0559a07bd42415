// The door of a séance that is not open yet, or no longer open, asks every few seconds, and opens by itself.
// What somebody typed meanwhile stays as it is.
import { readPage } from "./answers.js";
import { required } from "./required.js";

const EVERY = 4_000; // ms,
const SPREAD = 2_000; // and up to this much more, so that the pages of a hall do not all ask at once
const PATIENCE = 10_000; // ms for one answer

const door = required("#door");
const state = required("#door-state");
/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer;
let asking = false;

function wait() {
  clearTimeout(timer);
  if (door.dataset.status !== "open") timer = setTimeout(ask, EVERY + Math.random() * SPREAD);
}

async function ask() {
  if (asking || document.hidden) return;
  asking = true;
  try {
    const signal = AbortSignal.timeout?.(PATIENCE);
    const answer = await fetch(`${door.dataset.address}?etat=${door.dataset.status}`, { signal });
    if (answer.status === 404) return leave();
    if (answer.status === 200) change(readPage(await answer.text()));
  } catch {
    // There is no network now. The next try may find one.
  } finally {
    asking = false;
  }
  wait();
}

/** @param {Document} page */
function change(page) {
  const fresh = required("#door", page);
  door.dataset.status = fresh.dataset.status;
  state.replaceChildren(...required("#door-state", fresh).childNodes);
  const form = fresh.querySelector("form");
  if (form && !door.querySelector("form")) door.append(form);
}

function leave() {
  document.removeEventListener("visibilitychange", ask);
  state.replaceChildren(required("#door-gone").content.cloneNode(true));
}

// The form was sent and came back (sending.js): perhaps the séance was closed meanwhile.
document.addEventListener("came-back", ({ detail }) => {
  change(detail);
  watch();
});

function watch() {
  // A phone that was asleep asks when it wakes up.
  if (door.dataset.status !== "open") document.addEventListener("visibilitychange", ask);
  wait();
}

watch();
document.documentElement.dataset.started = ""; // not-started.js
