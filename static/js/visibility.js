// Shows what fits the step: controls whose action the step allows ([data-needs]), words about what a later step
// will allow ([data-awaits]), the panels that the step shows, in its order ([data-panel]), what belongs
// to one's own fragments ([data-mine-only]) and to one's own territory ([data-home-only]). This is convenience, not
// secrecy: the server refuses what is not allowed.
import { CHANGED, MINE, hear } from "./events.js";
import { isMine } from "./mine.js";

const CONTROLS = "[data-needs], [data-awaits], [data-mine-only], [data-home-only]";

// What the step's fragment says: its own number, `allows`, `later`, `panels`, `front`.
function step() {
  return document.getElementById("step")?.dataset ?? {};
}

function words(list = "") {
  return list.split(" ").filter(Boolean);
}

export function currentStep() {
  return step().step ?? "";
}

// The view that the step brings to the front.
export function frontOfStep() {
  return step().front ?? "";
}

export function panelsOfStep() {
  return words(step().panels);
}

// One's seat at the top of the page is a fragment, because people can be moved.
function homeId() {
  return document.querySelector("[data-home]")?.dataset.home ?? "";
}

export function startVisibility() {
  hear(CHANGED, refresh);
  hear(MINE, refresh);
  document.addEventListener("htmx:load", refresh);
  refresh();
}

function refresh() {
  arrangePanels();
  const allowed = words(step().allows);
  const later = words(step().later);
  const home = homeId();
  document.querySelectorAll(CONTROLS).forEach((element) => {
    const { needs, awaits } = element.dataset;
    const fits = (!needs || allowed.includes(needs)) && (!awaits || later.includes(awaits));
    const own = !("mineOnly" in element.dataset) || isOurs(element.closest("[data-own], [data-place]"), home);
    const atHome = !("homeOnly" in element.dataset) || element.closest(".trajectory")?.id === home;
    element.hidden = !(fits && own && atHome);
  });
}

// My own fragment, or a card of my territory that an earlier séance told: anybody of the territory goes on with it.
/**
 * @param {HTMLElement | null} fragment a fragment, or a part of one that somebody owns ([data-own])
 * @param {string} home
 */
function isOurs(fragment, home) {
  const carried = fragment?.hasAttribute("data-carried") ?? false;
  return (
    isMine(fragment?.dataset.own ?? fragment?.id ?? "") || (carried && fragment?.closest(".trajectory")?.id === home)
  );
}

// All panels of the agenda stay in the page. So a change of step costs one small fragment, and keeps what somebody
// types or has scrolled to (docs/decisions/0026-panels-stay-in-the-page.md).
function arrangePanels() {
  const shown = panelsOfStep();
  document.querySelectorAll("#board [data-panel]").forEach((panel) => {
    const place = shown.indexOf(panel.dataset.panel ?? "");
    panel.hidden = place < 0;
    panel.style.order = String(place);
  });
}
