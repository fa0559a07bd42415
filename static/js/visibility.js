// Shows what fits: [data-steps] in those steps, [data-mine-only] on one's own fragments,
// [data-home-only] in the trajectory of one's own territory. This is convenience, not secrecy: the
// server refuses what is not allowed.
import { CHANGED, MINE, hear } from "./events.js";
import { isMine } from "./mine.js";

export function currentStep() {
  return document.getElementById("step")?.dataset.step ?? "";
}

function isOpen() {
  return document.getElementById("session-state")?.dataset.status === "open";
}

// One's seat at the top of the page: a fragment, since people are moved.
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
  const step = currentStep();
  const open = isOpen();
  document.getElementById("board")?.setAttribute("data-step", step);
  document.querySelectorAll("[data-steps], [data-mine-only], [data-home-only]").forEach((element) => {
    const { steps } = element.dataset;
    const fitsStep = steps === undefined || steps.split(" ").includes(step);
    const isAction = element.matches("button, form, .action-bar");
    const ownOnly = "mineOnly" in element.dataset;
    const own = !ownOnly || isMine(element.closest("[data-place]")?.id);
    const home = !("homeOnly" in element.dataset) || element.closest(".trajectory")?.id === homeId();
    element.hidden = !(fitsStep && own && home && (open || !isAction));
  });
}
