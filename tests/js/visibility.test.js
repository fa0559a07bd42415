import assert from "node:assert/strict";
import { test } from "node:test";
import { openPage, texts } from "./browser.js";

openPage(`${texts({ support: "Soutenir", supported: "Soutenue" })}<main id="room" data-mine="card-1">
  <nav id="views"><button data-view="told">Récits</button><button data-view="vote">Vote</button></nav>
  <div id="board"><section id="step" data-step="1" data-allows="post_card" data-later="vote"
    data-panels="vote told" data-front="told"></section>
  <h1><bdi data-home="territory-2"></bdi></h1>
  <section data-panel="told" data-view="told"><article id="territory-2" class="trajectory"><p data-home-only></p>
  <p id="card-8" data-place="x" data-carried><button class="carried" data-mine-only></button></p></article>
  <article id="territory-3" class="trajectory"><p data-home-only></p>
  <p id="card-9" data-place="x" data-carried><button class="carried" data-mine-only></button></p></article></section>
  <section data-panel="vote" data-view="vote"></section><section data-panel="map"></section>
  <ul><li id="card-1" data-place="x"><button data-mine-only data-needs="post_card"></button></li>
  <li id="card-2" data-place="x"><button data-mine-only></button></li></ul>
  <button id="edit" data-needs="edit_card"></button><p id="soon" data-awaits="vote"></p></div></main>`);
const { required } = await import("../../static/js/required.js");
const { startMine } = await import("../../static/js/mine.js");
const { startVisibility } = await import("../../static/js/visibility.js");
const { startViews } = await import("../../static/js/views.js");
const { CHANGED, tell } = await import("../../static/js/events.js");

startMine(required("#room"));
startVisibility();
startViews();

const hidden = (/** @type {string} */ selector) =>
  [...document.querySelectorAll(selector)].map((element) => element.hidden);

test("control shows when the step allows its action", () => {
  assert.deepEqual(hidden("#edit"), [true]);
  assert.deepEqual(hidden("#soon"), [false]);
});

test("control of one's own fragment shows on it alone", () => {
  assert.deepEqual(hidden("li [data-mine-only]"), [false, true]);
});

test("card of an earlier séance belongs to everybody of its territory", () => {
  assert.deepEqual(hidden(".carried"), [false, true]);
});

test("words about one's own territory show there alone", () => {
  assert.deepEqual(hidden("[data-home-only]"), [false, true]);
});

test("panels that the step does not name are hidden, the others in its order", () => {
  assert.deepEqual(hidden("[data-panel]"), [false, true, true]);
  assert.equal(required("[data-panel=told]").style.order, "1");
});

test("page follows the step to its view, and then its reader", () => {
  assert.equal(required("[aria-pressed=true]").dataset.view, "told");
  required("button[data-view=vote]").click();
  tell(CHANGED, { ids: ["step"], added: [], board: false });
  assert.equal(required("[aria-pressed=true]").dataset.view, "vote");
  Object.assign(required("#step").dataset, { step: "2", allows: "edit_card", front: "told" });
  tell(CHANGED, { ids: ["step"], added: [], board: false });
  assert.equal(required("[aria-pressed=true]").dataset.view, "told");
  assert.deepEqual(hidden("#edit"), [false]);
});

test("what the server says is mine becomes mine", () => {
  Object.assign(required("#step").dataset, { allows: "post_card" });
  document.dispatchEvent(new CustomEvent("saved", { detail: { mine: ["card-2"], dropped: ["card-1"] } }));
  assert.deepEqual(hidden("li [data-mine-only]"), [true, false]);
});
