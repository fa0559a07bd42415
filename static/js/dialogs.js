// Dialogs: forms loaded into #editor, the new card, confirmations. Typed text is never dropped unasked.
import { showError } from "./notices.js";
import { standIn } from "./presses.js";
import { text } from "./texts.js";

export function startDialogs() {
  document.addEventListener("click", ({ target }) => {
    const opener = target.closest("[data-open-dialog]");
    if (opener) open(document.getElementById(opener.dataset.openDialog));
    if (target.closest("[data-close-dialog]")) leave(target.closest("dialog"));
  });
  document.addEventListener("cancel", (event) => {
    if (!event.target.matches("#editor")) return;
    event.preventDefault();
    leave(event.target);
  }, true);
  document.addEventListener("htmx:afterSwap", ({ detail }) => {
    // Our own swaps of fragments name no target: nobody asked for a form.
    if (detail.target?.id === "editor-body") begin(detail.target);
    else if (detail.target) showSummary();
  });
  document.addEventListener("saved", ({ target }) => closeAfterSaving(target));
  document.addEventListener("htmx:confirm", askFirst);
}

function open(dialog) {
  if (dialog && !dialog.open) dialog.showModal();
}

function begin(body) {
  open(body.closest("dialog"));
  body.dataset.typed = "";
  body.oninput = () => (body.dataset.typed = "yes");
  body.scrollTop = 0;
  const field = body.querySelector("textarea, input:not([type=hidden])");
  field?.focus();
}

function showSummary() {
  document.querySelector("dialog[open] .error-summary[data-focus]")?.focus();
}

async function leave(dialog) {
  const body = dialog.querySelector("#editor-body");
  if (body?.dataset.typed && !(await confirm(text("abandon")))) return;
  dialog.close();
  if (body) {
    body.dataset.typed = "";
    body.replaceChildren();
  }
}

function closeAfterSaving(target) {
  const dialog = target.closest?.("dialog");
  if (!dialog) return;
  const body = dialog.querySelector("#editor-body");
  if (body) body.dataset.typed = "";
  dialog.close();
}

const answered = new WeakSet(); // controls whose question was answered with yes

// hx-confirm, in our own words and look.
async function askFirst(event) {
  const { elt, question, issueRequest } = event.detail;
  if (!question) return;
  event.preventDefault();
  if (answered.delete(elt)) return issueRequest(true);
  if (!(await confirm(question))) return;
  // While the question stood there, a frame may have drawn the button again, or another one in its place.
  const now = standIn(elt);
  if (now === elt) return issueRequest(true);
  if (!now) return showError(text("overtaken"));
  answered.add(now);
  now.matches("form") ? now.requestSubmit() : now.click();
}

function confirm(question) {
  const dialog = document.getElementById("confirm");
  dialog.querySelector("[data-question]").textContent = question;
  dialog.returnValue = "";
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes"), { once: true });
  });
}
