import assert from "node:assert/strict";
import { test } from "node:test";
import { openPage, provide, soon } from "./browser.js";

const window = openPage(
  `<p id="citation">
    « Tenir le fil », Villes pairs, édition 1.
  </p>
  <p><button type="button" data-copy="citation" data-copied="copiée" data-selected="sélectionnée" hidden>Copier</button>
  <span role="status"></span></p>`,
);
const { required } = await import("../../static/js/required.js");
await import("../../static/js/copy.js");
const button = required("button[data-copy]");
const said = () => required("[role=status]").textContent;

/** @param {(text: string) => Promise<void>} writeText */
function browserThat(writeText) {
  provide("navigator", { clipboard: { writeText } });
}

test("button is there once it can do something", () => {
  assert.equal(button.hidden, false);
});

test("one touch copies the text alone and says so", async () => {
  /** @type {string[]} */
  const copied = [];
  browserThat(async (text) => {
    copied.push(text);
  });
  button.click();
  await soon();
  assert.deepEqual(copied, ["« Tenir le fil », Villes pairs, édition 1."]);
  assert.equal(said(), "copiée");
});

test("where the browser refuses, the text is selected and the page says so", async () => {
  provide("getSelection", () => window.getSelection());
  browserThat(() => Promise.reject(new Error("not allowed")));
  button.click();
  await soon();
  assert.equal(said(), "sélectionnée");
  assert.match(String(window.getSelection()), /Tenir le fil/);
});

test("where the browser has no clipboard, too", async () => {
  provide("navigator", {});
  button.click();
  await soon();
  assert.equal(said(), "sélectionnée");
});
