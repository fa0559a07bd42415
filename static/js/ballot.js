// The ballot is the same HTML for everybody, whatever the method. This module fills in what I chose, and keeps it
// through every swap. The script of a method hears `ballot:shown` on the form whenever its values change.
// Another page of the same seat may vote too: the hint « yours changed » then makes this page fetch the ballot.
import { dropDraft, keepDraft, restoreDraft } from "./drafts.js";
import { CHANGED, CONNECTION, hear, YOURS } from "./events.js";

const LINE = 16; // px that a browser scrolls for a line of the wheel

/** @type {Choices} */
let mine = {};
let poll = "";
let seen = ""; // the version of my ballot that this page shows: the server refuses a ballot from a page that is behind
let kept = ""; // what the server keeps of it, to know whether I have changed something that I have not saved
let sent = ""; // what this page has sent last
let sending = 0; // ballots of this page that have no answer yet
let stale = false; // the room keeps another ballot of mine, which this page has not asked for yet
let away = false; // the line was lost: hints may have been lost with it

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
  hear(YOURS, ({ version }) => version !== seen && behind());
  hear(CONNECTION, ({ state }) => {
    if (state === "connected" && away) behind();
    away = state !== "connected";
  });
  document.addEventListener("htmx:beforeSend", ({ detail }) => follow(detail.elt, 1));
  document.addEventListener("htmx:afterRequest", ({ detail }) => follow(detail.elt, -1));
  kept = told(mine);
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
  if (poll && !known) [mine, seen, kept, sent] = [{}, "", told({}), ""];
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
 * @param {BallotDetail} answer
 */
function learn(answer) {
  if (poll && poll !== answer.poll) return;
  seen = answer.seen;
  const ballot = form();
  if (ballot) dropDraft(ballot);
  if (answer.fields) mine = answer.fields;
  kept = answer.fields ? told(mine) : sent;
  fill();
}

/**
 * My own POST is on its way: its answer says which version is kept, and often there is nothing to ask then.
 * @param {HTMLElement} elt
 * @param {1 | -1} by
 */
function follow(elt, by) {
  if (!elt.dataset.ballot) return;
  sending = Math.max(0, sending + by);
  if (by > 0) sent = told(mine);
  else if (stale) behind();
}

function behind() {
  stale = true;
  if (!sending) ask();
}

async function ask() {
  stale = false;
  const address = form()?.getAttribute("hx-post");
  if (!address) return;
  try {
    const answer = await fetch(address, { headers: { "HX-Request": "true" } });
    if (answer.ok) take(await answer.json());
  } catch {
    away = true; // the next hint, or the line that is found again, makes this page ask once more
  }
}

/**
 * Choices that I have not saved stay: the page says that another one is kept, and saving replaces it knowingly.
 * @param {BallotDetail} answer
 */
function take(answer) {
  if (answer.poll !== poll || answer.seen === seen || sending) return;
  document.dispatchEvent(new CustomEvent("saved", { detail: { mine: answer.mine } }));
  const now = told(mine);
  const theirs = told(answer.fields ?? {});
  const place = document.getElementById("ballot-answer");
  if (now !== kept && now !== theirs && sent !== theirs) {
    const notice = document.createElement("p");
    notice.className = "message message--warning";
    notice.textContent = form()?.dataset.elsewhere ?? "";
    // Whoever saves now has been told: the ballot of this page replaces the other one.
    [seen, kept] = [answer.seen, theirs];
    fill();
    return place?.replaceChildren(notice);
  }
  if (now === kept && theirs !== kept) {
    mine = answer.fields ?? {};
    place?.replaceChildren();
  }
  [seen, kept] = [answer.seen, theirs];
  fill();
}

/**
 * Choices as a text to compare: an empty field is no choice, nor is a number that is zero.
 * @param {Choices} choices
 */
function told(choices) {
  const numbers = new Set(
    [...document.querySelectorAll("form[data-ballot] input")].map(({ name, type }) => type === "number" && name),
  );
  const said = Object.keys(choices).map((name) => ({ name, values: [choices[name]].flat().map(String) }));
  const chosen = said.filter(({ name, values }) => values.some((one) => one && !(numbers.has(name) && one === "0")));
  return JSON.stringify(chosen.map(({ name, values }) => [name, ...values]).sort());
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
