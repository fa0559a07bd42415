// The ballot is the same HTML for everybody, whatever the method. This module fills in what I chose, and keeps it
// through every swap. The script of a method hears `ballot:shown` on the form whenever its values change.
import { dropDraft, keepDraft, restoreDraft } from "./drafts.js";
import { CHANGED, hear } from "./events.js";

const LINE = 16; // px that a browser scrolls for a line of the wheel

/** @type {Choices} */
let mine = {};
let poll = "";
let seen = ""; // the version of my ballot that this page shows: the server refuses a ballot from a page that is behind

/** @param {HTMLElement} room */
export function startBallot(room) {
  mine = JSON.parse(room.dataset.ballot || "{}");
  seen = room.dataset.ballotSeen ?? "";
  // A form is cleared once it waits in the outbox. My choices must stay in sight all the same.
  document.addEventListener("reset", (event) => event.target.dataset.ballot && event.preventDefault());
  document.addEventListener("ballot", ({ detail }) => learn(detail));
  document.addEventListener("input", ({ target }) => {
    const { form: ballot } = /** @type {HTMLInputElement} */ (target);
    if (!ballot?.dataset.ballot) return;
    collect(ballot);
    keepDraft(ballot);
  });
  hear(CHANGED, ({ ids, board }) => (board || ids.includes("ballot")) && fill());
  fill();
}

function form() {
  return document.querySelector("form[data-ballot]");
}

/** @param {HTMLFormElement} ballot */
function fields(ballot) {
  return /** @type {HTMLInputElement[]} */ ([...ballot.elements]).filter(
    (field) => field.name && field.type !== "hidden",
  );
}

function fill() {
  const ballot = form();
  if (!ballot) return;
  const known = poll === ballot.dataset.ballot;
  if (poll && !known) [mine, seen] = [{}, ""];
  poll = ballot.dataset.ballot ?? "";
  if (!known) takeBack(ballot);
  ballot.elements.seen.value = seen;
  for (const field of fields(ballot)) {
    show(field);
    if (field.type === "number") field.addEventListener("wheel", scrollPage, { passive: false });
  }
  tellShown(ballot);
}

/**
 * A text that was typed and not sent before the page was loaded again.
 * @param {HTMLFormElement} ballot
 */
function takeBack(ballot) {
  if (!restoreDraft(ballot)) return;
  seen = ballot.elements.seen.value;
  collect(ballot);
}

/**
 * A field that is not among my choices keeps the value that the server drew.
 * @param {HTMLInputElement} field
 */
function show(field) {
  const chosen = mine[field.name];
  if (field.type === "radio" || field.type === "checkbox") {
    field.checked = chosen === undefined ? field.defaultChecked : [chosen].flat().map(String).includes(field.value);
  } else if (field.matches("select")) {
    if (chosen !== undefined) field.value = String(chosen);
  } else {
    field.value = String(chosen ?? field.defaultValue);
  }
}

/**
 * The answer to a ballot says which ballot is kept now, with its choices where they differ from those that were sent.
 * @param {BallotDetail} kept
 */
function learn(kept) {
  if (poll && poll !== kept.poll) return;
  seen = kept.seen;
  const ballot = form();
  if (ballot) dropDraft(ballot);
  if (kept.fields) mine = kept.fields;
  fill();
}

/**
 * A turn of the mouse wheel over the field that has the focus would change its number: this scrolls the page instead.
 * @param {WheelEvent} event
 */
function scrollPage(event) {
  if (event.target !== document.activeElement) return;
  event.preventDefault();
  const unit = event.deltaMode === WheelEvent.DOM_DELTA_PIXEL ? 1 : LINE;
  window.scrollBy({ top: event.deltaY * unit, left: event.deltaX * unit, behavior: "instant" });
}

/** @param {HTMLFormElement} ballot */
function collect(ballot) {
  const chosen = new FormData(ballot);
  mine = {};
  for (const { name, type } of fields(ballot)) {
    if (type === "checkbox") mine[name] = chosen.getAll(name);
    else if (chosen.has(name)) mine[name] = chosen.get(name) ?? "";
  }
  document.getElementById("ballot-answer")?.replaceChildren();
  tellShown(ballot);
}

/** @param {HTMLFormElement} ballot */
function tellShown(ballot) {
  ballot.dispatchEvent(new CustomEvent("ballot:shown", { bubbles: true }));
}
