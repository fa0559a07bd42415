// « connecté », « reconnexion… », « hors ligne »: a sign and a word, never a colour alone.
import { CONNECTION, hear } from "./events.js";
import { text } from "./texts.js";

export function startStatus() {
  const place = document.getElementById("connection");
  hear(CONNECTION, ({ state }) => {
    if (place.dataset.state === state) return;
    place.dataset.state = state;
    place.textContent = text(state);
  });
}
