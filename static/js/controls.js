// Buttons of cards, balises and people. Each page has one <template> for each kind of fragment. It draws the buttons
// into every fragment of that kind before htmx sees the fragment: frames never carry the same buttons again.
// tests/sessions/controls.py does the same in Python.
import { required } from "./required.js";

/**
 * Draws the buttons of the whole page, before htmx has processed the page.
 * @param {HTMLElement} room
 */
export function startControls(room) {
  drawControls(room);
}

/**
 * Draws the buttons that the fragments in `place`, or `place` itself, lack.
 * @param {HTMLElement} place
 */
export function drawControls(place) {
  for (const template of document.querySelectorAll("template[data-controls]")) {
    const { controls, into, namedBy = "" } = template.dataset;
    const kind = `[data-place][id^="${controls}-"]`;
    const owners = [...place.querySelectorAll(kind), ...(place.matches(kind) ? [place] : [])];
    for (const owner of owners) {
      const target = into ? owner.querySelector(into) : owner;
      if (target && !target.querySelector("[data-drawn]")) {
        target.append(drawn(template, owner, required(namedBy, owner).textContent));
      }
    }
  }
}

/**
 * @param {HTMLTemplateElement} template
 * @param {HTMLElement} owner
 * @param {string} name
 */
function drawn(template, owner, name) {
  const controls = /** @type {DocumentFragment} */ (template.content.cloneNode(true));
  const known = { id: owner.id.split("-")[1], seen: owner.dataset.seen ?? "", name: name.trim() };
  controls.firstElementChild?.setAttribute("data-drawn", "");
  controls
    .querySelectorAll("[data-if]")
    .forEach((control) => owner.matches(control.dataset.if ?? "*") || control.remove());
  controls.querySelectorAll("[data-name]").forEach((place) => place.append(known.name));
  controls.querySelectorAll("*").forEach((element) => fill(element, known));
  return controls;
}

const ADDRESSES = ["hx-get", "hx-post", "data-support"]; // drawn for number 0
const WORDS = ["hx-vals", "hx-confirm"]; // with {seen} and {name}

/**
 * @param {Element} element
 * @param {{id: string, seen: string, name: string}} known
 */
function fill(element, known) {
  for (const attribute of ADDRESSES) {
    const value = element.getAttribute(attribute);
    if (value) element.setAttribute(attribute, value.replace(/\b0\b/, known.id));
  }
  for (const attribute of WORDS) {
    const value = element.getAttribute(attribute);
    const filled = value?.replace(/\{(seen|name)\}/g, (_, /** @type {"seen" | "name"} */ key) => known[key]);
    if (filled) element.setAttribute(attribute, filled);
  }
}
