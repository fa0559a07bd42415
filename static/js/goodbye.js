// The seat was taken away, or the page may no longer watch: says so, and takes the room off the screen.
import { CONNECTION, tell } from "./events.js";

// Where the page speaks: what still waits in the outbox must be able to say what became of it.
const KEPT = ["texts", "news", "outbox", "toast", "notice"];

// `gone`: there is no séance any more.
export function showGoodbye(gone) {
  const words = document.getElementById(gone ? "goodbye-gone" : "goodbye").content.cloneNode(true);
  document.querySelectorAll("dialog[open]").forEach((dialog) => dialog.close());
  tell(CONNECTION, { state: "left" });
  document.querySelectorAll("header [data-open-dialog]").forEach((opener) => (opener.hidden = true));
  const room = document.getElementById("room");
  [...room.children].forEach((child) => KEPT.includes(child.id) || child.remove());
  room.append(words);
  room.focus();
}
