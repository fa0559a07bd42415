// Every text that somebody types survives a reload or an empty battery: this browser keeps it until it is
// sent. The key of a draft is the seat and the address of the form, which says what the form edits.
import { forget, keep, keysFrom, ownKey, recall } from "./storage.js";
import { fieldsOf, fillIn, textFields, textsOf } from "./typed.js";

/** @typedef {{fields: import("./typed.js").Field[], texts: import("./typed.js").Text[]}} Draft */

const DRAFT = "draft";
const FORM = "dialog form[hx-post]";

export function startDrafts() {
  const form = /** @type {HTMLFormElement | null} */ (document.querySelector(`#new-card form`));
  if (form) takeBack(form);
  document.addEventListener("input", ({ target }) => {
    const form = /** @type {HTMLElement} */ (target).closest(FORM);
    if (form) keepDraft(/** @type {HTMLFormElement} */ (form));
  });
  document.addEventListener("saved", ({ target }) => {
    if (target instanceof HTMLFormElement && target.matches(FORM)) dropDraft(target);
  });
}

/** @param {HTMLFormElement} form */
export function keepDraft(form) {
  if (textFields(form).length) keep(keyOf(form), { fields: fieldsOf(form), texts: textsOf(form) });
}

/**
 * Returns whether there was one.
 * @param {HTMLFormElement} form
 */
export function restoreDraft(form) {
  const draft = /** @type {Draft | null} */ (recall(keyOf(form)));
  if (draft) fillIn(form, draft.fields);
  return draft !== null;
}

/**
 * A new card that was refused is shown in the editor. After a reload its text is in the form of a new card again,
 * unless somebody has begun another card there.
 * @param {HTMLFormElement} form
 */
function takeBack(form) {
  if (restoreDraft(form)) return;
  const returned = ownKey(DRAFT, `editor ${form.getAttribute("hx-post")}`);
  const draft = /** @type {Draft | null} */ (recall(returned));
  if (!draft) return;
  fillIn(form, draft.fields);
  forget(returned);
  keepDraft(form);
}

/** @param {HTMLFormElement | null} form */
export function hasDraft(form) {
  return form !== null && recall(keyOf(form)) !== null;
}

/** @param {HTMLFormElement} form */
export function dropDraft(form) {
  forget(keyOf(form));
}

/** @returns {import("./typed.js").Text[]} those of every draft of this seat */
export function draftedTexts() {
  return draftKeys().flatMap((key) => /** @type {Draft} */ (recall(key))?.texts ?? []);
}

export function dropAllDrafts() {
  draftKeys().forEach(forget);
}

function draftKeys() {
  return keysFrom(ownKey(DRAFT));
}

/**
 * Stores the key on the form: a form that its answer has replaced is in no dialog any more.
 * @param {HTMLFormElement} form
 */
function keyOf(form) {
  const what = `${form.closest("dialog")?.id} ${form.getAttribute("hx-post")}`;
  form.dataset.draft ??= ownKey(DRAFT, what);
  return form.dataset.draft;
}
