/**
 * Parses a page that was fetched, so that a module can take parts of it.
 * @param {string} html
 */
export function readPage(html) {
  return new DOMParser().parseFromString(html, "text/html");
}
