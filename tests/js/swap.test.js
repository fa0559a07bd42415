import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { openPage, provide } from "./browser.js";

openPage();
// What htmx does of a swap, for the swaps that need no server: replay.js runs the real one.
/** @type {typeof htmx} */
const swaps = {
  process() {},
  swap(target, html, { swapStyle }) {
    if (swapStyle === "outerHTML") target.outerHTML = html;
    else if (swapStyle !== "innerHTML") target.insertAdjacentHTML(swapStyle, html);
  },
};
provide("htmx", swaps);
const { required } = await import("../../static/js/required.js");
const { applyFrame, holdsBoard } = await import("../../static/js/swap.js");

/** @type {RoomEvents["room:changed"][]} */
let told = [];
document.addEventListener("room:changed", ({ detail }) => told.push(detail));

beforeEach(() => {
  told = [];
  document.body.innerHTML = `<main id="room" tabindex="-1"><ul id="list">
    <li id="card-1" data-place="list" data-order="1"><button id="one">Un</button></li>
    <li id="card-3" data-place="list" data-order="3">Trois</li></ul></main>`;
});

const ids = () => [...document.querySelectorAll("li")].map(({ id }) => id);
const card = (/** @type {number} */ number, words = "") =>
  `<li id="card-${number}" data-place="list" data-order="${number}">${words}</li>`;

test("fragment is inserted at its place, once", () => {
  applyFrame(card(2));
  applyFrame(card(2));
  assert.deepEqual(ids(), ["card-1", "card-2", "card-3"]);
  assert.deepEqual(
    told.map(({ added }) => added),
    [["card-2"], []],
  );
});

test("fragment that is last goes to the end", () => {
  applyFrame(card(4));
  assert.deepEqual(ids(), ["card-1", "card-3", "card-4"]);
});

test("fragment with another order moves", () => {
  applyFrame('<li id="card-1" data-place="list" data-order="9"></li>');
  assert.deepEqual(ids(), ["card-3", "card-1"]);
  assert.deepEqual(told[0].added, []);
});

test("fragment that is gone is removed, and the focus goes on beside it", () => {
  required("#one").focus();
  applyFrame('<li id="card-1" data-gone></li>');
  assert.deepEqual(ids(), ["card-3"]);
  assert.equal(document.activeElement?.id, "room");
});

test("fragment of a place that this page has not is left out", () => {
  applyFrame('<li id="person-1" data-place="people" data-order="1"></li>');
  assert.deepEqual(ids(), ["card-1", "card-3"]);
});

test("empty frame tells nothing", () => {
  applyFrame("");
  assert.deepEqual(told, []);
});

test("board is recognised by its element, and not by its words", () => {
  assert.equal(holdsBoard('<h1 id="heading"></h1><div id="board"></div>'), true);
  assert.equal(holdsBoard("<p>id=&quot;board&quot;</p>"), false);
});
