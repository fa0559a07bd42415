// The server's time, on a device whose own clock may be hours wrong. Every page says it once, every heartbeat again.
import { NOW, hear } from "./events.js";

const SET = 1_000; // ms by which this device's date moves against its ticks when somebody sets it, or the device slept

/**
 * What a page knows: `ahead` is the server's time minus this device's date, `lead` that date minus its ticks.
 * @typedef {{ahead: number, lead: number}} Known
 */

/**
 * Learns from a message. Messages only ever come late, so the one that says the latest time is the best; unless
 * this device's own date was moved, which makes all earlier ones worthless.
 * @param {Known | null} known
 * @param {{now: number, date: number, ticks: number}} message what it says, and when it came by both clocks of the device
 * @returns {Known}
 */
export function learned(known, { now, date, ticks }) {
  const ahead = now - date;
  const lead = date - ticks;
  const wasSet = !known || Math.abs(lead - known.lead) > SET;
  return { ahead: wasSet ? ahead : Math.max(ahead, known.ahead), lead };
}

/** @type {Known | null} */
let known = null;

/** In ms since 1970; this device's own time until a message has come. */
export function serverNow() {
  return Date.now() + (known?.ahead ?? 0);
}

/** @param {HTMLElement} room */
export function startServerTime(room) {
  const now = Number(room.dataset.now);
  if (now) learn(now, sinceArrival());
  hear(NOW, (said) => learn(said.now, 0));
}

/**
 * @param {number} now
 * @param {number} since ms since this was heard
 */
function learn(now, since) {
  known = learned(known, { now, date: Date.now() - since, ticks: performance.now() - since });
}

// The page says the time at which the server wrote it, and its scripts run once it has arrived and been read.
function sinceArrival() {
  const [page] = performance.getEntriesByType?.("navigation") ?? [];
  const arrived = /** @type {PerformanceNavigationTiming | undefined} */ (page)?.responseStart;
  return arrived ? performance.now() - arrived : 0;
}
