// The property of convergence on the real live.js and swap.js: page at N + frames since N = fresh page, with the
// buttons that each page draws (controls.js), shows (visibility.js) and marks as one's own (mine.js).
// tests/sessions/live/test_swap_in_the_page.py records a séance on the real server, and runs this on it:
// node replay.js RECORDED HTMX
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { loadHtmx, openPage, texts } from "./browser.js";

/**
 * What tests/sessions/live/test_swap_in_the_page.py says of each.
 * @typedef {object} Recording
 * @property {string} controls
 * @property {string} mine
 * @property {Frame[]} boards
 * @property {(Frame & {since: number})[]} rounds
 * @property {number[]} order
 * @property {Frame[]} missed
 * @property {{board: Frame, html: string, result: string}[]} twins
 */

const [, , recorded, htmx] = process.argv;
/** @type {Recording} */
const recording = JSON.parse(readFileSync(recorded, "utf8"));
const { controls, mine, boards, rounds, order, missed, twins } = recording;
openPage();
loadHtmx(htmx);
const { Live } = await import("../../static/js/live.js");
const { applyFrame, holdsBoard } = await import("../../static/js/swap.js");
const { startControls } = await import("../../static/js/controls.js");
const { startMine } = await import("../../static/js/mine.js");
const { required } = await import("../../static/js/required.js");
const { startVisibility } = await import("../../static/js/visibility.js");
const last = boards.length - 1;

/**
 * Opens the room as a browser does: its buttons are drawn, and those that fit are shown.
 * @param {string} html
 */
function open(html, seq = 0) {
  const words = texts({ support: "Soutenir", supported: "Soutenue" });
  const room = `<main id="room" data-seq="${seq}" data-mine="${mine}" tabindex="-1">${html}</main>`;
  document.body.innerHTML = `${words}${controls}${room}`;
  startControls(required("#room"));
  // `mine.js` and `visibility.js` look at the whole page, as they do when they start.
  document.dispatchEvent(new CustomEvent("saved", { detail: {} }));
}

/** A page that is opened on a board. */
class Page {
  /** @param {Frame} board */
  constructor({ seq, html }) {
    open(html, seq);
    this.live = new Live(required("#room"));
  }

  /** @param {Frame[]} frames */
  hear(...frames) {
    for (const frame of frames) this.live.show(frame);
    return this;
  }

  get state() {
    return shape(required("#room"));
  }
}

/**
 * Equal for two pages that look the same to their readers.
 * @param {string} html
 */
function normal(html) {
  open(html);
  return shape(required("#room"));
}

/** @param {Element} node */
function shape(node) {
  return lines(node, "").join("\n");
}

/**
 * @param {Element} element
 * @param {string} indent
 * @returns {string[]}
 */
function lines(element, indent) {
  const found = [];
  let words = "";
  const sayWords = () => {
    const said = words.replace(/\s+/g, " ").trim();
    if (said) found.push(`${indent}${said}`);
    words = "";
  };
  for (const child of element.childNodes) {
    // Words that were appended are one text with those before them.
    if (child.nodeType === Node.TEXT_NODE) words += child.textContent;
    if (!(child instanceof Element)) continue;
    sayWords();
    // Parsers differ in the case of the attributes of a drawing.
    const attributes = [...child.attributes].map(({ name, value }) => `${name.toLowerCase()}=${value}`);
    found.push(`${indent}<${child.localName} ${attributes.sort().join(" ")}>`, ...lines(child, `${indent} `));
  }
  sayWords();
  return found;
}

/**
 * @param {string} state
 * @param {string | undefined} expected
 * @param {string} what
 */
function check(state, expected, what) {
  assert.equal(state, expected, what);
}

// tests/sessions/page.py, which most tests use for speed, does what swap.js does, also where pages do not converge;
// and tests/sessions/controls.py draws what controls.js draws. Neither shows or marks anything yet.
// In a long séance some boards and rounds, and the last ones: each is parsed a dozen times.
const stride = Math.ceil(boards.length / 8);
for (const { board, html, result } of twins.filter((_, index) => index % stride === 0)) {
  const page = new Page(board);
  applyFrame(html);
  const state = page.state;
  // The page in Python is the <main> itself.
  document.body.innerHTML = result;
  check(state, shape(required("main")), "the twin in Python");
}

open("");
startMine(required("#room"));
startVisibility();
const fresh = normal(boards[last].html);

// Live: every prefix of the rounds shows the room as it was then; each frame once, and twice.
for (const times of [1, 2]) {
  const page = new Page(boards[0]);
  for (const round of rounds) {
    for (let time = 0; time < times; time += 1) page.hear(round);
    if (times === 2) applyFrame(round.html);
    const board = boards.find(({ seq }) => seq === round.seq);
    const state = page.state;
    const { position } = page.live;
    assert.ok(board);
    assert.equal(position, round.seq);
    // `normal` takes the document: the page is opened again where it was.
    const html = required("#room").innerHTML;
    check(state, normal(board.html), `${times} × after ${round.seq}`);
    Object.assign(page, new Page({ seq: position, html }));
  }
}

boards.forEach((board, index) => {
  if (index % stride && index !== last) return;
  const pull = missed[index];
  // Away since N, then back.
  check(new Page(board).hear(pull).state, fresh, `back since ${board.seq}`);
  check(new Page(board).hear(pull, pull).state, fresh, `back since ${board.seq}, told twice`);
  const page = new Page(board).hear(pull);
  applyFrame(pull.html);
  check(page.state, fresh, `since ${board.seq}, applied twice`);
  // What was on its way comes late, in any order: it is below the page's position.
  const since = order.map((number) => rounds[number]).filter((round) => round.since >= board.seq);
  const late = [...since.filter(({ html }) => !holdsBoard(html)), ...since.filter(({ html }) => holdsBoard(html))];
  // A late whole board takes the page back to its number, and the next heartbeat brings it forward.
  const behind = new Page(board).hear(pull, ...late);
  const { position } = behind.live;
  assert.ok(position === boards[last].seq || late.some(({ seq, html }) => seq === position && holdsBoard(html)));
  behind.hear(missed[boards.findIndex(({ seq }) => seq === position)]);
  check(behind.state, fresh, `late frames since ${board.seq}`);
  // Some rounds were heard before the pull was answered.
  const heard = rounds.filter(({ since }) => since >= board.seq);
  const some = heard.slice(0, Math.ceil(heard.length / 2));
  if (!some.length || some[0].since === board.seq) {
    const more = boards.findIndex(({ seq }) => seq === (some.at(-1)?.seq ?? board.seq));
    check(new Page(board).hear(...some, missed[more], pull).state, fresh, `rounds, then a pull, since ${board.seq}`);
  }
});
