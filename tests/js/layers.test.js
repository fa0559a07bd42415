// A rule outside the layers would win over every rule inside them.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import postcss from "postcss";
import { filesEnding } from "./files.js";

/**
 * What stands in a stylesheet beside comments: at-rules alone, or it has no name, and fails.
 * @param {string} path
 */
function rules(path) {
  const statements = postcss.parse(readFileSync(path, "utf8")).nodes.filter(({ type }) => type !== "comment");
  return statements.map((one) => /** @type {import("postcss").AtRule} */ (one));
}

const ORDER = "tokens, base, parts, pages";

for (const path of filesEnding(".css")) {
  test(`${path} stands in layers`, () => {
    const statements = rules(path);
    assert.ok(statements.length);
    for (const { name, params, nodes } of statements) {
      assert.equal(name, "layer");
      if (nodes) assert.ok(ORDER.split(", ").includes(params), params);
      else assert.equal(params, ORDER);
    }
  });
}

test("tokens.css, which pages load first, says the order of the layers", () => {
  const [first] = rules("static/css/tokens.css");
  assert.deepEqual([first.name, first.params, first.nodes], ["layer", ORDER, undefined]);
});
