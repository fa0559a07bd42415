// One polite live region says in one sentence what is new, at most every 5 seconds.
import { CHANGED, hear } from "./events.js";
import { isMine } from "./mine.js";
import { isUnanswered } from "./outbox.js";
import { required } from "./required.js";
import { text } from "./texts.js";

const AT_MOST_EVERY = 5_000; // ms
const COUNTED = { "card-": "newCards", "proposal-": "newBalises", "person-": "newPeople" };

/** @type {Set<string>} The fragments that have come since the last sentence. */
const come = new Set();
/** @type {Map<string, string>} The sentences of others that wait, by name. */
const pending = new Map();
/** @type {ReturnType<typeof setTimeout> | null} */
let sayAgain = null;
let step = "";

export function startNews() {
  step = stepName();
  hear(CHANGED, ({ added }) => {
    added.forEach((id) => come.add(id));
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

// A fragment may come before the answer to the form that posted it, and only the answer says that it is mine.
function sayInTurn() {
  if (sayAgain) return;
  if (isUnanswered()) sayLater();
  else say();
}

function sayLater() {
  sayAgain = setTimeout(() => {
    sayAgain = null;
    say();
  }, AT_MOST_EVERY);
}

function say() {
  const sentences = [...counts(), ...pending.values()];
  come.clear();
  pending.clear();
  if (!sentences.length) return;
  required("#news").textContent = sentences.join(", ");
  sayLater();
}

function counts() {
  const others = [...come].filter((id) => !isMine(id));
  return Object.entries(COUNTED).flatMap(([start, name]) => {
    const number = others.filter((id) => id.startsWith(start)).length;
    return number ? [text(name, number)] : [];
  });
}

function stepName() {
  return document.getElementById("step-name")?.textContent.trim() ?? "";
}
