// The participant's page shows one view at a time; each step switches once to the view that it needs.
import { CHANGED, hear } from "./events.js";
import { currentStep, frontOfStep, panelsOfStep } from "./visibility.js";

let shown = "";
let followed = "";

export function startViews() {
  const views = document.getElementById("views");
  if (!views) return;
  views.addEventListener("click", ({ target }) => {
    const { view } = /** @type {Element} */ (target).closest("[data-view]")?.dataset ?? {};
    if (view) show(view);
  });
  hear(CHANGED, follow);
  follow();
}

function follow() {
  const step = currentStep();
  if (step !== followed) shown = frontOfStep();
  followed = step;
  show(shown);
}

/**
 * Shows this view, or the first one when the step does not have this view.
 * @param {string} view
 */
function show(view) {
  const known = [...document.querySelectorAll("#views [data-view]")].map((button) => button.dataset.view ?? "");
  const views = panelsOfStep().filter((panel) => known.includes(panel));
  shown = views.includes(view) ? view : views[0];
  document.querySelectorAll("#views [data-view]").forEach((button) => {
    button.hidden = !views.includes(button.dataset.view ?? "");
    button.setAttribute("aria-pressed", String(button.dataset.view === shown));
  });
  document.querySelectorAll("#board [data-view]").forEach((section) => {
    section.hidden = section.dataset.view !== shown;
  });
}
