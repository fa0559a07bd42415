import assert from "node:assert/strict";
import { test } from "node:test";
import { openPage, texts } from "./browser.js";

openPage(
  `${texts({
    "too-long-one": "{n} signe de trop",
    "too-long-many": "{n} signes de trop",
    "left-to-type-one": "encore {n} signe",
    "left-to-type-many": "encore {n} signes",
  })}<input id="title" data-max-length="10" aria-describedby="hint"><input id="free">`,
);
const { required } = await import("../../static/js/required.js");
const { startLengths } = await import("../../static/js/lengths.js");
startLengths();

/** @param {string} id */
const fieldNamed = (id) => /** @type {HTMLInputElement} */ (required(`#${id}`));
const words = () => required("#title_length").textContent;

/**
 * @param {string} id
 * @param {string} value
 */
function type(id, value) {
  const field = fieldNamed(id);
  field.value = value;
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

test("says nothing until the end is near, then how much is left or too much", () => {
  type("title", "huit 678");
  assert.equal(words(), "");
  type("title", "neuf 6789");
  assert.equal(words(), "encore 1 signe");
  type("title", "onze 678901");
  assert.equal(words(), "1 signe de trop");
  assert.equal(required("#title_length").classList.contains("field__length--over"), true);
  assert.equal(fieldNamed("title").value, "onze 678901");
  type("title", "dix 567890");
  assert.equal(words(), "encore 0 signes");
  assert.equal(fieldNamed("title").getAttribute("aria-describedby"), "hint title_length");
});

test("an emoji is one sign, as on the server", () => {
  type("title", "🌳".repeat(10));
  assert.equal(words(), "encore 0 signes");
});

test("field without a length has no words", () => {
  type("free", "x".repeat(500));
  assert.equal(document.getElementById("free_length"), null);
});
