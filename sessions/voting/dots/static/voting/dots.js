// The ballot of dots: « − » and « + », and how many dots are left. `js/ballot.js` fills in and keeps the numbers.

document.addEventListener("click", ({ target }) => {
  const button = /** @type {Element} */ (target).closest("[data-step-by]");
  if (button) step(button);
});
document.addEventListener("ballot:shown", ({ target }) => {
  const ballot = /** @type {HTMLFormElement} */ (target);
  if (ballot.dataset.dots) showLeft(ballot);
});

function numbers(ballot) {
  return [.../** @type {NodeListOf<HTMLInputElement>} */ (ballot.querySelectorAll("input[type=number]"))];
}

function step(button) {
  if (button.getAttribute("aria-disabled") === "true") return;
  const field = /** @type {HTMLInputElement} */ (document.getElementById(button.getAttribute("aria-controls")));
  const wanted = Number(field.value) + Number(button.dataset.stepBy);
  const allowed = Number(field.value) + left(field.form);
  field.value = String(Math.max(0, Math.min(wanted, allowed)));
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

function left(ballot) {
  const placed = numbers(ballot).reduce((sum, field) => sum + Number(field.value), 0);
  return Number(ballot.dataset.dots) - placed;
}

function showLeft(ballot) {
  const rest = left(ballot);
  ballot.querySelector("[data-dots-left]").textContent =
    rest >= 0 ? rest : ballot.dataset.tooMany.replace("{n}", -rest);
  // Not `disabled`: the press that places the last dot must not drop the focus.
  ballot.querySelectorAll("[data-step-by='1']").forEach((button) => {
    button.setAttribute("aria-disabled", String(rest <= 0));
  });
}
