// Nobody scrolls the screen of a hall, so nobody sees what does not fit. Its words therefore have the largest size at
// which everything shows. When even the smallest legible size is too large, the screen turns pages.
import { CHANGED, hear } from "./events.js";
import { required } from "./required.js";
import { currentStep } from "./visibility.js";

const SIZES = [1.25, 1.15, 1.08, 1, 0.92, 0.85, 0.78];
const SIZE_OF_PAGES = 0.92; // where pages turn anyway, words may be larger
const LINE = 24; // px: to shorten a page by less than this moves no block to another page
const TURN_EVERY = 15_000; // ms
const BLOCKS =
  ".card, .frise__empty, .balise, .result, .poll__options > li, .counts__territories > li, .heat-table tbody > tr";
const GROUPS = ".trajectory, .poll, .heatmap"; // hidden while none of their blocks is on the page
const NARROWEST = 760; // px: on a phone this page scrolls like any other
const NEXT = ["PageDown", "ArrowRight"]; // what a presenter's remote sends
const BACK = ["PageUp", "ArrowLeft"];

/** @typedef {{block: HTMLElement, top: number, bottom: number}} Place where a block stands */

/** @type {HTMLElement} */
let room;
/** @type {HTMLElement} */
let bar;
/** @type {HTMLElement[][]} Of blocks; none when everything shows at once. */
let pages = [];
let shown = 0;
let subject = ""; // what the pages are about: another subject starts at its first page
/** @type {HTMLElement[]} */
let offPage = [];
/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer;
let awaited = 0; // the request for a frame

/** @param {HTMLElement} main */
export function startScreen(main) {
  const found = document.getElementById("screen-pages");
  if (!found) return;
  bar = found;
  room = main;
  pauseButton().addEventListener("click", pause);
  document.addEventListener("keydown", ({ key }) => {
    if (NEXT.includes(key)) turn(1);
    if (BACK.includes(key)) turn(-1);
  });
  hear(CHANGED, ({ added }) => plan(added));
  window.addEventListener("resize", () => plan([]));
  document.fonts?.ready.then(() => plan([]));
  fit([]);
}

/** @param {string[]} added */
function plan(added) {
  cancelAnimationFrame(awaited);
  awaited = requestAnimationFrame(() => fit(added));
}

/** @param {string[]} added the ids of what has just come */
function fit(added) {
  pages = [];
  showPage();
  if (window.innerWidth < NARROWEST) resize(1);
  else if (!SIZES.some((size) => resize(size) && overflow() <= 0)) {
    resize(SIZE_OF_PAGES);
    bar.hidden = false; // the bar takes space, which must be counted
    pages = cut();
  }
  const now = `${currentStep()} ${document.getElementById("poll")?.dataset.state}`;
  if (now !== subject) shown = 0;
  subject = now;
  // The hall looks for what has just come.
  const fresh = pages.findIndex((page) => page.some((block) => added.includes(block.id)));
  turnTo(fresh < 0 ? Math.min(shown, Math.max(pages.length - 1, 0)) : fresh);
}

/** @param {number} size */
function resize(size) {
  room.style.setProperty("--fit", String(size));
  return true;
}

function overflow() {
  const { scrollHeight, clientHeight } = document.documentElement;
  return scrollHeight - clientHeight;
}

// Tries again with less space when something beside the blocks (a long name at the left) made a page too high.
function cut() {
  const blocks = [...room.querySelectorAll(BLOCKS)].filter((one) => one.getClientRects().length);
  const places = blocks.map((block) => ({ block, ...edges(block) })).sort((one, other) => one.top - other.top);
  if (!places.length) return [];
  let space = document.documentElement.clientHeight - places[0].top - edges(room).padding;
  for (let attempt = 0; ; attempt += 1) {
    pages = fill(places, space);
    const excess = Math.max(
      ...pages.map((_, page) => {
        showPage(page);
        return overflow();
      }),
    );
    if (excess <= 0 || attempt === 5) return pages;
    space -= Math.max(excess, LINE);
  }
}

/** @param {HTMLElement} element */
function edges(element) {
  const { top, bottom } = element.getBoundingClientRect();
  return { top, bottom, padding: parseFloat(getComputedStyle(element).paddingBottom) };
}

/**
 * @param {Place[]} places
 * @param {number} space
 */
function fill(places, space) {
  const filled = [];
  let rest = places;
  while (rest.length) {
    const start = rest[0].top;
    const fits = (/** @type {Place} */ { top, bottom }) => bottom - start <= space || top === start;
    filled.push(rest.filter(fits).map(({ block }) => block));
    rest = rest.filter((place) => !fits(place));
  }
  return filled;
}

function showPage(page = 0) {
  offPage.forEach((element) => (element.hidden = false));
  const here = pages[page] ?? [];
  offPage = pages.flat().filter((block) => !here.includes(block));
  for (const group of room.querySelectorAll(GROUPS)) {
    const within = (/** @type {HTMLElement} */ block) => group.contains(block);
    if (offPage.some(within) && !here.some(within)) offPage.push(group);
  }
  offPage.forEach((element) => (element.hidden = true));
}

/** @param {number} page */
function turnTo(page) {
  shown = page;
  showPage(shown);
  bar.hidden = pages.length < 2;
  required("[data-page]", bar).textContent = `${shown + 1} / ${pages.length}`;
  clearTimeout(timer);
  if (pages.length > 1 && !isPaused()) timer = setTimeout(() => turn(1), TURN_EVERY);
}

/** @param {number} by */
function turn(by) {
  if (pages.length > 1) turnTo((shown + by + pages.length) % pages.length);
}

function pauseButton() {
  return required("button", bar);
}

function isPaused() {
  return pauseButton().getAttribute("aria-pressed") === "true";
}

function pause() {
  pauseButton().setAttribute("aria-pressed", String(!isPaused()));
  turnTo(shown);
}
