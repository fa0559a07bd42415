// What the oldest browsers have, by MDN's tables of compatibility. `browserslist` in package.json says which they are.
import { readFileSync } from "node:fs";
import mdn from "@mdn/browser-compat-data/forLegacyNode";

const NAMES = { chrome: "chrome", firefox: "firefox", safari: "safari", ios_saf: "safari_ios" };
const { browserslist } = JSON.parse(readFileSync(new URL("../../../package.json", import.meta.url), "utf8"));

/** By MDN's names of browsers, e.g. {chrome: [105], safari: [15, 4]}. */
const FLOOR = Object.fromEntries(
  browserslist.map((line) => {
    const [browser, version] = line.split(" >= ");
    return [NAMES[browser], numbers(version)];
  }),
);

export const { api, css, javascript } = mdn;

/** Whether each browser of the floor has this feature; what MDN does not know is taken for granted. */
export function isInFloor(feature, prefixes = []) {
  const support = feature?.__compat?.support;
  if (!support) return true;
  return Object.entries(FLOOR).every(([browser, floor]) => {
    const statements = [support[browser] ?? []].flat();
    return statements.some((one) => isPlain(one, prefixes) && isThere(one, floor));
  });
}

/** Behind no switch of the browser, and under the name that is written here. */
function isPlain({ flags, prefix, alternative_name: other }, prefixes) {
  return !flags && !other && (!prefix || prefixes.includes(prefix));
}

function isThere({ version_added: added, version_removed: removed }, floor) {
  return isOldEnough(added, floor) && !isOldEnough(removed, floor);
}

function isOldEnough(added, floor) {
  if (typeof added !== "string" || added === "preview") return added === true;
  const version = numbers(added.replace("≤", ""));
  const at = floor.findIndex((number, index) => number !== (version[index] ?? 0));
  return at === -1 ? version.slice(floor.length).every((rest) => rest === 0) : (version[at] ?? 0) < floor[at];
}

function numbers(version) {
  return version.split(".").map(Number);
}
