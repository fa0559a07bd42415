import assert from "node:assert/strict";
import { test } from "node:test";
import { openPage } from "./browser.js";

openPage();
const { learned } = await import("../../static/js/server-time.js");
const HOUR = 3_600_000;

/** A device whose date is so far behind the server's, and a message that took so long. */
const message = (/** @type {number} */ behind, /** @type {number} */ at, /** @type {number} */ late, slept = 0) => ({
  now: at,
  date: at + late - behind,
  ticks: at + late - slept,
});

test("the message that came soonest is believed, on a device that is hours wrong", () => {
  const behind = 3 * HOUR;
  let known = learned(null, message(behind, 0, 4_000));
  assert.equal(known.ahead, behind - 4_000);
  known = learned(known, message(behind, 10_000, 30));
  assert.equal(known.ahead, behind - 30);
  known = learned(known, message(behind, 20_000, 9_000));
  assert.equal(known.ahead, behind - 30);
});

test("whatever the delays, the time is behind by the shortest of them", () => {
  for (let round = 0; round < 200; round += 1) {
    const behind = (Math.random() - 0.5) * 10 * HOUR;
    const delays = Array.from({ length: 1 + Math.floor(Math.random() * 9) }, () => Math.random() * 20_000);
    const known = delays.reduce(
      (before, late, number) => learned(before, message(behind, number * 10_000, late)),
      /** @type {ReturnType<typeof learned> | null} */ (null),
    );
    assert.ok(Math.abs((known?.ahead ?? 0) - (behind - Math.min(...delays))) < 1);
  }
});

test("a date that somebody sets is learned anew, in both directions", () => {
  const known = learned(null, message(0, 0, 20));
  assert.equal(learned(known, message(HOUR, 10_000, 50)).ahead, HOUR - 50);
  assert.equal(learned(known, message(-HOUR, 10_000, 50)).ahead, -HOUR - 50);
});

test("a device whose ticks stood still while it slept keeps the time", () => {
  const known = learned(null, message(HOUR, 0, 20));
  assert.equal(learned(known, message(HOUR, 600_000, 40, 590_000)).ahead, HOUR - 40);
});
