// What the oldest browsers have, by MDN's tables of compatibility. `browserslist` in package.json says which they are.
import { readFileSync } from "node:fs";
import mdn from "@mdn/browser-compat-data/forLegacyNode";

/** @typedef {import("@mdn/browser-compat-data/types").Identifier} Feature A feature in MDN's tables, with those below it. */
/** @typedef {import("@mdn/browser-compat-data/types").SimpleSupportStatement} Support */

/** @type {Record<string, import("@mdn/browser-compat-data/types").BrowserName>} */
const NAMES = { chrome: "chrome", firefox: "firefox", safari: "safari", ios_saf: "safari_ios" };
/** @type {{browserslist: string[]}} */
const { browserslist } = JSON.parse(readFileSync(new URL("../../../package.json", import.meta.url), "utf8"));

/** The oldest version of each, by MDN's names of browsers, e.g. {browser: "safari", floor: [15, 4]}. */
const FLOOR = browserslist.map((line) => {
  const [browser, version] = line.split(" >= ");
  return { browser: NAMES[browser], floor: numbers(version) };
});

export const { api, css, javascript } = mdn;

/**
 * The features that stand below this one.
 * @param {Feature} feature
 */
export function below(feature) {
  return /** @type {Feature[]} */ (Object.values(feature));
}

/**
 * Whether each browser of the floor has this feature; what MDN does not know is taken for granted.
 * @param {Feature | undefined} feature
 * @param {string[]} [prefixes]
 */
export function isInFloor(feature, prefixes = []) {
  const support = feature?.__compat?.support;
  if (!support) return true;
  return FLOOR.every(({ browser, floor }) => {
    const statements = [support[browser] ?? []].flat();
    return statements.some((one) => isPlain(one, prefixes) && isThere(one, floor));
  });
}

/**
 * Behind no switch of the browser, and under the name that is written here.
 * @param {Support} statement
 * @param {string[]} prefixes
 */
function isPlain({ flags, prefix, alternative_name: other }, prefixes) {
  return !flags && !other && (!prefix || prefixes.includes(prefix));
}

/**
 * @param {Support} statement
 * @param {number[]} floor
 */
function isThere({ version_added: added, version_removed: removed }, floor) {
  return isOldEnough(added, floor) && !isOldEnough(removed, floor);
}

/**
 * @param {Support["version_removed"]} added
 * @param {number[]} floor
 */
function isOldEnough(added, floor) {
  if (typeof added !== "string" || added === "preview") return added === true;
  const version = numbers(added.replace("≤", ""));
  const at = floor.findIndex((number, index) => number !== (version[index] ?? 0));
  return at === -1 ? version.slice(floor.length).every((rest) => rest === 0) : (version[at] ?? 0) < floor[at];
}

/** @param {string} version */
function numbers(version) {
  return version.split(".").map(Number);
}
