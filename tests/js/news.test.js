import assert from "node:assert/strict";
import { test } from "node:test";
import { holdClock, openPage, texts } from "./browser.js";

openPage(
  `${texts({
    "new-cards-one": "{n} carte",
    "new-cards-many": "{n} cartes",
    "new-people-one": "{n} personne",
    "new-people-many": "{n} personnes",
    "new-step": "Étape :",
  })}<main id="room" data-mine="card-9"></main><h2 id="step-name">Récits</h2><p id="news"></p>`,
);
const later = holdClock();
const { CHANGED, tell } = await import("../../static/js/events.js");
const { startMine } = await import("../../static/js/mine.js");
const { required } = await import("../../static/js/required.js");
const { startNews } = await import("../../static/js/news.js");
const { drop, post } = await import("../../static/js/outbox.js");
startMine(required("#room"));
startNews();

const news = () => required("#news").textContent;
const come = (/** @type {string[]} */ ...added) => tell(CHANGED, { ids: added, added, board: false });

test("one sentence at once, then one for all that came meanwhile", () => {
  come("card-9"); // my own is no news
  assert.equal(news(), "");
  come("card-1");
  assert.equal(news(), "1 carte");
  come("card-2", "person-5");
  come("card-3");
  assert.equal(news(), "1 carte");
  required("#step-name").textContent = " Lecture ";
  come();
  later();
  assert.equal(news(), "2 cartes, 1 personne, Étape : Lecture");
  later();
  assert.equal(news(), "2 cartes, 1 personne, Étape : Lecture");
  come("card-4");
  assert.equal(news(), "1 carte");
});

test("what comes before the answer that says that it is mine is no news", () => {
  later();
  required("#news").textContent = "";
  post({ operation: "one", url: "/", body: "", texts: [] });
  come("card-10", "card-11");
  assert.equal(news(), "");
  document.dispatchEvent(new CustomEvent("saved", { detail: { mine: ["card-10"] } }));
  drop("one");
  later();
  assert.equal(news(), "1 carte");
});
