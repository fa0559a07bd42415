// Says what the page's scripts and styles use that the oldest browsers lack; script/check runs it from the project.
import { readFileSync } from "node:fs";
import { filesEnding } from "../files.js";
import { GRACES } from "./graces.js";
import { missingInScripts } from "./scripts.js";
import { missingInStyles } from "./styles.js";

const scripts = missingInScripts([...filesEnding(".js"), "tests/js/page.d.ts"]);
const styles = filesEnding(".css").flatMap((path) =>
  missingInStyles(readFileSync(path, "utf8")).map((name) => ({ place: path, name })),
);
const missing = [...scripts, ...styles].filter(({ name }) => !GRACES.has(name));
for (const { place, name } of missing) console.error(`${place}: ${name} is not in the oldest browsers`);
process.exitCode = missing.length ? 1 : 0;
