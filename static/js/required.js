// What the page always has. A page without it has a fault in its template, and the error says which element is missing.

/**
 * @template {string} Selector
 * @param {Selector} selector
 * @param {ParentNode} [place]
 * @returns {Found<Selector>}
 */
export function required(selector, place = document) {
  const found = place.querySelector(selector);
  if (!found) throw new Error(`This page has no ${selector}.`);
  return /** @type {Found<Selector>} */ (found);
}
