// The ballot is the same HTML for everybody: my dots are filled in here, and kept through every swap.
import { CHANGED, hear } from "./events.js";
import { text } from "./texts.js";

const LINE = 16; // px that a browser scrolls for a line of the wheel

let dots = {}; // by field name, e.g. {"dots-12": 3}
let poll = "";
let seen = ""; // the version of my ballot that this page shows: a page that is behind is told so

export function startBallot(room) {
  dots = JSON.parse(room.dataset.ballot || "{}");
  seen = room.dataset.ballotSeen ?? "";
  // A form is cleared once it waits in the outbox: what I placed stays in sight.
  document.addEventListener("reset", (event) => event.target.dataset.ballot && event.preventDefault());
  document.addEventListener("ballot", ({ detail }) => learn(detail));
  document.addEventListener("click", ({ target }) => {
    const button = target.closest("[data-step-by]");
    if (button) step(button);
  });
  document.addEventListener("input", ({ target }) => {
    const { form: ballot } = /** @type {HTMLInputElement} */ (target);
    if (ballot?.dataset.ballot) collect(ballot);
  });
  hear(CHANGED, ({ ids, board }) => (board || ids.includes("ballot")) && fill());
  fill();
}

function form() {
  return /** @type {HTMLFormElement} */ (document.querySelector("form[data-ballot]"));
}

function fields(ballot) {
  return [.../** @type {NodeListOf<HTMLInputElement>} */ (ballot.querySelectorAll("input[type=number]"))];
}

function fill() {
  const ballot = form();
  if (!ballot) return;
  fields(ballot).forEach((field) => field.addEventListener("wheel", scrollPage, { passive: false }));
  if (poll && poll !== ballot.dataset.ballot) [dots, seen] = [{}, ""];
  poll = ballot.dataset.ballot;
  fields(ballot).forEach((field) => (field.value = String(dots[field.name] ?? 0)));
  ballot.elements.seen.value = seen;
  showLeft(ballot);
}

// The answer to a ballot says which one is kept now; with its dots where they are not those that were sent.
function learn(kept) {
  if (poll && poll !== kept.poll) return;
  seen = kept.seen;
  if (kept.fields) dots = kept.fields;
  fill();
}

// A browser would take a wheel over the field that has the focus for another number of dots.
function scrollPage(event) {
  if (event.target !== document.activeElement) return;
  event.preventDefault();
  const unit = event.deltaMode === WheelEvent.DOM_DELTA_PIXEL ? 1 : LINE;
  window.scrollBy({ top: event.deltaY * unit, left: event.deltaX * unit, behavior: "instant" });
}

function step(button) {
  if (button.getAttribute("aria-disabled") === "true") return;
  const field = /** @type {HTMLInputElement} */ (document.getElementById(button.getAttribute("aria-controls")));
  const wanted = Number(field.value) + Number(button.dataset.stepBy);
  const allowed = Number(field.value) + left(field.form);
  field.value = String(Math.max(0, Math.min(wanted, allowed)));
  collect(field.form);
}

function collect(ballot) {
  fields(ballot).forEach((field) => (dots[field.name] = Number(field.value)));
  document.getElementById("ballot-answer")?.replaceChildren();
  showLeft(ballot);
}

function left(ballot) {
  const placed = fields(ballot).reduce((sum, field) => sum + Number(field.value), 0);
  return Number(ballot.dataset.dots) - placed;
}

function showLeft(ballot) {
  const rest = left(ballot);
  const place = ballot.querySelector("[data-dots-left]");
  place.textContent = rest >= 0 ? rest : text("tooManyDots", -rest);
  // Not `disabled`: the press that places the last dot must not drop the focus.
  ballot.querySelectorAll("[data-step-by='1']").forEach((button) => {
    button.setAttribute("aria-disabled", String(rest <= 0));
  });
}
