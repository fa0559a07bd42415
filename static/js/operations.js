// Every POST carries an operation id, kept until it is answered: sent again after a lost answer, it
// has no second effect.
import { showError } from "./notices.js";
import { adoptAll, drop, keep, postpone } from "./outbox.js";
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
  adoptAll();
  document.addEventListener("htmx:configRequest", ({ detail }) => {
    if (detail.verb !== "get") detail.parameters.operation = newOperation();
  });
  document.addEventListener("htmx:beforeSend", ({ detail }) => {
    const { verb, path, formData } = detail.requestConfig;
    if (verb === "get") return;
    // Not `parameters`: its lists (several cards of a balise) are proxies whose `map` gives nothing.
    const body = new URLSearchParams(formData).toString();
    keep({ operation: formData.get("operation"), url: path, body, failed: false });
    detail.xhr.addEventListener("loadend", () => heard.has(detail.xhr) || concludeApart(detail));
  });
  document.addEventListener("htmx:afterRequest", ({ detail }) => {
    heard.add(detail.xhr);
    conclude(detail);
  });
}

const heard = new WeakSet(); // requests whose end htmx told

// A frame may take the control out before its answer comes: htmx then tells a node that nobody hears.
function concludeApart(detail) {
  const { xhr } = detail;
  const told = JSON.parse(xhr.getResponseHeader("HX-Trigger") ?? "{}");
  for (const name in told) document.dispatchEvent(new CustomEvent(name, { detail: told[name] }));
  conclude(detail);
  if (xhr.status === 422) {
    showError(new DOMParser().parseFromString(xhr.responseText, "text/html").body.innerText.trim());
  }
}

function conclude({ xhr, requestConfig, elt }) {
  const { verb, parameters } = requestConfig;
  if (verb === "get") return complain(xhr, elt);
  if (xhr.getResponseHeader("X-Page-Too-Old")) {
    postpone(parameters.operation);
    elt.dispatchEvent(new CustomEvent("kept", { bubbles: true }));
    return showError(text("reload"));
  }
  if (xhr.status > 0 && xhr.status < 500) {
    drop(parameters.operation);
    return complain(xhr, elt);
  }
  // No answer, or none that counts: it goes to the outbox, and the form is free again.
  postpone(parameters.operation);
  elt.dispatchEvent(new CustomEvent("saved", { detail: {}, bubbles: true }));
  elt.reset?.();
}

function complain(xhr, elt) {
  const asksBySchedule = elt.getAttribute("hx-trigger")?.includes("every");
  const isFine = xhr.status >= 200 && xhr.status < 400;
  if (isFine || xhr.status === 422 || asksBySchedule) return;
  const plain = xhr.getResponseHeader("Content-Type")?.startsWith("text/plain");
  if (xhr.status === 0) showError(text("notLoaded"));
  else showError((plain && xhr.responseText) || text("failed"));
}
