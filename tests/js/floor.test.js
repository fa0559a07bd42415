// The check of the oldest browsers (script/check) sees what it is for.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { missingInScripts } from "./floor/scripts.js";
import { missingInStyles } from "./floor/styles.js";

/** @param {string} text */
function missingInScript(text) {
  const folder = mkdtempSync(join(tmpdir(), "floor-"));
  const path = join(folder, "page.js");
  writeFileSync(path, text);
  const missing = missingInScripts([path]);
  rmSync(folder, { recursive: true });
  return missing.map(({ name }) => name);
}

for (const [script, name] of [
  ["[1].toSorted();", "Array.toSorted"],
  ["Object.groupBy([1], String);", "Object.groupBy"],
  ["AbortSignal.any([]);", "AbortSignal.any"],
  ["document.body.checkVisibility();", "Element.checkVisibility"],
  ["document.addEventListener('scrollend', () => {});", "event scrollend"],
]) {
  test(`script that needs ${name} is seen`, () => assert.deepEqual(missingInScript(script), [name]));
}

for (const script of ["[1].at(-1);", "structuredClone({});", "document.body.checkVisibility?.();"]) {
  test(`script that runs everywhere is not: ${script}`, () => assert.deepEqual(missingInScript(script), []));
}

for (const [style, name] of [
  ["a { color: color-mix(in srgb, red, blue) }", "color-mix()"],
  ["a { field-sizing: content }", "field-sizing"],
  ["a { height: 10dvh }", "dvh"],
  ["a { & b { margin: 0 } }", "nesting"],
  ["a:user-invalid { margin: 0 }", ":user-invalid"],
  ["@scope (a) { b { margin: 0 } }", "@scope"],
  ["@media (width > 10px) { a { margin: 0 } }", "@media range"],
  ["a { mask-image: none }", "mask-image"],
]) {
  test(`style that needs ${name} is seen`, () => assert.ok(missingInStyles(style).includes(name)));
}

for (const style of [
  "a:has(b) { margin: 0 }",
  "a { height: 10vh; height: 10dvh }",
  "a { -webkit-mask-image: none; mask-image: none }",
  "@supports (height: 1dvh) { a { height: 10dvh } }",
]) {
  test(`style that shows everywhere is not: ${style}`, () => assert.deepEqual(missingInStyles(style), []));
}
