// Where the focus goes when a dialog closes: to what opened it. It is remembered by its purpose, since
// its node may have been replaced meanwhile; and by us, since Safari gives a clicked button no focus.

/** @type {Map<Element, string>} for each dialog, a selector */
const openers = new Map();

const PURPOSES = ["data-open-dialog", "hx-get", "hx-post"];

/**
 * @param {Element} dialog
 * @param {Element | null} opener null for a question that the page asks by itself
 */
export function rememberOpener(dialog, opener) {
  const purpose = PURPOSES.find((name) => opener?.hasAttribute(name));
  if (!opener || !purpose) openers.delete(dialog);
  else openers.set(dialog, `[${purpose}="${CSS.escape(opener.getAttribute(purpose) ?? "")}"]`);
}

/** @param {Element} dialog */
export function giveFocusBack(dialog) {
  const within = /** @type {HTMLElement | null} */ (document.querySelector("dialog[open]"));
  const opener = findOpener(dialog);
  if (opener && (!within || within.contains(opener))) return opener.focus({ preventScroll: true });
  const isLost = !document.activeElement || document.activeElement === document.body;
  if (isLost) (within ?? document.getElementById("room"))?.focus({ preventScroll: true });
}

/**
 * One that stands in a dialog that is closed by now leads to that dialog's own opener.
 * @param {Element} dialog
 * @returns {HTMLElement | null}
 */
function findOpener(dialog) {
  const selector = openers.get(dialog);
  if (!selector) return null;
  const found = /** @type {HTMLElement[]} */ ([...document.querySelectorAll(selector)]);
  const shown = found.find((element) => element.getClientRects().length);
  if (shown) return focusable(shown);
  const before = found[0]?.closest("dialog");
  return before && before !== dialog ? findOpener(before) : null;
}

/**
 * A form is submitted by its button.
 * @param {HTMLElement} element
 * @returns {HTMLElement | null}
 */
function focusable(element) {
  return element.matches("form") ? element.querySelector("button") : element;
}
