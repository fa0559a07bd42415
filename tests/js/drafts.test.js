import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { openPage } from "./browser.js";

const FORM = `<form hx-post="/s/ABCD/cartes/4/"><input type="hidden" name="seen" value="7">
  <fieldset><legend><span>Coopération</span></legend>
    <label for="why">En quoi ? <span>(facultatif)</span></label><textarea id="why" name="why"></textarea></fieldset>
  <input type="radio" name="kind" value="etape" checked><input type="radio" name="kind" value="racine">
  <input type="checkbox" name="cards" value="1" checked><input type="checkbox" name="cards" value="2"></form>`;
const page = (/** @type {string} */ owner) =>
  `<main id="room" data-code="ABCD" data-owner="${owner}"></main><dialog id="editor">${FORM}</dialog>`;

openPage(page("seat-3"));
const drafts = await import("../../static/js/drafts.js");
const typed = await import("../../static/js/typed.js");

const { required } = await import("../../static/js/required.js");
const form = () => required("form");
const why = () => required("textarea");
/** @param {string} value */
const choice = (value) => /** @type {HTMLInputElement} */ (required(`input[value="${value}"]`));
const open = (/** @type {string} */ owner) => {
  document.body.innerHTML = page(owner);
};

beforeEach(() => {
  localStorage.clear();
  open("seat-3");
});

test("fields as they stand, hidden ones and unchecked boxes too", () => {
  why().value = "Ensemble";
  choice("1").checked = false;
  assert.deepEqual(typed.fieldsOf(form()), [
    ["seen", "7"],
    ["why", "Ensemble"],
    ["kind", "etape", true],
    ["cards", "1", false],
  ]);
});

test("text is told with the words of its group and of its label", () => {
  why().value = "Ensemble";
  assert.deepEqual(typed.textsOf(form()), [{ label: "Coopération · En quoi ?", value: "Ensemble" }]);
  why().value = "  ";
  assert.deepEqual(typed.textsOf(form()), []);
});

test("draft comes back in the same form after a reload", () => {
  why().value = "Ensemble";
  choice("racine").checked = true;
  drafts.keepDraft(form());
  open("seat-3");
  assert.equal(drafts.hasDraft(form()), true);
  assert.equal(drafts.restoreDraft(form()), true);
  assert.equal(why().value, "Ensemble");
  assert.equal(choice("racine").checked, true);
  assert.deepEqual(drafts.draftedTexts(), [{ label: "Coopération · En quoi ?", value: "Ensemble" }]);
});

test("draft of the person before is not shown in a shared browser", () => {
  why().value = "Ensemble";
  drafts.keepDraft(form());
  open("seat-4");
  assert.equal(drafts.restoreDraft(form()), false);
  assert.deepEqual(drafts.draftedTexts(), []);
});

test("draft that is dropped is gone", () => {
  why().value = "Ensemble";
  drafts.keepDraft(form());
  drafts.dropDraft(form());
  assert.equal(drafts.hasDraft(form()), false);
});
