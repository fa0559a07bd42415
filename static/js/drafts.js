// The new card's text survives a reload or an empty battery: it stays in this browser until posted.
export function startDrafts(room) {
  const dialog = document.getElementById("new-card");
  if (!dialog) return;
  const key = `draft:${room.dataset.code}`;
  restore(dialog.querySelector("form"), key);
  dialog.addEventListener("input", () => keep(dialog.querySelector("form"), key));
  // « kept »: the outbox has it now, and will send it; a draft beside it would be posted a second time.
  for (const name of ["saved", "kept"]) {
    document.addEventListener(name, ({ target }) => {
      if (dialog.contains(target)) localStorage.removeItem(key);
    });
  }
}

function keep(form, key) {
  localStorage.setItem(key, JSON.stringify([...new FormData(form)]));
}

function restore(form, key) {
  for (const [name, value] of JSON.parse(localStorage.getItem(key) ?? "[]")) {
    const field = form.elements[name];
    if (field) field.value = value;
  }
}
