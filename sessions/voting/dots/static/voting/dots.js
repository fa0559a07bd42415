// The ballot of dots: « − » and « + », and how many dots are left. `js/ballot.js` fills in and keeps the numbers.

document.addEventListener("click", ({ target }) => {
  const button = target.closest("[data-step-by]");
  if (button) step(button);
});
document.addEventListener("ballot:shown", ({ target }) => {
  const ballot = /** @type {HTMLFormElement} */ (target);
  if (ballot.dataset.dots) showLeft(ballot);
});

/** @param {HTMLFormElement} ballot */
function numbers(ballot) {
  return [...ballot.querySelectorAll("input[type=number]")];
}

/** @param {HTMLElement} button */
function step(button) {
  if (button.getAttribute("aria-disabled") === "true") return;
  const id = button.getAttribute("aria-controls") ?? "";
  const field = /** @type {HTMLInputElement | null} */ (document.getElementById(id));
  if (!field?.form) return;
  const wanted = Number(field.value) + Number(button.dataset.stepBy);
  const allowed = Math.min(Number(field.value) + left(field.form), cap(field.form));
  field.value = String(Math.max(0, Math.min(wanted, allowed)));
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

/** @param {HTMLFormElement} ballot */
function cap(ballot) {
  return Number(ballot.dataset.cap ?? ballot.dataset.dots);
}

/** @param {HTMLFormElement} ballot */
function left(ballot) {
  const placed = numbers(ballot).reduce((sum, field) => sum + Number(field.value), 0);
  return Number(ballot.dataset.dots) - placed;
}

/** @param {HTMLFormElement} ballot */
function showLeft(ballot) {
  const rest = left(ballot);
  const { tooMany = "" } = ballot.dataset;
  const place = ballot.querySelector("[data-dots-left]");
  if (place) place.textContent = rest >= 0 ? String(rest) : tooMany.replace("{n}", String(-rest));
  // Not `disabled`: the press that places the last dot must not drop the focus.
  ballot.querySelectorAll("[data-step-by='1']").forEach((button) => {
    const field = ballot.elements.namedItem(button.getAttribute("aria-controls") ?? "");
    const full = field instanceof HTMLInputElement && Number(field.value) >= cap(ballot);
    button.setAttribute("aria-disabled", String(rest <= 0 || full));
  });
}
