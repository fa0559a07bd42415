// The scripts and stylesheets that pages load: the site's own, those of its parts, and those of an extension.
import { readdirSync } from "node:fs";

/**
 * Paths from the project's folder, where checks and tests run.
 * @param {string} suffix
 */
export function filesEnding(suffix) {
  return ["static", "sessions", "tests/extension"].flatMap((folder) =>
    readdirSync(folder, { recursive: true })
      .map((path) => `${folder}/${path}`)
      .filter((path) => path.endsWith(suffix) && path.includes("static/")),
  );
}
