// Dialogs: forms loaded into #editor, the new card, confirmations. Nobody loses a typed text without a question.
import { dropDraft, hasDraft, keepDraft, restoreDraft } from "./drafts.js";
import { showError } from "./notices.js";
import { giveFocusBack, rememberOpener } from "./openers.js";
import { standIn } from "./presses.js";
import { textList } from "./remains.js";
import { required } from "./required.js";
import { text } from "./texts.js";

const FIELD = "textarea, input:not([type=hidden])";

/** @type {HTMLElement | null} The field of the editor that had the focus last. */
let lastField = null;

export function startDialogs() {
  document.addEventListener("click", ({ target }) => {
    const opener = target.closest("[data-open-dialog]");
    if (opener) openBy(opener);
    const dialog = target.closest("dialog");
    if (dialog && target.closest("[data-close-dialog]")) leave(dialog);
  });
  document.addEventListener("focusin", ({ target }) => {
    if (target.closest("#editor")) lastField = target;
  });
  document.addEventListener("cancel", holdBack, true);
  document.addEventListener("close", ({ target }) => takeClose(target), true);
  document.addEventListener("htmx:afterSwap", ({ detail }) => {
    // Our own swaps of fragments name no target. They are no answer to somebody who opens a form.
    if (detail.target?.id === "editor-body") begin(detail.target, detail.requestConfig.elt);
    else if (detail.target) showSummary();
  });
  document.addEventListener("saved", ({ target }) => target.closest?.("dialog")?.close());
  document.addEventListener("htmx:confirm", askFirst);
}

/**
 * Shows a form that was refused long after it was sent. Returns false on a page without an editor.
 * @param {string} html
 */
export function returnForm(html) {
  const body = document.getElementById("editor-body");
  if (!body) return false;
  htmx.swap(body, html, { swapStyle: "innerHTML", swapDelay: 0, settleDelay: 0 });
  const form = body.querySelector("form");
  if (form) keepDraft(form);
  open(required("#editor"));
  showSummary();
  return true;
}

/**
 * Shows texts that no form takes any more, so that people can copy them. Returns false on a page without an editor.
 * @param {string} reason
 * @param {import("./typed.js").Text[]} texts
 */
export function showTexts(reason, texts) {
  const body = document.getElementById("editor-body");
  if (!body) return false;
  body.replaceChildren(textList(reason, texts, { closes: true }));
  open(required("#editor"));
  return true;
}

/** @param {HTMLDialogElement} dialog */
function open(dialog) {
  if (!dialog.open) dialog.showModal();
}

/** @param {HTMLElement} opener */
function openBy(opener) {
  const dialog = /** @type {HTMLDialogElement | null} */ (document.getElementById(opener.dataset.openDialog ?? ""));
  if (!dialog || dialog.open) return;
  rememberOpener(dialog, opener);
  dialog.showModal();
  focusFirstField(dialog);
}

/**
 * A form has come into the editor.
 * @param {HTMLElement} body
 * @param {HTMLElement} opener
 */
function begin(body, opener) {
  const dialog = required("#editor");
  rememberOpener(dialog, opener);
  open(dialog);
  body.scrollTop = 0;
  const form = body.querySelector("form");
  if (form && restoreDraft(form)) sayDraftIsBack(form);
  focusFirstField(body);
}

/** @param {HTMLFormElement} form */
function sayDraftIsBack(form) {
  const words = document.createElement("p");
  words.className = "message";
  words.textContent = text("draftIsBack");
  required("h2", form).after(words);
}

/**
 * Finds the field that gets the focus. In a group of radio buttons this is the chosen one.
 * @param {HTMLElement} place
 */
function focusFirstField(place) {
  const field = /** @type {HTMLInputElement | null} */ (place.querySelector(FIELD));
  const chosen = field?.type === "radio" && field.form?.querySelector(`[name="${field.name}"]:checked`);
  (chosen || field)?.focus();
}

function showSummary() {
  document.querySelector("dialog[open] .error-summary[data-focus]")?.focus();
}

/** @param {OnPage<Event, HTMLDialogElement>} event */
function holdBack(event) {
  // Browsers let a page prevent the closing of a dialog only so often. Where the page cannot, `close` follows.
  if (!event.target.matches("#editor") || !event.cancelable) return;
  event.preventDefault();
  leave(event.target);
}

/**
 * The browser closed the dialog before its author gave the text up: the dialog opens again, and asks.
 * @param {HTMLDialogElement} dialog
 */
function takeClose(dialog) {
  if (!dialog.isConnected) return;
  if (!unsent(dialog)) return giveFocusBack(dialog);
  const field = lastField;
  dialog.showModal();
  field?.focus();
  leave(dialog);
}

/**
 * The form of a new card keeps its text when its dialog closes. Only a form in the editor disappears with the dialog.
 * @param {HTMLDialogElement} dialog
 */
function unsent(dialog) {
  const form = dialog.querySelector("#editor-body > form");
  return hasDraft(form) ? form : dialog.querySelector("#editor-body > .remains");
}

/** @param {HTMLDialogElement} dialog */
async function leave(dialog) {
  const content = unsent(dialog);
  if (content && !(await confirm(text("abandon")))) return;
  if (content instanceof HTMLFormElement) dropDraft(content);
  dialog.querySelector("#editor-body")?.replaceChildren();
  dialog.close();
}

/** @type {WeakSet<Element>} Controls whose question somebody answered with yes. */
const answered = new WeakSet();

/**
 * Asks the question of `hx-confirm` in a dialog of our own.
 * @param {Told<HtmxDetail>} event
 */
async function askFirst(event) {
  const { elt, question, issueRequest } = event.detail;
  if (!question) return;
  event.preventDefault();
  if (answered.delete(elt)) return issueRequest(true);
  if (!(await confirm(question, elt))) return;
  // While the question was open, a frame may have drawn the button again, or another button in its place.
  const now = standIn(elt);
  if (now === elt) return issueRequest(true);
  if (!now) return showError(text("overtaken"));
  answered.add(now);
  // Not `requestSubmit`, which the oldest browsers lack.
  (now.matches("form") ? now.querySelector("button") : now)?.click();
}

/**
 * @param {string} question
 * @param {HTMLElement | null} [opener]
 * @returns {Promise<boolean>}
 */
function confirm(question, opener = null) {
  const dialog = required("#confirm");
  if (dialog.open) return Promise.resolve(false);
  rememberOpener(dialog, opener);
  required("[data-question]", dialog).textContent = question;
  dialog.returnValue = "";
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes"), { once: true });
  });
}
