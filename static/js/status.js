// « connecté », « reconnexion… », « hors ligne »: a sign and a word, never a colour alone.
import { CONNECTION, hear } from "./events.js";
import { required } from "./required.js";
import { text } from "./texts.js";

export function startStatus() {
  const place = required("#connection");
  hear(CONNECTION, ({ state }) => {
    if (place.dataset.state === state) return;
    place.dataset.state = state;
    place.textContent = text(state);
  });
}
