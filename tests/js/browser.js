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
  "WebSocket",
];

/** Opens a page with this body, before any module of ours is loaded. */
export function openPage(body = "") {
  const window = new Window({ url: "https://ateliers.example.org/s/ABCD2345/" });
  const { document } = window;
  provide("window", window);
  for (const name of NAMES) provide(name, window[name]);
  document.body.innerHTML = body;
  return window;
}

/** The page's own htmx, from the file that the site serves. */
export function loadHtmx(path) {
  const script = readFileSync(path, "utf8");
  const names = ["window", "document", "location", "DocumentFragment", "Document", "ShadowRoot", "XMLHttpRequest"];
  const values = names.map((name) => (name === "window" ? globalThis.window : globalThis.window[name]));
  provide("htmx", new Function(...names, `${script}\nreturn htmx;`)(...values));
}

/** The words that scripts take from the page (templates/sessions/parts/live_regions.html), in short. */
export function texts(words) {
  const attributes = Object.entries(words).map(([name, value]) => `data-${name}="${value}"`);
  return `<div id="texts" ${attributes.join(" ")}></div>`;
}

/** Waits until what the page put off for a moment has happened. */
export function soon() {
  return new Promise((resolve) => setTimeout(resolve, 0));
}

function provide(name, value) {
  Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
}
