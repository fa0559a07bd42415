// The events that the modules of a live page tell each other, all on `document`.
export const CHANGED = "room:changed"; // fragments were swapped in or out
export const MINE = "room:mine"; // what is my own has changed
export const NOW = "room:now"; // a message said the server's time
export const YOURS = "room:yours"; // another page of this seat may have changed what only the seat sees
export const CONNECTION = "room:connection"; // the line was opened, lost or left

/**
 * @template {keyof RoomEvents} Name
 * @param {Name} name
 * @param {RoomEvents[Name]} detail
 */
export function tell(name, detail) {
  document.dispatchEvent(new CustomEvent(name, { detail }));
}

/**
 * @template {keyof RoomEvents} Name
 * @param {Name} name
 * @param {(detail: RoomEvents[Name]) => void} listener
 */
export function hear(name, listener) {
  document.addEventListener(name, (event) => listener(event.detail));
}
