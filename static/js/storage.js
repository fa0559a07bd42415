// What this browser keeps, by key. Storage may be missing, refuse every access or be full. Then
// the memory of this page keeps the values, and `keep` returns false.

/** @type {Map<string, string>} What could not be stored. It lasts as long as the page. */
const memory = new Map();

/**
 * Says whose texts this page keeps: those of one seat, or of one facilitator, of one session. Two people may use the
 * same browser, one after the other.
 * @param {string} kind
 * @param {string} [name]
 */
export function ownKey(kind, name = "") {
  const { code, owner } = /** @type {HTMLElement} */ (document.getElementById("room")).dataset;
  return [kind, code, owner, name].join(":");
}

/**
 * Returns whether the value outlives the page.
 * @param {string} key
 * @param {unknown} value
 * @returns {boolean}
 */
export function keep(key, value) {
  const words = JSON.stringify(value);
  try {
    window.localStorage.setItem(key, words);
    memory.delete(key);
    return true;
  } catch {
    memory.set(key, words);
    return false;
  }
}

/**
 * @param {string} key
 * @returns {any} null when there is nothing, or nothing legible
 */
export function recall(key) {
  try {
    return JSON.parse(memory.get(key) ?? stored((storage) => storage.getItem(key)) ?? "null");
  } catch {
    return null;
  }
}

/** @param {string} key */
export function forget(key) {
  memory.delete(key);
  stored((storage) => storage.removeItem(key));
}

/**
 * @param {string} key
 * @returns {boolean} whether it ends with the page
 */
export function isOnlyHere(key) {
  return memory.has(key);
}

/**
 * @param {string} start
 * @returns {string[]}
 */
export function keysFrom(start) {
  const keys = [...memory.keys(), ...(stored((storage) => Object.keys(storage)) ?? [])];
  return [...new Set(keys)].filter((key) => key.startsWith(start));
}

/**
 * Some browsers inside other applications have no storage; in others, even a look at `localStorage` throws.
 * @template T
 * @param {(storage: Storage) => T} use
 * @returns {T | null}
 */
function stored(use) {
  try {
    return use(window.localStorage);
  } catch {
    return null;
  }
}
