// On a wide screen a frise is longer than its window: says on which side it goes on, and turns it by a press.
import { CHANGED, hear } from "./events.js";
import { required } from "./required.js";

const FRISE = ".frise-scroll";
const TURN = 0.8; // of what is in sight: the last card stays, so that the eye keeps its place

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
  // Not `disabled`: a button that ends its own use must not drop the focus.
  back.setAttribute("aria-disabled", String(!before));
  on.setAttribute("aria-disabled", String(!after));
}
