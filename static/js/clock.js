// The clock of the step. The page gets its end, and counts by the server's time. No tick is sent or written anywhere,
// and nothing closes by itself.
import { CHANGED, NOW, hear } from "./events.js";
import { announce } from "./news.js";
import { required } from "./required.js";
import { serverNow } from "./server-time.js";
import { text } from "./texts.js";

const SECOND = 1_000; // ms
const MINUTE = 60 * SECOND;
const TOLD = [0, MINUTE, 5 * MINUTE]; // what is left when the page says so

/**
 * What the clock shows: « 9:05 », rounded up, so that 0:00 is the end and not the second before it. A calm one shows
 * minutes alone until the last: « 10 min ».
 * @param {number} left ms
 * @param {boolean} calm
 */
export function shown(left, calm) {
  const seconds = Math.max(0, Math.ceil(left / SECOND));
  if (calm && seconds > 60) return `${Math.ceil(seconds / 60)}\u00a0min`;
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

/**
 * Of 5 minutes, 1 minute and the end, in ms: the last that was reached between two looks; undefined when none was.
 * @param {number} before what was left at the look before
 * @param {number} now
 */
export function reached(before, now) {
  return TOLD.find((mark) => now <= mark && mark < before);
}

/** @type {ReturnType<typeof setTimeout> | undefined} */
let next;
let before = Number.NaN; // of the running clock; whoever comes late is told nothing of what is past
/** @type {Set<string>} What was told of each end: once, even when the server's time is learned anew. */
const told = new Set();
let calm = false;

/** @param {HTMLElement} room */
export function startClock(room) {
  const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  calm = still || room.dataset.audience === "participants";
  hear(CHANGED, ({ ids, board }) => (board || ids.includes("clock")) && look());
  hear(NOW, look);
  // Browsers hold the timers of a page that nobody sees.
  document.addEventListener("visibilitychange", look);
  look();
}

function look() {
  clearTimeout(next);
  const clock = document.getElementById("clock");
  const ends = Number(clock?.dataset.ends);
  if (!clock || !ends) {
    before = Number.NaN;
    return;
  }
  const left = ends - serverNow();
  show(clock, left);
  tellOf(ends, left);
  before = left;
  if (left > 0) next = setTimeout(look, left % SECOND || SECOND);
}

/**
 * @param {HTMLElement} clock
 * @param {number} left
 */
function show(clock, left) {
  const time = required(".clock__time", clock);
  const words = shown(left, calm);
  if (time.textContent !== words) time.textContent = words;
  clock.toggleAttribute("data-last", left <= MINUTE);
  clock.toggleAttribute("data-over", left <= 0);
}

/**
 * @param {number} ends
 * @param {number} left
 */
function tellOf(ends, left) {
  const now = reached(before, left);
  if (now === undefined || told.has(`${ends} ${now}`)) return;
  told.add(`${ends} ${now}`);
  announce("clock", now ? text("minutesLeft", Math.ceil(left / MINUTE)) : text("timeOver"));
}
