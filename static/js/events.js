// The events that the modules of a live page tell each other, all on `document`.
export const CHANGED = "room:changed"; // detail: {ids, added, board}: fragments swapped in or out
export const MINE = "room:mine"; // what is my own has changed
export const CONNECTION = "room:connection"; // detail: {state: connected | connecting | offline | asking | left}

export function tell(name, detail = {}) {
  document.dispatchEvent(new CustomEvent(name, { detail }));
}

export function hear(name, listener) {
  document.addEventListener(name, (event) => listener(event.detail));
}
