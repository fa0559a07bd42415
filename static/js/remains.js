// Texts that this page cannot send any more stay in sight, so that people can copy them. A sentence says why.
import { required } from "./required.js";
import { text } from "./texts.js";

/**
 * @param {string} reason
 * @param {import("./typed.js").Text[]} texts
 * @param {{closes?: boolean}} [options] `closes`: with a button that closes its dialog
 * @returns {HTMLElement}
 */
export function textList(reason, texts, { closes = false } = {}) {
  const words = /** @type {DocumentFragment} */ (required("#remains-template").content.cloneNode(true));
  const list = required("section", words);
  required("[data-reason]", list).textContent = reason;
  list.querySelector("[data-texts]")?.replaceChildren(...once(texts).map(box));
  if (closes) list.append(closeButton());
  return list;
}

/**
 * Leaves out repeated texts: a text that was sent and then edited is in the outbox and in a draft.
 * @param {import("./typed.js").Text[]} texts
 */
function once(texts) {
  return [...new Map(texts.map((one) => [JSON.stringify(one), one])).values()];
}

/** @param {import("./typed.js").Text} one */
function box({ label, value }) {
  const words = document.createElement("label");
  words.className = "remains__text";
  words.append(label);
  const field = document.createElement("textarea");
  field.readOnly = true;
  field.value = value;
  field.rows = Math.min(8, 1 + Math.ceil(value.length / 40));
  field.addEventListener("focus", () => field.select());
  words.append(field);
  return words;
}

function closeButton() {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button";
  button.dataset.closeDialog = "";
  button.textContent = text("close");
  return button;
}
