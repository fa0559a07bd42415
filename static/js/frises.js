// On a wide screen a frise is longer than its window. This shows on which side it goes on, and scrolls it by a button.
import { CHANGED, hear } from "./events.js";
import { required } from "./required.js";

const FRISE = ".frise-scroll";
const TURN = 0.8; // of the visible width: the last card stays in sight, so that readers do not lose their place

/** @param {HTMLElement} room */
export function startFrises(room) {
  if (!room.querySelector(".frise-turn")) return;
  document.addEventListener("click", ({ target }) => {
    const button = target.closest("[data-turn]");
    if (button && button.getAttribute("aria-disabled") !== "true") turn(button);
  });
  document.addEventListener("scroll", ({ target }) => target.matches?.(FRISE) && tellWhere(target), true);
  hear(CHANGED, tellAll);
  new ResizeObserver(tellAll).observe(room);
  tellAll();
}

/** @param {HTMLElement} button */
function turn(button) {
  const frise = required(`#${button.getAttribute("aria-controls")}`);
  frise.scrollBy({ left: Number(button.dataset.turn) * frise.clientWidth * TURN });
}

function tellAll() {
  document.querySelectorAll(FRISE).forEach(tellWhere);
}

/** @param {HTMLElement} frise */
function tellWhere(frise) {
  const rest = frise.scrollWidth - frise.clientWidth;
  const before = frise.scrollLeft > 1;
  const after = frise.scrollLeft < rest - 1;
  frise.toggleAttribute("data-before", before);
  frise.toggleAttribute("data-after", after);
  const [back, on] = document.querySelectorAll(`[aria-controls="${frise.id}"]`);
  if (!on) return;
  if (back.parentElement) back.parentElement.hidden = rest <= 1;
  // Not `disabled`: a button that reaches the end by its own press must keep the focus.
  back.setAttribute("aria-disabled", String(!before));
  on.setAttribute("aria-disabled", String(!after));
}
