// Every POST carries an operation id, which the page keeps until the POST is answered. A POST that is sent again after
// a lost answer has no second effect.
import { dropDraft, keepDraft } from "./drafts.js";
import { showError } from "./notices.js";
import { drop, post, postpone } from "./outbox.js";
import { text } from "./texts.js";
import { textFields, textsOf } from "./typed.js";

const LARGEST = 200_000; // characters of a body: the server closes the connection on a larger one, without an answer

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
    if (detail.verb !== "get") detail.parameters.operation = newOperation();
  });
  document.addEventListener("htmx:beforeRequest", (event) => {
    const { verb, formData } = event.detail.requestConfig;
    if (verb === "get" || encode(formData).length <= LARGEST) return;
    event.preventDefault();
    showError(text("tooLarge"));
  });
  document.addEventListener("htmx:beforeSend", ({ detail }) => {
    if (detail.requestConfig.verb === "get") return;
    submit(detail.elt, detail.requestConfig);
    detail.xhr.addEventListener("loadend", () => heard.has(detail.xhr) || concludeApart(detail));
  });
  document.addEventListener("htmx:afterRequest", ({ detail }) => {
    heard.add(detail.xhr);
    conclude(detail);
  });
}

/** @type {WeakSet<XMLHttpRequest>} Requests of which htmx has announced the end. */
const heard = new WeakSet();

/**
 * A frame may remove the control before its answer comes. htmx then sends its event to a node outside of the page, and
 * nobody hears the event.
 * @param {HtmxDetail} detail
 */
function concludeApart(detail) {
  const { xhr } = detail;
  const told = JSON.parse(xhr.getResponseHeader("HX-Trigger") ?? "{}");
  for (const name in told) document.dispatchEvent(new CustomEvent(name, { detail: told[name] }));
  conclude(detail);
  if (xhr.status === 422) {
    showError(new DOMParser().parseFromString(xhr.responseText, "text/html").body.textContent.trim());
  }
}

/**
 * From this moment on the outbox has the text. A draft beside it would be posted a second time.
 * @param {HTMLElement} elt
 * @param {HtmxDetail["requestConfig"]} request
 */
function submit(elt, { path, formData }) {
  const operation = String(formData.get("operation"));
  const form = formIn(elt);
  post({ operation, url: path, body: encode(formData), texts: form ? textsOf(form) : [] });
  if (form) dropDraft(form);
  lock(form, true);
}

/** @param {HtmxDetail} detail */
function conclude({ xhr, requestConfig, elt }) {
  const { verb, parameters } = requestConfig;
  if (verb === "get") return complain(xhr, elt);
  const form = formIn(elt);
  lock(form, false);
  if (xhr.getResponseHeader("X-Page-Too-Old")) {
    postpone(parameters.operation);
    return showError(text("reload"));
  }
  if (xhr.status > 0 && xhr.status < 500) {
    // Its author gets a refused text back.
    if (xhr.status >= 400 && form) keepDraft(form);
    drop(parameters.operation);
    return complain(xhr, elt);
  }
  // Without an answer that counts, the POST goes to the outbox, and the form can be used again.
  postpone(parameters.operation);
  elt.dispatchEvent(new CustomEvent("saved", { detail: {}, bubbles: true }));
  if (form) clear(form);
}

/**
 * Does not use `parameters`: the lists in it (several cards of a balise) are proxies whose `map` returns nothing.
 * @param {FormData} formData
 */
function encode(formData) {
  return new URLSearchParams([...formData].map(([name, value]) => [name, String(value)])).toString();
}

/** @param {HTMLElement} elt */
function formIn(elt) {
  return elt instanceof HTMLFormElement ? elt : null;
}

/**
 * The answer replaces the form: text that somebody typed meanwhile would be lost, so the fields are read-only.
 * @param {HTMLFormElement | null} form
 * @param {boolean} locked
 */
function lock(form, locked) {
  if (form) textFields(form).forEach((field) => (field.readOnly = locked));
}

/**
 * A form that came back with its reasons has the typed text as its default value, so `reset` alone would not clear it.
 * @param {HTMLFormElement} form
 */
function clear(form) {
  form.reset();
  textFields(form).forEach((field) => (field.value = ""));
}

/**
 * @param {XMLHttpRequest} xhr
 * @param {HTMLElement} elt
 */
function complain(xhr, elt) {
  const asksBySchedule = elt.getAttribute("hx-trigger")?.includes("every");
  const isFine = xhr.status >= 200 && xhr.status < 400;
  if (isFine || xhr.status === 422 || asksBySchedule) return;
  const plain = xhr.getResponseHeader("Content-Type")?.startsWith("text/plain");
  if (xhr.status === 0) showError(text("notLoaded"));
  else showError((plain && xhr.responseText) || text("failed"));
}
