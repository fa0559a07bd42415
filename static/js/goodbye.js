// When the seat was taken away, the session is gone, or the page may no longer watch, this module says so and
// removes the room from the screen. The text that somebody was typing stays in sight. When a session is closed
// while somebody types, a sentence beside the text says so.
import { draftedTexts, dropAllDrafts } from "./drafts.js";
import { CHANGED, CONNECTION, hear, tell } from "./events.js";
import { unansweredTexts } from "./outbox.js";
import { textList } from "./remains.js";
import { required } from "./required.js";
import { text } from "./texts.js";

// The elements in which the page shows its messages.
const KEPT = ["texts", "news", "toast", "notice", "remains-template"];
const REMAINS = "remains";

/** @param {"removed" | "gone"} reason */
export function showGoodbye(reason) {
  const words = required(`#goodbye-${reason}`).content.cloneNode(true);
  const texts = [...draftedTexts(), ...unansweredTexts()];
  tell(CONNECTION, { state: "left" });
  document.querySelectorAll("dialog[open]").forEach((dialog) => dialog.close());
  document.querySelectorAll("header [data-open-dialog]").forEach((opener) => opener.toggleAttribute("hidden", true));
  document.getElementById("outbox")?.replaceChildren();
  const room = required("#room");
  [...room.children].forEach((child) => KEPT.includes(child.id) || child.remove());
  room.append(words);
  if (texts.length) room.append(textList(text("remainsLeft"), texts));
  window.scrollTo({ top: 0, behavior: "instant" });
  room.focus({ preventScroll: true });
}

/** A text that somebody was typing when the session was closed stays in sight, also after a reload. */
export function startClosing() {
  hear(CHANGED, tellClosing);
  document.addEventListener("close", tellClosing, true);
  tellClosing();
}

function tellClosing() {
  const closed = document.getElementById("session-state")?.dataset.status === "closed";
  warnOpenForm(closed);
  document.getElementById(REMAINS)?.remove();
  const texts = closed ? draftedTexts() : [];
  if (!texts.length) return;
  const list = textList(text("remainsClosed"), texts);
  list.id = REMAINS;
  list.append(forgetButton());
  document.getElementById("board")?.after(list);
}

/** @param {boolean} closed */
function warnOpenForm(closed) {
  const form = document.querySelector("dialog[open] form[hx-post]");
  const known = form?.querySelector("[data-closed]");
  if (!closed) known?.remove();
  if (!form || !closed || known) return;
  const words = document.createElement("p");
  words.className = "message message--warning";
  words.role = "alert";
  words.dataset.closed = "";
  words.textContent = text("closedMeanwhile");
  form.prepend(words);
  words.scrollIntoView({ block: "nearest" });
}

function forgetButton() {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button button--quiet button--danger";
  button.textContent = text("forgetDrafts");
  button.addEventListener("click", () => {
    dropAllDrafts();
    tellClosing();
    document.getElementById("room")?.focus();
  });
  return button;
}
