// This browser keeps every POST that was submitted and not answered. The POST survives a reload, is sent again with the
// same operation id, and is dropped only when it is answered. After a refusal the author gets the text back.
import { returnForm, showTexts } from "./dialogs.js";
import { CONNECTION, hear } from "./events.js";
import { showError, showSuccess } from "./notices.js";
import { forget, isOnlyHere, keep, keysFrom, ownKey, recall } from "./storage.js";
import { text } from "./texts.js";

/**
 * `failed`: nobody on this page waits for the answer any more, so the POST is sent again. `texts`: the typed
 * texts, which the page shows if the POST is refused.
 * @typedef {{operation: string, url: string, body: string, texts: import("./typed.js").Text[],
 *   failed: boolean, order: number}} Entry
 */

const OUTBOX = "outbox";
const AGAIN = 5_000; // ms between two tries
const PATIENCE = 10_000; // ms for one answer

let sending = false;
let left = false;

export function startOutbox() {
  adoptAll();
  hear(CONNECTION, ({ state }) => {
    left = state === "left";
    if (["connected", "asking"].includes(state)) sendAll();
  });
  window.addEventListener("beforeunload", (event) => endsWithThePage().length && event.preventDefault());
  setInterval(sendAll, AGAIN);
  sendAll();
}

/**
 * Keeps a POST before its request leaves, so that a page that is reloaded before the answer sends it again.
 * @param {Omit<Entry, "failed" | "order">} entry
 */
export function post(entry) {
  const order = 1 + Math.max(0, ...entries().map((one) => one.order));
  put({ ...entry, failed: false, order });
}

/** @param {string} operation */
export function drop(operation) {
  forget(keyOf(operation));
  show();
}

/** @param {string} operation */
export function postpone(operation) {
  const entry = recall(keyOf(operation));
  if (entry) put({ ...entry, failed: true });
}

/** @returns {import("./typed.js").Text[]} the typed texts that have no answer yet */
export function unansweredTexts() {
  return entries().flatMap(({ texts }) => texts ?? []);
}

// After a reload nobody waits for an answer any more, so the page sends everything in the outbox again.
function adoptAll() {
  entries().forEach((entry) => put({ ...entry, failed: true }));
  show();
}

/** @param {Entry} entry */
function put(entry) {
  keep(keyOf(entry.operation), entry);
  show();
}

/** @param {string} operation */
function keyOf(operation) {
  return ownKey(OUTBOX, operation);
}

/** @returns {Entry[]} in the order in which they were submitted */
function entries() {
  const kept = keysFrom(ownKey(OUTBOX)).map(recall).filter(Boolean);
  return kept.sort((one, other) => one.order - other.order);
}

/** Whether something that was sent from here has no answer yet. */
export function isUnanswered() {
  return entries().length > 0;
}

function waiting() {
  return entries().filter(({ failed }) => failed);
}

function endsWithThePage() {
  return waiting().filter(({ operation }) => isOnlyHere(keyOf(operation)));
}

function show() {
  const place = document.getElementById(OUTBOX);
  if (!place) return; // the hall's screen posts nothing
  const number = waiting().length;
  const sentences = number ? [text("waiting", number)] : [];
  if (endsWithThePage().length) sentences.push(text("onlyHere"));
  place.textContent = sentences.join(" ");
}

async function sendAll() {
  if (sending || left || !navigator.onLine) return;
  sending = true;
  try {
    // POSTs are sent in order, because a later one may depend on an earlier one.
    for (const entry of waiting()) {
      if (!(await send(entry))) break;
    }
  } finally {
    sending = false;
  }
}

/** @param {Entry} entry */
async function send(entry) {
  try {
    const answer = await fetch(entry.url, {
      method: "POST",
      body: new URLSearchParams(entry.body),
      headers: { "HX-Request": "true", ...JSON.parse(document.body.getAttribute("hx-headers") ?? "{}") },
      signal: AbortSignal.timeout?.(PATIENCE),
    });
    return await settle(entry, answer);
  } catch {
    return false;
  }
}

/**
 * True when the entry was answered, one way or the other.
 * @param {Entry} entry
 * @param {Response} answer
 */
async function settle(entry, answer) {
  // 429: too fast, not refused.
  if (answer.status >= 500 || answer.status === 429) return false;
  if (answer.headers.get("X-Page-Too-Old")) {
    showError(text("reload"));
    return false;
  }
  // A refused text is shown in a dialog, but not while somebody types in another dialog.
  if (!answer.ok && hasText(entry) && document.querySelector("dialog[open]")) return false;
  const words = await answer.text();
  const { ballot } = JSON.parse(answer.headers.get("HX-Trigger") ?? "{}");
  if (ballot) document.dispatchEvent(new CustomEvent("ballot", { detail: ballot }));
  if (answer.ok) taken(answer);
  else bringBack(entry, words, answer.status);
  drop(entry.operation);
  return true;
}

/** @param {Entry} entry */
function hasText({ texts }) {
  return Boolean(texts?.length);
}

/** @param {Response} answer */
function taken(answer) {
  const { saved } = JSON.parse(answer.headers.get("HX-Trigger") ?? "{}");
  if (saved) document.dispatchEvent(new CustomEvent("saved", { detail: saved, bubbles: true }));
  else showSuccess(text("sent"));
}

/**
 * Shows the refused form with its reasons and everything that was typed. Without a form, this shows the texts, so that
 * people can copy them. A button has no text, so only its reason is shown.
 * @param {Entry} entry
 * @param {string} words
 * @param {number} status
 */
function bringBack(entry, words, status) {
  const isForm = status === 422 && words.includes("<form");
  // The page has the form of a new card already. Ids must differ, because labels would otherwise name the wrong fields.
  if (isForm && returnForm(words.replaceAll("new-card-", "returned-card-"))) return;
  const plain = status === 422 ? new DOMParser().parseFromString(words, "text/html").body.textContent : words;
  const reason = (words.includes("<html") ? "" : plain.trim()) || text("failed");
  if (!hasText(entry) || !showTexts(reason, entry.texts)) showError(reason);
}
