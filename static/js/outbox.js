// What was submitted and not answered is kept in this browser, survives a reload, is sent again with
// the same operation id, and is dropped only when answered. A refusal brings the text back.
import { CONNECTION, hear } from "./events.js";
import { showError, showSuccess } from "./notices.js";
import { text } from "./texts.js";

const AGAIN = 5_000; // ms between two tries
const PATIENCE = 10_000; // ms for one answer

let key = "";
let sending = false;

export function startOutbox(room) {
  key = `outbox:${room.dataset.code}`;
  hear(CONNECTION, ({ state }) => ["connected", "asking"].includes(state) && sendAll());
  setInterval(sendAll, AGAIN);
  show();
  sendAll();
}

function entries() {
  return JSON.parse(localStorage.getItem(key) ?? "[]");
}

function store(kept) {
  if (kept.length) localStorage.setItem(key, JSON.stringify(kept));
  else localStorage.removeItem(key);
  show();
}

// `entry` is {operation, url, body, failed}. Until it has failed once, the page itself waits for the answer.
export function keep(entry) {
  store([...entries().filter((one) => one.operation !== entry.operation), entry]);
}

export function drop(operation) {
  store(entries().filter((one) => one.operation !== operation));
}

export function postpone(operation) {
  store(entries().map((one) => (one.operation === operation ? { ...one, failed: true } : one)));
}

// After a reload nobody waits for an answer any more: everything kept is to be sent again.
export function adoptAll() {
  store(entries().map((one) => ({ ...one, failed: true })));
}

function show() {
  const place = document.getElementById("outbox");
  const waiting = entries().filter((one) => one.failed).length;
  place.textContent = waiting ? text("waiting", waiting) : "";
}

async function sendAll() {
  if (sending || !navigator.onLine) return;
  sending = true;
  try {
    // In order: a later one may build on an earlier one.
    for (const entry of entries().filter((one) => one.failed)) {
      if (!(await send(entry))) break;
    }
  } finally {
    sending = false;
  }
}

async function send(entry) {
  try {
    const answer = await fetch(entry.url, {
      method: "POST",
      body: new URLSearchParams(entry.body),
      headers: { "HX-Request": "true", ...JSON.parse(document.body.getAttribute("hx-headers")) },
      signal: AbortSignal.timeout?.(PATIENCE),
    });
    return await settle(entry, answer);
  } catch {
    return false;
  }
}

// True when the entry was answered, one way or the other.
async function settle(entry, answer) {
  // 429: too fast, not refused.
  if (answer.status >= 500 || answer.status === 429) return false;
  if (answer.headers.get("X-Page-Too-Old")) {
    showError(text("reload"));
    return false;
  }
  // The refused text comes back in a dialog: not while somebody types in another.
  if (answer.status === 422 && document.querySelector("dialog[open]")) return false;
  drop(entry.operation);
  const { ballot } = JSON.parse(answer.headers.get("HX-Trigger") ?? "{}");
  if (ballot) document.dispatchEvent(new CustomEvent("ballot", { detail: ballot }));
  if (answer.ok) taken(answer);
  else bringBack(entry, await answer.text(), answer.status);
  return true;
}

function taken(answer) {
  const { saved } = JSON.parse(answer.headers.get("HX-Trigger") ?? "{}");
  if (saved) document.dispatchEvent(new CustomEvent("saved", { detail: saved, bubbles: true }));
  else showSuccess(text("sent"));
}

// The refused form comes with its reasons and everything that was typed. A button has no text: only its reason.
function bringBack(entry, words, status) {
  const body = document.getElementById("editor-body");
  if (status === 422 && body && words.includes("<form")) {
    // The page has the form of a new card already: ids must differ, or labels name the wrong fields.
    const form = words.replaceAll("new-card-", "returned-card-");
    htmx.swap(body, form, { swapStyle: "innerHTML", swapDelay: 0, settleDelay: 0 });
    const editor = document.getElementById("editor");
    if (!editor.open) editor.showModal();
    body.querySelector("[data-focus]")?.focus();
  } else {
    const reason = status === 422 ? new DOMParser().parseFromString(words, "text/html").body.innerText : words;
    showError(reason.trim() || text("failed"));
  }
}
