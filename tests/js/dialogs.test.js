import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { openPage, soon, texts } from "./browser.js";

const window = openPage(
  `${texts({ overtaken: "Ce bouton a changé." })}<main id="room"></main><p id="notice"></p>
  <dialog id="confirm"><p data-question></p></dialog>`,
);
// Safari has `requestSubmit` since 16. happy-dom presses a button by it.
const forms = window.HTMLFormElement.prototype;
const press = forms.requestSubmit;
forms.requestSubmit = function (/** @type {any} */ button) {
  if (!button) throw new TypeError("requestSubmit is not a function");
  press.call(this, button);
};
const { startDialogs } = await import("../../static/js/dialogs.js");
const { required } = await import("../../static/js/required.js");
startDialogs();

const room = required("#room");
const question = required("#confirm");
const form = (/** @type {number} */ vote) =>
  `<form hx-post="/vote/${vote}/"><button type="submit">Dévoiler</button></form>`;

/** @type {EventTarget[]} */
let sent = [];
room.addEventListener("submit", (event) => {
  event.preventDefault();
  ask(required("form", room));
});

/**
 * htmx asks before it sends a form.
 * @param {HTMLFormElement} elt
 */
function ask(elt) {
  const issueRequest = () => sent.push(elt);
  const detail = { elt, question: "Dévoiler ?", issueRequest };
  elt.dispatchEvent(new CustomEvent("htmx:confirm", { detail, bubbles: true, cancelable: true }));
}

/** @param {string} words */
async function answer(words) {
  question.close(words);
  await soon();
}

beforeEach(() => {
  room.innerHTML = form(1);
  sent = [];
  ask(required("form", room));
  assert.equal(question.open, true);
});

test("form is sent once its question has been answered with yes", async () => {
  await answer("yes");
  assert.deepEqual(sent, [required("form", room)]);
});

test("form is not sent after no", async () => {
  await answer("no");
  assert.deepEqual(sent, []);
});

test("form that was drawn again while its question stood is sent in the place of the old one, once", async () => {
  room.innerHTML = form(1);
  await answer("yes");
  assert.deepEqual(sent, [required("form", room)]);
  assert.equal(question.open, false);
});

test("form that means something else by then is not sent, and the page says so", async () => {
  room.innerHTML = form(2);
  await answer("yes");
  assert.deepEqual(sent, []);
  assert.equal(required("#notice p").textContent, "Ce bouton a changé.");
});
