// Every POST carries an operation id, kept until it is answered: sent again after a lost answer, it
// has no second effect.
import { showError } from "./notices.js";
import { text } from "./texts.js";

// crypto.randomUUID exists over https only; a hall without internet uses plain http.
export function newOperation() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

export function startOperations() {
  document.addEventListener("htmx:configRequest", ({ detail }) => {
    if (detail.verb === "get") return;
    detail.elt.dataset.operation ??= newOperation();
    detail.parameters.operation = detail.elt.dataset.operation;
  });
  document.addEventListener("htmx:afterRequest", ({ detail }) => {
    const answered = detail.xhr.status > 0 && detail.xhr.status < 500;
    if (answered) delete detail.elt.dataset.operation;
  });
  document.addEventListener("htmx:responseError", ({ detail }) => showError(reason(detail.xhr)));
  document.addEventListener("htmx:sendError", () => showError(text("notSent")));
  document.addEventListener("htmx:timeout", () => showError(text("notSent")));
}

function reason(xhr) {
  const plain = xhr.getResponseHeader("Content-Type")?.startsWith("text/plain");
  return plain && xhr.responseText ? xhr.responseText : text("failed");
}
