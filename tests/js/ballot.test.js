import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { openPage } from "./browser.js";

openPage(`<main id="room" data-ballot='{"dots-1": 2}' data-ballot-seen="a">
  <form data-ballot="7" hx-post="/s/A/votes/7/bulletin/" data-elsewhere="Vous avez voté ailleurs.">
    <input type="hidden" name="seen" value=""><input type="number" name="dots-1" value="0"><input type="number" name="dots-2" value="0">
    <div id="ballot-answer"></div>
  </form>
</main>`);
const { startBallot } = await import("../../static/js/ballot.js");
const { CONNECTION, tell, YOURS } = await import("../../static/js/events.js");
const { required } = await import("../../static/js/required.js");

/** @type {BallotDetail} */
let kept = { poll: "7", seen: "a", fields: { "dots-1": 2 } };
let asked = 0;
Reflect.set(globalThis, "fetch", async () => {
  asked += 1;
  return { ok: true, json: async () => kept };
});
startBallot(required("#room"));

const settled = () => new Promise((resolve) => setTimeout(resolve, 0));
const values = () => [...document.querySelectorAll("input")].map(({ value }) => value);
const answer = () => required("#ballot-answer").textContent;

/** @param {string} value */
function choose(value) {
  const [, field] = document.querySelectorAll("input");
  field.value = value;
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

/**
 * @param {string} name
 * @param {object} detail
 */
function say(name, detail) {
  required("form").dispatchEvent(new CustomEvent(name, { detail, bubbles: true }));
}

/**
 * The room keeps this ballot from now on, whoever sent it.
 * @param {string} seen
 * @param {Choices} fields
 */
function keep(seen, fields) {
  kept = { poll: "7", seen, fields };
  tell(YOURS, { version: seen });
  return settled();
}

beforeEach(async () => {
  say("ballot", { poll: "7", seen: "a", fields: { "dots-1": 2 } });
  document.getElementById("ballot-answer")?.replaceChildren();
  await settled();
  asked = 0;
});

test("page shows my ballot, and the one that another page of mine has sent since", async () => {
  assert.deepEqual(values(), ["a", "2", "0"]);
  await keep("b", { "dots-1": 1, "dots-2": 4 });
  assert.deepEqual(values(), ["b", "1", "4"]);
});

test("version that the page already shows is not asked for", async () => {
  await keep("a", { "dots-1": 2 });
  assert.equal(asked, 0);
});

test("choices that are not saved stay, and the page says that another vote is kept", async () => {
  choose("5");
  await keep("c", { "dots-1": 1 });
  // Whoever saves now has been told.
  assert.deepEqual(values(), ["c", "5", "0"]);
  assert.equal(answer(), "Vous avez voté ailleurs.");
});

test("my own ballot on its way is not taken for another page's", async () => {
  choose("3");
  say("htmx:beforeSend", { elt: required("form") });
  await keep("d", { "dots-1": 3 });
  assert.equal(asked, 0);
  say("ballot", { poll: "7", seen: "d" });
  say("htmx:afterRequest", { elt: required("form") });
  await settled();
  assert.deepEqual(values(), ["d", "3", "0"]);
  assert.equal(answer(), "");
});

test("line that was lost and found again may have lost a hint", async () => {
  kept = { poll: "7", seen: "e", fields: {} };
  tell(CONNECTION, { state: "connecting" });
  tell(CONNECTION, { state: "connected" });
  await settled();
  assert.deepEqual(values(), ["e", "0", "0"]);
});
