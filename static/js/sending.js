// This script sends a form that has a page of its own, so that nothing typed is lost: the browser leaves the page only
// once the server has accepted the form. Without this script, browsers send the form themselves. They also do so where
// nothing is typed, where a file is, and where a password is: browsers offer to keep a password that they send
// themselves. A file that is too large is not sent at all: the server would break the connection off.
import { readPage } from "./answers.js";
import { required } from "./required.js";
import { fieldsOf, fillIn } from "./typed.js";

const FORM = "main form[method=post]:not([hx-post]):not(:has([type=password], [type=file])):has(label)";
const LONGEST_WAIT = 30_000; // ms; a form at the doors may wait on the server for half of this
const LARGEST = 256 * 1024; // bytes that the server takes
const TOO_OLD = "X-Page-Too-Old";

document.addEventListener("submit", (event) => {
  const form = /** @type {HTMLFormElement} */ (event.target);
  if (hasTooLargeFile(form)) {
    event.preventDefault();
    form.querySelector("[data-not-sent]")?.remove();
    say(form, "tooHeavy");
    return;
  }
  if (!form.matches(FORM)) return;
  event.preventDefault();
  if (!form.hasAttribute("aria-busy")) send(form);
});

// Somebody went back to a page that the browser had kept as it was.
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll(FORM)) form.removeAttribute("aria-busy");
});

/** @param {HTMLFormElement} form */
function hasTooLargeFile(form) {
  const fields = /** @type {NodeListOf<HTMLInputElement>} */ (form.querySelectorAll("[type=file][data-max-bytes]"));
  return [...fields].some((field) =>
    [...(field.files ?? [])].some((file) => file.size > Number(field.dataset.maxBytes)),
  );
}

/** @param {HTMLFormElement} form */
async function send(form) {
  form.querySelector("[data-not-sent]")?.remove();
  form.setAttribute("aria-busy", "true");
  const sent = new Set(fieldsOf(form).map(String));
  let moves = false;
  try {
    moves = await settle(form, await post(form), sent);
  } catch {
    say(form, "unreachable");
  }
  if (!moves) form.removeAttribute("aria-busy");
}

/**
 * @param {HTMLFormElement} form
 * @returns {Promise<Response>}
 */
async function post(form) {
  const body = bodyOf(form);
  if (body.length > LARGEST) return new Response("", { status: 413 });
  const answer = await ask(form.action, { method: "POST", body });
  if (!answer.headers.has(TOO_OLD) || !(await renewToken(form))) return answer;
  return ask(form.action, { method: "POST", body: bodyOf(form) });
}

/**
 * Encodes the form, so that its length is the length that the server counts.
 * @param {HTMLFormElement} form
 */
function bodyOf(form) {
  const texts = [...new FormData(form)].map(([name, value]) => [name, String(value)]);
  return new URLSearchParams(texts).toString();
}

/**
 * @param {string} address
 * @param {RequestInit} [options]
 */
function ask(address, options = {}) {
  const headers = { "Content-Type": "application/x-www-form-urlencoded" };
  return fetch(address, { ...options, headers, signal: AbortSignal.timeout?.(LONGEST_WAIT) });
}

/**
 * The page was open for too long, and its token has expired. This fetches the page again and takes only its new token.
 * @param {HTMLFormElement} form
 * @returns {Promise<boolean>} whether there was one
 */
async function renewToken(form) {
  const page = readPage(await (await ask(location.href)).text());
  const fresh = tokenOf(page);
  const token = tokenOf(form);
  if (!fresh || !token) return false;
  token.value = fresh.value;
  return true;
}

/**
 * @param {ParentNode} place
 * @returns {HTMLInputElement | null}
 */
function tokenOf(place) {
  return place.querySelector("input[name=csrfmiddlewaretoken]");
}

/**
 * @param {HTMLFormElement} form
 * @param {Response} answer
 * @param {Set<string>} sent its fields, as they were sent
 * @returns {Promise<boolean>} whether the page moves on
 */
async function settle(form, answer, sent) {
  if (answer.redirected) {
    if (isLogin(answer.url) && !isLogin(location.href)) return say(form, "signedOut");
    location.assign(answer.url);
    return true;
  }
  const page = readPage(await answer.text());
  const fresh = [...page.querySelectorAll("main form")].find((one) => isSame(form, one));
  if (fresh) {
    // Somebody may have typed while the form was on its way.
    fillIn(
      fresh,
      fieldsOf(form).filter((field) => !sent.has(String(field))),
    );
    return replace(form, fresh, page);
  }
  if (answer.status === 413) return say(form, "tooLong");
  if (answer.headers.has(TOO_OLD)) return say(form, "tooOld");
  return say(form, "refused", page.querySelector("main .lead")?.textContent);
}

/** @param {string} address */
function isLogin(address) {
  return new URL(address).pathname === required("[data-login]").dataset.login;
}

/**
 * @param {HTMLFormElement} form
 * @param {Element} other
 */
function isSame(form, other) {
  return form.closest("main") !== null && other.getAttribute("action") === form.getAttribute("action");
}

/**
 * Shows the form as it came back, with its reasons.
 * @param {HTMLFormElement} form
 * @param {Element} fresh
 * @param {Document} page the answer around it
 */
function replace(form, fresh, page) {
  form.replaceWith(fresh);
  htmx.process(fresh);
  fresh.querySelector("[data-focus]")?.focus();
  document.dispatchEvent(new CustomEvent("came-back", { detail: page }));
  return false;
}

/**
 * @param {HTMLFormElement} form
 * @param {string} reason
 * @param {string} [words] instead of its own
 */
function say(form, reason, words = "") {
  const sentence = required("div", required("#not-sent").content);
  const message = /** @type {HTMLElement} */ (sentence.cloneNode(true));
  for (const place of message.querySelectorAll("[data-reason]")) {
    if (place.dataset.reason !== reason) place.remove();
    else if (words) place.textContent = words;
  }
  const button = required("[type=submit]", form);
  (button.closest(".form-actions") ?? button).before(message);
  message.scrollIntoView({ block: "nearest" });
  return false;
}
