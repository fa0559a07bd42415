// The participant's page shows one view at a time; each step brings the one it needs, once.
import { CHANGED, hear } from "./events.js";
import { currentStep } from "./visibility.js";

const VIEW_OF_STEP = {
  accueil: "trajectories",
  recits: "trajectories",
  lecture: "trajectories",
  emergence: "balises",
  vote: "vote",
  bilan: "vote",
};

let shown = "";
let followed = "";

export function startViews() {
  const views = document.getElementById("views");
  if (!views) return;
  views.addEventListener("click", ({ target }) => {
    const { view } = target.closest("[data-view]")?.dataset ?? {};
    if (view) show(view);
  });
  hear(CHANGED, follow);
  follow();
}

function follow() {
  const step = currentStep();
  if (step !== followed) shown = VIEW_OF_STEP[step] ?? "trajectories";
  followed = step;
  show(shown);
}

function show(view) {
  shown = view;
  document.querySelectorAll("#views [data-view]").forEach((button) => {
    button.setAttribute("aria-pressed", String(button.dataset.view === view));
  });
  document.querySelectorAll("#board [data-view]").forEach((section) => {
    section.hidden = section.dataset.view !== view;
  });
}
