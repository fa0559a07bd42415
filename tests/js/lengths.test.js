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
const { startLengths } = await import("../../static/js/lengths.js");
startLengths();

function type(id, value) {
  const field = document.getElementById(id);
  field.value = value;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  return document.getElementById(`${id}_length`);
}

test("says nothing until the end is near, then how much is left or too much", () => {
  assert.equal(type("title", "huit 678").textContent, "");
  assert.equal(type("title", "neuf 6789").textContent, "encore 1 signe");
  const place = type("title", "onze 678901");
  assert.equal(place.textContent, "1 signe de trop");
  assert.equal(place.classList.contains("field__length--over"), true);
  assert.equal(document.getElementById("title").value, "onze 678901");
  assert.equal(type("title", "dix 567890").textContent, "encore 0 signes");
  assert.equal(document.getElementById("title").getAttribute("aria-describedby"), "hint title_length");
});

test("an emoji is one sign, as on the server", () => {
  assert.equal(type("title", "🌳".repeat(10)).textContent, "encore 0 signes");
});

test("field without a length has no words", () => {
  assert.equal(type("free", "x".repeat(500)), null);
});
