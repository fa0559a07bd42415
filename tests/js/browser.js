// A browser's page in this process: happy-dom's window, whose names the page's modules find where a browser has them.
import { readFileSync } from "node:fs";
import { Window } from "happy-dom";

const NAMES = [
  "document",
  "location",
  "localStorage",
  "navigator",
  "CSS",
  "CustomEvent",
  "DOMParser",
  "Event",
  "Element",
  "FormData",
  "HTMLElement",
  "HTMLFormElement",
  "KeyboardEvent",
  "MouseEvent",
  "MutationObserver",
  "Node",
];

/** happy-dom has no sockets. Nothing is connected here: frames are given to the page by hand. */
const NO_SOCKET = { OPEN: 1 };

/** Opens a page with this body, before any module of ours is loaded. */
export function openPage(body = "") {
  const window = new Window({ url: "https://ateliers.example.org/s/ABCD2345/" });
  const { document } = window;
  provide("window", window);
  for (const name of NAMES) provide(name, inPage(name));
  provide("WebSocket", NO_SOCKET);
  document.body.innerHTML = body;
  return window;
}

/** happy-dom has no XPath. htmx seeks `hx-on…` by it, which our pages may not have (content security policy). */
class NothingByPath {
  createExpression() {
    return { evaluate: () => ({ iterateNext: () => null }) };
  }
}

/**
 * What the page's window has by this name.
 * @param {string} name
 */
function inPage(name) {
  return name === "window" ? globalThis.window : Reflect.get(globalThis.window, name);
}

/**
 * The page's own htmx, from the file that the site serves.
 * @param {string} path
 */
export function loadHtmx(path) {
  const script = readFileSync(path, "utf8");
  provide("XPathEvaluator", NothingByPath);
  const names = ["window", "document", "location", "DocumentFragment", "Document", "ShadowRoot", "XMLHttpRequest"];
  const values = names.map(inPage);
  provide("htmx", new Function(...names, `${script}\nreturn htmx;`)(...values));
  // There is no server to ask: what the page would load by itself stays as it was drawn.
  document.addEventListener("htmx:confirm", (event) => event.preventDefault());
}

/**
 * The words that scripts take from the page (templates/sessions/parts/live_regions.html), in short.
 * @param {Record<string, string>} words
 */
export function texts(words) {
  const attributes = Object.entries(words).map(([name, value]) => `data-${name}="${value}"`);
  return `<div id="texts" ${attributes.join(" ")}></div>`;
}

/** Waits until what the page put off for a moment has happened. */
export function soon() {
  return new Promise((resolve) => setTimeout(resolve, 0));
}

/**
 * Modules of the page find this value by its name.
 * @param {string} name
 * @param {unknown} value
 */
export function provide(name, value) {
  Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
}

/** Holds the clock: what waits for its time happens when the returned function is called. */
export function holdClock() {
  /** @type {Map<number, () => void>} */
  const waiting = new Map();
  let last = 0;
  provide("setTimeout", (/** @type {() => void} */ act) => {
    last += 1;
    waiting.set(last, act);
    return last;
  });
  provide("clearTimeout", (/** @type {number} */ id) => waiting.delete(id));
  return () => {
    const due = [...waiting.values()];
    waiting.clear();
    for (const act of due) act();
  };
}
