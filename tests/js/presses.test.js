import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { holdClock, openPage, texts } from "./browser.js";

const window = openPage(
  `${texts({ redrawn: "Ce bouton vient de changer." })}<main id="room"></main><p id="toast"></p>`,
);
const drawn = () => window.happyDOM.waitUntilComplete();
const { standIn, startPresses } = await import("../../static/js/presses.js");
const { required } = await import("../../static/js/required.js");
const room = required("#room");
startPresses(room);
const form = (/** @type {number} */ step) =>
  `<form hx-post="/s/A/step/"><input type="hidden" name="seen" value="${step}"><button type="submit">Suite</button></form>`;

let pressed = 0;
room.addEventListener("click", () => {
  pressed += 1;
});
const press = () => required("button", room).click();
// Records of mutations are handed over once the script in hand has ended.
const look = () => new Promise((/** @type {(_: void) => void} */ resolve) => queueMicrotask(resolve)).then(drawn);
const later = holdClock();

beforeEach(async () => {
  room.innerHTML = form(1);
  await look();
  later();
  pressed = 0;
});

test("button that has been read is free", () => {
  press();
  assert.equal(pressed, 1);
});

test("button that means something else is held for a moment", async () => {
  room.innerHTML = form(2);
  await look();
  press();
  assert.equal(pressed, 0);
  assert.equal(required("#toast").textContent, "Ce bouton vient de changer.");
  later();
  press();
  assert.equal(pressed, 1);
});

test("same button drawn again stays free", async () => {
  room.innerHTML = form(1);
  await look();
  press();
  assert.equal(pressed, 1);
});

test("a control that is gone is stood in for by one of the same meaning alone", () => {
  const old = required("form", room);
  room.innerHTML = form(1);
  assert.equal(standIn(old), required("form", room));
  room.innerHTML = form(2);
  assert.equal(standIn(old), undefined);
});
