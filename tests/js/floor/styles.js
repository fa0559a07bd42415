// What stylesheets use that the oldest browsers lack: properties, values, units, functions, selectors and at-rules.
import postcss from "postcss";
import values from "postcss-value-parser";
import { below, css, isInFloor } from "./compat.js";

/** @typedef {{name: string, compat: import("./compat.js").Feature | undefined, prefixes?: string[]}} Used */

/** @type {Record<string, string>} */
const UNITS = {
  ...Object.fromEntries(["dvh", "dvw", "dvi", "dvb"].map((unit) => [unit, "viewport_percentage_units_dynamic"])),
  ...Object.fromEntries(["svh", "svw", "svi", "svb"].map((unit) => [unit, "viewport_percentage_units_small"])),
  ...Object.fromEntries(["lvh", "lvw", "lvi", "lvb"].map((unit) => [unit, "viewport_percentage_units_large"])),
  ...Object.fromEntries(["cqw", "cqh", "cqi", "cqb"].map((unit) => [unit, "container_query_length_units"])),
};

/**
 * The names of what this stylesheet uses and the floor lacks. What stands in @supports is asked for first.
 * @param {string} text
 */
export function missingInStyles(text) {
  /** @type {Set<string>} */
  const missing = new Set();
  postcss.parse(text).walk((node) => {
    if (isAsked(node)) return;
    for (const { name, compat, prefixes } of used(node)) if (!isInFloor(compat, prefixes)) missing.add(name);
  });
  return [...missing];
}

/**
 * @param {postcss.Node} node
 * @returns {boolean}
 */
function isAsked(node) {
  const parent = /** @type {postcss.AtRule | undefined} */ (node.parent);
  return parent ? parent.name === "supports" || isAsked(parent) : false;
}

/**
 * @param {postcss.ChildNode} node
 * @returns {Used[]}
 */
function used(node) {
  if (node.type === "atrule") return [...usedByAtRule(node)];
  if (node.type === "rule") return [...usedBySelector(node)];
  return node.type === "decl" ? [...usedByDeclaration(node)] : [];
}

/**
 * @param {postcss.AtRule} rule
 * @returns {Generator<Used, void>}
 */
function* usedByAtRule({ name, params }) {
  yield { name: `@${name}`, compat: css["at-rules"][name] };
  if (name !== "media") return;
  if (/[<>]/.test(params)) yield { name: "@media range", compat: css["at-rules"].media.range_syntax };
  for (const [, feature] of params.matchAll(/\(([\w-]+)/g)) {
    yield { name: `@media (${feature})`, compat: css["at-rules"].media[feature.replace(/^(min|max)-/, "")] };
  }
}

/**
 * @param {postcss.Rule} rule
 * @returns {Generator<Used, void>}
 */
function* usedBySelector({ selector, parent }) {
  if (parent?.type === "rule" || selector.includes("&")) yield { name: "nesting", compat: css.selectors.nesting };
  for (const [, pseudo] of selector.matchAll(/::?([\w-]+)/g)) {
    yield { name: `:${pseudo}`, compat: css.selectors[pseudo] };
  }
}

/**
 * @param {postcss.Declaration} declaration
 * @returns {Generator<Used, void>}
 */
function* usedByDeclaration({ prop, value, parent }) {
  if (prop.startsWith("--")) return yield* usedByValue(prop, value);
  const siblings = (parent?.nodes ?? []).filter((one) => one.type === "decl");
  const prefixes = siblings.filter((one) => one.prop.endsWith(`-${prop}`)).map((one) => one.prop.replace(prop, ""));
  yield { name: prop, compat: css.properties[prop], prefixes };
  if (prefixes.length) return;
  // A browser that lacks a value keeps the one above it.
  const first = siblings.find((one) => one.prop === prop);
  if (first?.value === value) yield* usedByValue(prop, value);
}

/**
 * @param {string} prop
 * @param {string} value
 * @returns {Generator<Used, void>}
 */
function* usedByValue(prop, value) {
  /** @type {values.Node[]} */
  const found = [];
  values(value).walk((node) => void found.push(node));
  for (const { type, value: word } of found) {
    if (type === "function") yield { name: `${word}()`, compat: typeNamed(word) };
    if (type !== "word") continue;
    const { unit } = values.unit(word) || { unit: "" };
    if (unit) yield { name: unit, compat: css.types.length[UNITS[unit] ?? unit] };
    else yield { name: `${prop}: ${word}`, compat: css.properties[prop]?.[word] };
  }
}

/**
 * A function stands among the types, or below one of them: `color-mix` is a colour.
 * @param {string} name
 * @returns {import("./compat.js").Feature | undefined}
 */
function typeNamed(name) {
  return css.types[name] ?? below(css.types).find((type) => type[name])?.[name];
}
