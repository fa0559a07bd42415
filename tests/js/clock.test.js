import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { holdClock, openPage, provide, texts } from "./browser.js";

openPage(
  `${texts({
    "minutes-left-one": "{n} minute",
    "minutes-left-many": "{n} minutes",
    "time-over": "fini",
  })}<main id="room" data-audience="projector" data-now="0"></main><div id="place"></div><p id="news"></p><h2 id="step-name"></h2>`,
);
const later = holdClock();
provide("matchMedia", () => ({ matches: false }));
Object.assign(globalThis.window, { matchMedia: () => ({ matches: false }) });
const { CHANGED, NOW, tell } = await import("../../static/js/events.js");
const { reached, shown, startClock } = await import("../../static/js/clock.js");
const { startNews } = await import("../../static/js/news.js");
const { serverNow, startServerTime } = await import("../../static/js/server-time.js");
const { required } = await import("../../static/js/required.js");
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

// This device is three hours behind the server.
let at = Date.now();
const began = at;
Date.now = () => at - 3 * HOUR;
provide("performance", { now: () => at - began, getEntriesByType: () => [] });
startServerTime(required("#room"));
startNews();
startClock(required("#room"));
tell(NOW, { now: at });

const place = required("#place");
const clock = () => required("#clock");
const news = () => required("#news").textContent;

/** A frame brings the clock. */
const draw = (/** @type {number | undefined} */ ends, words = "") => {
  const running = ends === undefined ? "" : ` data-ends="${ends}"`;
  place.innerHTML = `<section id="clock"${running}><span class="clock__time">${words}</span></section>`;
  tell(CHANGED, { ids: ["clock"], added: [], board: false });
};
/** Time passes, tick by tick. */
const pass = (/** @type {number} */ ms, every = 1_000) => {
  const until = at + ms;
  for (; at < until; ) {
    at = Math.min(until, at + every);
    later();
  }
};

beforeEach(() => {
  draw(undefined);
  pass(10_000);
  required("#news").textContent = "";
});

test("what is shown never goes up, ends with 0:00 at the end, and is calm on phones until the last minute", () => {
  assert.equal(shown(10 * MINUTE, false), "10:00");
  assert.equal(shown(10 * MINUTE - 1, false), "10:00");
  assert.equal(shown(9_001, false), "0:10");
  assert.equal(shown(1, false), "0:01");
  for (const left of [0, -1, -HOUR]) assert.equal(shown(left, false), "0:00");
  assert.equal(shown(10 * MINUTE, true), "10\u00a0min");
  assert.equal(shown(9 * MINUTE + 1_000, true), "10\u00a0min");
  assert.equal(shown(MINUTE, true), "1:00");
  const seconds = (/** @type {string} */ words) => {
    const [minutes, rest] = words.split(":").map(Number);
    return 60 * minutes + rest;
  };
  for (let round = 0; round < 500; round += 1) {
    const left = Math.random() * 3 * HOUR;
    assert.equal(seconds(shown(left, false)), Math.ceil(left / 1_000));
  }
});

test("each of 5 minutes, 1 minute and the end is reached once on whatever looks somebody takes", () => {
  for (let round = 0; round < 300; round += 1) {
    let left = Math.random() * 12 * MINUTE;
    const first = left;
    const found = [];
    for (; left > -MINUTE; ) {
      const before = left;
      left -= Math.random() * 40_000;
      const now = reached(before, left);
      if (now !== undefined) found.push(now);
    }
    assert.deepEqual(
      found,
      [5 * MINUTE, MINUTE, 0].filter((mark) => mark < first),
    );
  }
  assert.equal(reached(Number.NaN, 30_000), undefined);
  assert.equal(reached(8 * MINUTE, 30_000), MINUTE);
});

test("a device that is hours wrong counts as the server does, and says each mark once", () => {
  assert.ok(Math.abs(serverNow() - at) < 2);
  draw(at + 6 * MINUTE);
  assert.equal(clock().textContent, "6:00");
  pass(59_000);
  assert.equal(news(), "");
  pass(2_000);
  assert.equal(clock().textContent, "4:59");
  assert.equal(news(), "5 minutes");
  pass(3 * MINUTE);
  tell(NOW, { now: at });
  pass(MINUTE);
  assert.equal(news(), "1 minute");
  assert.ok(clock().hasAttribute("data-last"));
  pass(MINUTE);
  assert.equal(clock().textContent, "0:00");
  assert.ok(clock().hasAttribute("data-over"));
  assert.equal(news(), "fini");
  required("#news").textContent = "";
  pass(HOUR, MINUTE);
  assert.equal(news(), "");
});

test("whoever comes late, or sees it paused, is told nothing of what is past", () => {
  draw(at + 30_000);
  assert.equal(clock().textContent, "0:30");
  draw(undefined, "0:30");
  pass(HOUR, MINUTE);
  assert.equal(clock().textContent, "0:30");
  draw(at - 5_000);
  assert.ok(clock().hasAttribute("data-over"));
  assert.equal(news(), "");
});

test("a page that slept says what is left, and a minute more is counted again", () => {
  draw(at + 8 * MINUTE);
  pass(4.6 * MINUTE, 4.6 * MINUTE);
  assert.equal(news(), "4 minutes");
  draw(at + 30_000);
  pass(5_000);
  draw(at + 90_000);
  assert.equal(clock().textContent, "1:30");
  assert.equal(clock().hasAttribute("data-last"), false);
});
