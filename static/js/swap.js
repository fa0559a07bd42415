// Applies a frame: each of its elements replaces, removes or inserts one fragment. A frame that is applied
// twice changes nothing more. tests/sessions/page.py does the same in Python.
import { drawControls } from "./controls.js";
import { CHANGED, tell } from "./events.js";

const INSTANT = { swapDelay: 0, settleDelay: 0 };

/**
 * @param {string} html
 * @returns {HTMLElement[]}
 */
function parse(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  return /** @type {HTMLElement[]} */ ([...template.content.children]);
}

/** @param {string} html */
export function holdsBoard(html) {
  return parse(html).some((element) => element.id === "board");
}

/** @param {string} html */
export function applyFrame(html) {
  const fragments = parse(html);
  /** @type {string[]} */
  const added = [];
  for (const fragment of fragments) {
    drawControls(fragment);
    if (apply(fragment)) added.push(fragment.id);
  }
  const ids = fragments.map((fragment) => fragment.id);
  if (ids.length) tell(CHANGED, { ids, added, board: ids.includes("board") });
}

/**
 * Returns true when the fragment was not there before.
 * @param {HTMLElement} fragment
 */
function apply(fragment) {
  const known = document.getElementById(fragment.id);
  if ("gone" in fragment.dataset) known && remove(known);
  else if (!fragment.dataset.place) known && replace(known, fragment);
  else if (known && standsAt(known, fragment)) replace(known, fragment);
  else return insert(known, fragment);
  return false;
}

/**
 * Moves the focus to the neighbour of a fragment that is removed, so that the keyboard goes on there.
 * @param {HTMLElement} known
 */
function remove(known) {
  const hadFocus = known.contains(document.activeElement);
  const beside = known.nextElementSibling ?? known.previousElementSibling;
  known.remove();
  if (!hadFocus) return;
  const shown = [...(beside?.querySelectorAll("button, a[href]") ?? [])].find((one) => one.getClientRects().length);
  (shown ?? document.getElementById("room"))?.focus({ preventScroll: true });
}

/**
 * @param {HTMLElement} known
 * @param {HTMLElement} fragment
 */
function standsAt(known, fragment) {
  return known.dataset.place === fragment.dataset.place && known.dataset.order === fragment.dataset.order;
}

/**
 * @param {HTMLElement} known
 * @param {HTMLElement} fragment
 */
function replace(known, fragment) {
  const focus = rememberFocus(known);
  const open = [...known.querySelectorAll("details[open]")].map((details) => details.id);
  const turned = [...known.querySelectorAll(".frise-scroll")].map(({ id, scrollLeft: left }) => ({ id, left }));
  htmx.swap(known, fragment.outerHTML, { swapStyle: "outerHTML", ...INSTANT });
  const fresh = document.getElementById(fragment.id);
  // They are found by their ids: in a board with one more territory, others stand before them.
  fresh?.querySelectorAll("details").forEach((details) => details.toggleAttribute("open", open.includes(details.id)));
  for (const { id, left } of turned) document.getElementById(id)?.scrollTo({ left, behavior: "instant" });
  focus(fresh);
}

/**
 * @param {HTMLElement | null} known
 * @param {HTMLElement} fragment
 */
function insert(known, fragment) {
  known?.remove();
  const { place: id = "", order = "" } = fragment.dataset;
  const place = document.getElementById(id);
  if (!place) return false;
  const after = /** @type {HTMLElement[]} */ ([...place.children]).find((one) => (one.dataset.order ?? "") > order);
  const swapStyle = after ? "beforebegin" : "beforeend";
  htmx.swap(after ?? place, fragment.outerHTML, { swapStyle, ...INSTANT });
  return !known;
}

/**
 * htmx puts the focus back on elements with an id. The buttons of a card have none, so they are found by their purpose.
 * @param {HTMLElement} known
 * @returns {(fresh: HTMLElement | null) => void}
 */
function rememberFocus(known) {
  const active = document.activeElement;
  if (!active || !known.contains(active)) return () => {};
  const purpose = (/** @type {Element} */ element) =>
    element.id ||
    element.getAttribute("hx-get") ||
    element.getAttribute("hx-post") ||
    element.closest("form")?.getAttribute("hx-post");
  const sought = purpose(active);
  const focusable = "a[href], button, input, select, textarea, summary, [tabindex]";
  return (fresh) => {
    if (!fresh || document.activeElement !== document.body) return;
    const same = [...fresh.querySelectorAll(focusable)].find((one) => purpose(one) === sought);
    (same ?? fresh.querySelector(focusable))?.focus({ preventScroll: true });
  };
}
