// Finds an element that the page always has. Where it is missing, the template has a fault, and the error names it.

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
