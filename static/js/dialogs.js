// Dialogs: forms loaded into #editor, the new card, confirmations. Typed text is never dropped unasked.
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
    // Our own swaps of fragments name no target: nobody asked for a form.
    if (detail.target?.id === "editor-body") begin(detail.target, detail.requestConfig.elt);
    else if (detail.target) showSummary();
  });
  document.addEventListener("saved", ({ target }) => target.closest?.("dialog")?.close());
  document.addEventListener("htmx:confirm", askFirst);
}

/**
 * A form that was refused long after it was sent. Returns false on a page without an editor.
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
 * Texts that no form takes any more, to be copied. Returns false on a page without an editor.
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
 * Of radio buttons the chosen one is the place where the keyboard enters.
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
  // Browsers let a page hold a dialog back only so often: what cannot be cancelled ends in `close`.
  if (!event.target.matches("#editor") || !event.cancelable) return;
  event.preventDefault();
  leave(event.target);
}

/**
 * Closed by the browser over a text that nobody gave up: the dialog comes back, and asks.
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
 * The new card keeps its text when it is put aside: only what the editor shows goes with its dialog.
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

/** @type {WeakSet<Element>} Controls whose question was answered with yes. */
const answered = new WeakSet();

/**
 * hx-confirm, in our own words and look.
 * @param {Told<HtmxDetail>} event
 */
async function askFirst(event) {
  const { elt, question, issueRequest } = event.detail;
  if (!question) return;
  event.preventDefault();
  if (answered.delete(elt)) return issueRequest(true);
  if (!(await confirm(question, elt))) return;
  // While the question stood there, a frame may have drawn the button again, or another one in its place.
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
