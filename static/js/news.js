// One polite live region says in one sentence what is new, at most every 5 seconds.
import { CHANGED, hear } from "./events.js";
import { isMine } from "./mine.js";
import { required } from "./required.js";
import { text } from "./texts.js";

const AT_MOST_EVERY = 5_000; // ms
const COUNTED = { "card-": "newCards", "proposal-": "newBalises", "person-": "newPeople" };

/** @type {Map<string, number | string>} How many have come since the last sentence; for `step` and `clock`, a sentence. */
const pending = new Map();
/** @type {ReturnType<typeof setTimeout> | null} */
let sayAgain = null;
let step = "";

export function startNews() {
  step = stepName();
  hear(CHANGED, ({ added }) => {
    added.filter((id) => !isMine(id)).forEach(count);
    if (stepName() !== step) {
      step = stepName();
      pending.set("step", `${text("newStep")} ${step}`);
    }
    sayInTurn();
  });
}

/**
 * Says a sentence of another module in the same region. A newer one of the same name takes its place.
 * @param {string} name
 * @param {string} sentence
 */
export function announce(name, sentence) {
  pending.set(name, sentence);
  sayInTurn();
}

function sayInTurn() {
  if (pending.size && !sayAgain) say();
}

function stepName() {
  return document.getElementById("step-name")?.textContent.trim() ?? "";
}

/** @param {string} id */
function count(id) {
  const name = Object.entries(COUNTED).find(([start]) => id.startsWith(start))?.[1];
  if (name) pending.set(name, Number(pending.get(name) ?? 0) + 1);
}

function say() {
  const sentences = [...pending].map(([name, what]) => (typeof what === "string" ? what : text(name, what)));
  pending.clear();
  required("#news").textContent = sentences.join(", ");
  sayAgain = setTimeout(() => {
    sayAgain = null;
    if (pending.size) say();
  }, AT_MOST_EVERY);
}
