// The property of convergence on the real live.js and swap.js: page at N + frames since N = fresh page.
// tests/sessions/live/test_swap_in_the_page.py records a séance on the real server, and runs this on it:
// node replay.js RECORDED HTMX
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { loadHtmx, openPage } from "./browser.js";

const [, , recorded, htmx] = process.argv;
const { boards, rounds, missed, twins } = JSON.parse(readFileSync(recorded, "utf8"));
openPage();
loadHtmx(htmx);
const { Live } = await import("../../static/js/live.js");
const { applyFrame, holdsBoard } = await import("../../static/js/swap.js");
const last = boards.length - 1;
const fresh = normal(boards[last].html);

/** A page that is opened on a board. */
class Page {
  constructor({ seq, html }) {
    document.body.innerHTML = `<main id="room" data-seq="${seq}" tabindex="-1">${html}</main>`;
    this.live = new Live(document.getElementById("room"));
  }

  hear(...frames) {
    for (const frame of frames) this.live.show(frame);
    return this;
  }

  get state() {
    return shape(document.getElementById("room"));
  }
}

/** Equal for two pages that look the same to their readers. */
function normal(html) {
  document.body.innerHTML = `<main id="room">${html}</main>`;
  return shape(document.getElementById("room"));
}

function shape(node) {
  const lines = [];
  const walk = (element, depth) => {
    for (const child of element.childNodes) {
      if (child.nodeType === Node.TEXT_NODE) {
        const words = child.textContent.replace(/\s+/g, " ").trim();
        if (words) lines.push(`${" ".repeat(depth)}${words}`);
      } else if (child.nodeType === Node.ELEMENT_NODE) {
        // Parsers differ in the case of the attributes of a drawing.
        const attributes = [...child.attributes].map(({ name, value }) => `${name.toLowerCase()}=${value}`);
        lines.push(`${" ".repeat(depth)}<${child.localName} ${attributes.sort().join(" ")}>`);
        walk(child, depth + 1);
      }
    }
  };
  walk(node, 0);
  return lines.join("\n");
}

function check(state, expected, what) {
  assert.equal(state, expected, what);
}

// Live: every prefix of the rounds shows the room as it was then; each frame once, and twice.
for (const times of [1, 2]) {
  const page = new Page(boards[0]);
  for (const round of rounds) {
    for (let time = 0; time < times; time += 1) page.hear(round);
    if (times === 2) applyFrame(round.html);
    const board = boards.find(({ seq }) => seq === round.seq);
    const state = page.state;
    const { position } = page.live;
    assert.equal(position, round.seq);
    // `normal` takes the document: the page is opened again where it was.
    const html = document.getElementById("room").innerHTML;
    check(state, normal(board.html), `${times} × after ${round.seq}`);
    Object.assign(page, new Page({ seq: position, html }));
  }
}

// In a long séance some boards, and the last one: each is parsed a dozen times.
const stride = Math.ceil(boards.length / 8);

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
  const late = rounds.filter(({ since }) => since >= board.seq).reverse();
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

// tests/sessions/page.py, which most tests use for speed, does what swap.js does, also where pages do not converge.
for (const { board, html, result } of twins.filter((_, index) => index % stride === 0)) {
  const page = new Page(board);
  applyFrame(html);
  const state = page.state;
  // The page in Python is the <main> itself.
  document.body.innerHTML = result;
  check(state, shape(document.querySelector("main")), "the twin in Python");
}
