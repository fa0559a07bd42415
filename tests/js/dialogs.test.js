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
forms.requestSubmit = function (button) {
  if (!button) throw new TypeError("requestSubmit is not a function");
  press.call(this, button);
};
const { startDialogs } = await import("../../static/js/dialogs.js");
startDialogs();

const room = document.getElementById("room");
const question = document.getElementById("confirm");
const form = (vote) => `<form hx-post="/vote/${vote}/"><button type="submit">Dévoiler</button></form>`;

let sent = [];
room.addEventListener("submit", (event) => {
  event.preventDefault();
  ask(event.target);
});

/** htmx asks before it sends a form. */
function ask(elt) {
  const issueRequest = () => sent.push(elt);
  const detail = { elt, question: "Dévoiler ?", issueRequest };
  elt.dispatchEvent(new CustomEvent("htmx:confirm", { detail, bubbles: true, cancelable: true }));
}

async function answer(words) {
  question.close(words);
  await soon();
}

beforeEach(() => {
  room.innerHTML = form(1);
  sent = [];
  ask(room.querySelector("form"));
  assert.equal(question.open, true);
});

test("form is sent once its question has been answered with yes", async () => {
  await answer("yes");
  assert.deepEqual(sent, [room.querySelector("form")]);
});

test("form is not sent after no", async () => {
  await answer("no");
  assert.deepEqual(sent, []);
});

test("form that was drawn again while its question stood is sent in the place of the old one, once", async () => {
  room.innerHTML = form(1);
  await answer("yes");
  assert.deepEqual(sent, [room.querySelector("form")]);
  assert.equal(question.open, false);
});

test("form that means something else by then is not sent, and the page says so", async () => {
  room.innerHTML = form(2);
  await answer("yes");
  assert.deepEqual(sent, []);
  assert.equal(document.querySelector("#notice p").textContent, "Ce bouton a changé.");
});
