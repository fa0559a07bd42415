// Shows how many characters are left in a field, or are too many. No text is cut: `maxlength` would silently drop the
// end of a pasted text. The server refuses a text that is too long, and gives it back.
import { text } from "./texts.js";

const NEAR = 0.9; // of the longest length: below it, nobody needs a number

export function startLengths() {
  document.addEventListener("input", ({ target }) => tellLength(/** @type {HTMLElement} */ (target)));
  document.addEventListener("focusin", ({ target }) => tellLength(/** @type {HTMLElement} */ (target)));
}

/** @param {HTMLElement} field */
function tellLength(field) {
  const most = Number(field.dataset?.maxLength);
  if (!most) return;
  // Signs as the server counts them: an emoji is one.
  const length = [.../** @type {HTMLInputElement} */ (field).value].length;
  const place = placeFor(field);
  place.classList.toggle("field__length--over", length > most);
  place.textContent = sentence(length, most);
}

/**
 * @param {number} length
 * @param {number} most
 */
function sentence(length, most) {
  if (length > most) return text("tooLong", length - most);
  return length >= NEAR * most ? text("leftToType", most - length) : "";
}

/** @param {HTMLElement} field */
function placeFor(field) {
  const known = document.getElementById(`${field.id}_length`);
  if (known) return known;
  const place = document.createElement("p");
  place.id = `${field.id}_length`;
  place.className = "field__length";
  place.setAttribute("role", "status");
  field.after(place);
  const described = field.getAttribute("aria-describedby") ?? "";
  field.setAttribute("aria-describedby", `${described} ${place.id}`.trim());
  return place;
}
