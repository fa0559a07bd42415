import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { openPage, provide, soon, texts } from "./browser.js";

openPage(
  `${texts({ "waiting-one": "{n} envoi attend", "waiting-many": "{n} envois attendent", sent: "Envoyé", failed: "Refusé" })}
  <main id="room" data-code="ABCD" data-owner="seat-3"><p id="outbox"></p><p id="notice"></p></main><p id="toast"></p>`,
);
provide("setInterval", () => 0); // no try but those that a test asks for
const { CONNECTION, tell } = await import("../../static/js/events.js");
const { drop, post, postpone, startOutbox, unansweredTexts } = await import("../../static/js/outbox.js");
const { required } = await import("../../static/js/required.js");
startOutbox();

/** @type {string[]} */
let sent = [];
/** @type {(number | undefined)[]} */
let answers = [];
provide("fetch", async (/** @type {string} */ url, /** @type {{body: URLSearchParams}} */ { body }) => {
  sent.push(`${url} ${body}`);
  const status = answers.shift();
  if (!status) throw new TypeError("no network");
  return new Response(status === 409 ? "Non." : "", { status });
});

const entry = (/** @type {string} */ operation) => ({
  operation,
  url: "/cartes/",
  body: `operation=${operation}`,
  texts: [{ label: "Titre", value: operation }],
});
const said = () => required("#outbox").textContent;

async function sendAll() {
  tell(CONNECTION, { state: "connected" });
  for (let turn = 0; turn < 20; turn += 1) await soon();
}

beforeEach(() => {
  ["a", "b", "c"].forEach(drop);
  sent = [];
  answers = [];
});

test("what waits for its answer is kept before it leaves, and says nothing yet", async () => {
  post(entry("a"));
  assert.deepEqual(unansweredTexts(), [{ label: "Titre", value: "a" }]);
  assert.equal(said(), "");
  await sendAll();
  assert.deepEqual(sent, []);
});

test("what had no answer is sent again in its order, with the same operation", async () => {
  post(entry("b"));
  post(entry("a"));
  postpone("a");
  postpone("b");
  assert.equal(said(), "2 envois attendent");
  answers = [200, 200];
  await sendAll();
  assert.deepEqual(sent, ["/cartes/ operation=b", "/cartes/ operation=a"]);
  assert.deepEqual(unansweredTexts(), []);
  assert.equal(said(), "");
});

for (const status of [undefined, 503, 429]) {
  test(`answer ${status ?? "that never comes"} leaves it waiting, and what follows too`, async () => {
    post(entry("a"));
    post(entry("b"));
    postpone("a");
    postpone("b");
    answers = [status];
    await sendAll();
    assert.deepEqual(sent, ["/cartes/ operation=a"]);
    assert.equal(said(), "2 envois attendent");
  });
}

test("refusal is told, and is sent no more", async () => {
  post({ ...entry("a"), texts: [] });
  postpone("a");
  answers = [409];
  await sendAll();
  assert.equal(required("#notice p").textContent, "Non.");
  assert.equal(said(), "");
});

test("page that has left its room sends nothing", async () => {
  post(entry("a"));
  postpone("a");
  tell(CONNECTION, { state: "left" });
  answers = [200];
  await soon();
  assert.deepEqual(sent, []);
});
