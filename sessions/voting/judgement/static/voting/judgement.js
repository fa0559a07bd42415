// The ballot of grades: how many balises have no grade yet. `js/ballot.js` fills in and keeps the grades.

document.addEventListener("ballot:shown", ({ target }) => {
  const ballot = /** @type {HTMLFormElement} */ (target);
  const place = ballot.querySelector("[data-ungraded]");
  if (place) place.textContent = String(ballot.querySelectorAll(".judge__none input:checked").length);
});
