/**
 * A page that was fetched, to take parts of it.
 * @param {string} html
 */
export function readPage(html) {
  return new DOMParser().parseFromString(html, "text/html");
}
