// This script is no module, and it is written for the oldest browsers. It shows the notice where the page's modules
// did not run, or where a dialog cannot open. A browser that understands modules has run them before `load`.
window.addEventListener("load", function () {
  var hasDialogs = "HTMLDialogElement" in window && "showModal" in HTMLDialogElement.prototype;
  if (hasDialogs && document.documentElement.hasAttribute("data-started")) return;
  var notice = document.getElementById("not-started");
  if (notice) notice.removeAttribute("hidden");
});
