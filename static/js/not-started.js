// No module, and written for the oldest browsers: says so where the page's modules did not run, or where a
// dialog cannot open. Modules that are understood have run before `load`.
window.addEventListener("load", function () {
  var hasDialogs = "HTMLDialogElement" in window && "showModal" in HTMLDialogElement.prototype;
  if (hasDialogs && document.documentElement.hasAttribute("data-started")) return;
  document.getElementById("not-started").removeAttribute("hidden");
});
