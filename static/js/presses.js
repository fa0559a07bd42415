// A press counts only on a button that this person had time to read. A frame may put another button under the finger:
// the second of two quick clicks on « Étape suivante » would skip a step for the hall. So a button that has just
// been drawn, or has just changed its meaning, waits for a moment. The server also checks `seen`.
import { showSuccess } from "./notices.js";
import { required } from "./required.js";
import { text } from "./texts.js";

const READING = 700; // ms; nobody reads and presses faster, and a double click takes up to 500 ms

/** @param {HTMLElement} room */
export function startPresses(room) {
  new MutationObserver(look).observe(room, {
    childList: true,
    subtree: true,
    attributeFilter: ["aria-pressed"],
    attributeOldValue: true,
  });
  document.addEventListener("click", weigh, true);
  // A key that is held down presses the button again and again.
  document.addEventListener(
    "keydown",
    (event) => {
      if (event.repeat && event.key === "Enter" && sender(event.target)) event.preventDefault();
    },
    true,
  );
}

/**
 * Describes what a control would do. The same button drawn again has an equal description; a button with another
 * meaning has a different one.
 * @param {HTMLElement} control
 */
function meaning(control) {
  const hidden = [...control.querySelectorAll("input[type=hidden]")].map(({ name, value }) => [name, value]);
  return JSON.stringify([control.getAttribute("hx-post"), control.getAttribute("hx-vals"), hidden]);
}

/** @param {Node[]} nodes */
function controlsIn(nodes) {
  return nodes.flatMap((node) => {
    if (!(node instanceof HTMLElement)) return [];
    return [...(node.matches("[hx-post]") ? [node] : []), ...node.querySelectorAll("[hx-post]")];
  });
}

/**
 * Finds the control that means the same as `control` after a swap, and allows presses on it. Returns nothing when it is
 * gone or means something else now. Called after a question about `control`, which its reader has read.
 * @param {HTMLElement} control
 */
export function standIn(control) {
  if (control.isConnected) return control;
  const sought = meaning(control);
  const found = controlsIn([required("#room")]).find((one) => meaning(one) === sought);
  if (found) buttonsOf(found).forEach((button) => holds.delete(button));
  return found;
}

/**
 * A swap takes the old button out and puts the new one in within one batch of records.
 * @param {MutationRecord[]} records
 */
function look(records) {
  const removed = controlsIn(records.flatMap((record) => [...record.removedNodes]));
  // Nobody has read a button that is still held, so the button that takes its place is held too.
  const before = new Set(removed.filter((control) => !buttonsOf(control).some(isHeld)).map(meaning));
  const added = new Set(controlsIn(records.flatMap((record) => [...record.addedNodes])));
  const drawn = [...added].filter((control) => !before.has(meaning(control)));
  const turned = records.flatMap(turnedBy).filter((control) => !added.has(control));
  hold([...drawn, ...turned]);
}

/**
 * The control whose button has changed its meaning, if any.
 * @param {MutationRecord} record
 */
function turnedBy({ type, target, oldValue }) {
  if (type !== "attributes" || !(target instanceof HTMLElement)) return [];
  const control = target.closest("[hx-post]");
  return control && target.getAttribute("aria-pressed") !== oldValue ? [control] : [];
}

/** @type {WeakMap<Element, number>} How many times each button is held. */
const holds = new WeakMap();

/** @param {HTMLElement[]} controls */
function hold(controls) {
  // An invisible button needs no hold. Neither does a form in a dialog: its reader asked for it.
  const buttons = controls.flatMap(buttonsOf).filter((button) => !button.closest("[hidden], dialog"));
  if (!buttons.length) return;
  for (const button of buttons) {
    holds.set(button, (holds.get(button) ?? 0) + 1);
    // Not `disabled`, which would take the focus away.
    button.setAttribute("aria-disabled", "true");
  }
  setTimeout(() => buttons.forEach(release), READING);
}

/** @param {Element} button */
function isHeld(button) {
  return (holds.get(button) ?? 0) > 0;
}

/** @param {Element} button */
function release(button) {
  const left = (holds.get(button) ?? 1) - 1;
  holds.set(button, left);
  if (left <= 0) button.removeAttribute("aria-disabled");
}

/**
 * @param {HTMLElement} control
 * @returns {HTMLElement[]}
 */
function buttonsOf(control) {
  return control.matches("form") ? [...control.querySelectorAll("button[type=submit]")] : [control];
}

/**
 * The control that a press on this element sends, if any.
 * @param {HTMLElement} target
 */
function sender(target) {
  const button = target.closest?.("button");
  const control = button?.closest("[hx-post]");
  return button && control && buttonsOf(control).includes(button) ? control : null;
}

/** @param {OnPage<MouseEvent>} event */
function weigh(event) {
  const button = event.target.closest?.("button");
  const control = sender(event.target);
  if (!button || !control) return;
  const held = isHeld(button);
  if (!held && !isOnItsWay(control)) return;
  event.preventDefault();
  event.stopPropagation();
  if (held) showSuccess(text("redrawn"));
}

/**
 * A form with fields may be sent again while it is on its way: what was typed may have changed.
 * @param {HTMLElement} control
 */
function isOnItsWay(control) {
  return (
    control.classList.contains("htmx-request") && !control.querySelector("input:not([type=hidden]), select, textarea")
  );
}
