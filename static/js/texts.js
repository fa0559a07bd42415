// The words that scripts show come from the page (#texts), where they are translated.
import { required } from "./required.js";

/**
 * @param {string} name
 * @param {number} [number] of the things that are counted
 */
export function text(name, number) {
  const texts = required("#texts").dataset;
  if (number === undefined) return texts[name] ?? "";
  return (texts[number === 1 ? `${name}One` : `${name}Many`] ?? "").replace("{n}", String(number));
}
