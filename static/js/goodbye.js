// The seat was taken away, or the page may no longer watch: says so, and takes the room off the screen.
export function showGoodbye() {
  const words = document.getElementById("goodbye").content.cloneNode(true);
  document.querySelectorAll("dialog[open]").forEach((dialog) => dialog.close());
  const room = document.getElementById("room");
  room.replaceChildren(words);
  room.focus();
}
