import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { openPage } from "./browser.js";

const window = openPage('<main id="room" data-code="ABCD" data-owner="seat-3"></main>');
const real = window.localStorage;
const { forget, isOnlyHere, keep, keysFrom, ownKey, recall } = await import("../../static/js/storage.js");

const store = (/** @type {() => unknown} */ get) =>
  Object.defineProperty(window, "localStorage", { get, configurable: true });

beforeEach(() => {
  store(() => real);
  keysFrom("").forEach(forget);
});

const BROKEN = {
  "is null": () => null,
  "throws by its very name": () => {
    throw new Error("SecurityError");
  },
  "is full": () => ({
    getItem: () => null,
    removeItem() {},
    setItem() {
      throw new Error("QuotaExceededError");
    },
  }),
};

test("key says whose it is", () => {
  assert.equal(ownKey("draft", "editor /cartes/"), "draft:ABCD:seat-3:editor /cartes/");
});

test("what is kept outlives the page", () => {
  assert.equal(keep("a", { words: "é" }), true);
  assert.equal(isOnlyHere("a"), false);
  assert.deepEqual(recall("a"), { words: "é" });
  assert.equal(real.getItem("a"), '{"words":"é"}');
  forget("a");
  assert.equal(recall("a"), null);
});

for (const [what, get] of Object.entries(BROKEN)) {
  test(`storage that ${what}: the page keeps it, and says so`, () => {
    store(get);
    assert.equal(keep("b", [1]), false);
    assert.equal(isOnlyHere("b"), true);
    assert.deepEqual(recall("b"), [1]);
    assert.deepEqual(keysFrom("b"), ["b"]);
    forget("b");
    assert.equal(recall("b"), null);
  });
}

test("what nobody can read counts as nothing", () => {
  real.setItem("c", "{");
  assert.equal(recall("c"), null);
});

test("storage that is back takes over from the page's memory", () => {
  store(BROKEN["is full"]);
  keep("d", 1);
  store(() => real);
  assert.equal(keep("d", 2), true);
  assert.equal(isOnlyHere("d"), false);
  assert.deepEqual(keysFrom("d"), ["d"]);
});
