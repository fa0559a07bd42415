// When a dialog closes, the focus goes to the control that opened it. We remember this control by its purpose, because
// its node may have been replaced meanwhile. The browser cannot do this: Safari gives a clicked button no focus.

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
 * When the opener is itself in a dialog that is closed by now, the focus goes to the opener of that dialog.
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
 * Returns the control that stands for this element: for a form, the button that submits it.
 * @param {HTMLElement} element
 * @returns {HTMLElement | null}
 */
function focusable(element) {
  return element.matches("form") ? element.querySelector("button") : element;
}
