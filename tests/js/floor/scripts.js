// What scripts use that the oldest browsers lack: TypeScript says of which object a method is.
import ts from "typescript";
import { api, below, isInFloor, javascript } from "./compat.js";

/** @typedef {{name: string, compat: import("./compat.js").Feature | undefined}} Used */

/**
 * The names of what these files use and the floor lacks, each with its file and line.
 * @param {string[]} paths
 */
export function missingInScripts(paths) {
  const { config } = ts.readConfigFile("tsconfig.json", ts.sys.readFile);
  // The newest library: what is not in it is a mistake, which `tsc` tells.
  const settings = { ...config.compilerOptions, lib: ["ESNext", "DOM", "DOM.Iterable"], noLib: false };
  const { options } = ts.convertCompilerOptionsFromJson(settings, ".");
  const program = ts.createProgram(paths, { ...options, target: ts.ScriptTarget.ESNext });
  return paths.flatMap((path) => {
    const file = program.getSourceFile(path);
    if (!file) throw new Error(`There is no ${path}.`);
    return [...missingIn(file, program.getTypeChecker())];
  });
}

/**
 * @param {ts.SourceFile} file
 * @param {ts.TypeChecker} checker
 */
function* missingIn(file, checker) {
  /** @type {ts.Node[]} */
  const nodes = [file];
  for (const node of nodes) {
    ts.forEachChild(node, (child) => void nodes.push(child));
    for (const feature of used(node, checker)) {
      const { line } = file.getLineAndCharacterOfPosition(node.getStart(file));
      if (!isInFloor(feature.compat)) yield { place: `${file.fileName}:${line + 1}`, name: feature.name };
    }
  }
}

/**
 * @param {ts.Node} node
 * @param {ts.TypeChecker} checker
 * @returns {Generator<Used, void>}
 */
function* used(node, checker) {
  const event = ts.isCallExpression(node) ? heardBy(node) : "";
  if (event) yield eventOf(event);
  if (!ts.isIdentifier(node) || isGuarded(node)) return;
  const symbol = checker.getSymbolAtLocation(node);
  for (const declaration of symbol?.declarations ?? []) {
    const { fileName } = declaration.getSourceFile();
    if (!/\/lib\.[\w.]+\.d\.ts$/.test(fileName)) continue;
    if (ts.isIndexSignatureDeclaration(declaration)) return;
    yield named(declaration.parent, node.text);
    return;
  }
}

/**
 * `thing.method?.()` asks before it calls.
 * @param {ts.Node} node
 */
function isGuarded({ parent }) {
  const call = parent?.parent;
  return ts.isPropertyAccessExpression(parent) && ts.isCallExpression(call) && call.questionDotToken !== undefined;
}

/**
 * The name of the event that a call of `addEventListener` waits for.
 * @param {ts.CallExpression} call
 */
function heardBy({ expression, arguments: [first] }) {
  const listens = ts.isPropertyAccessExpression(expression) && expression.name.text === "addEventListener";
  return listens && first && ts.isStringLiteral(first) ? first.text : "";
}

/**
 * `declare var URL: { canParse(…): … }` holds what is static.
 * @param {ts.Node} place
 * @param {string} name
 * @returns {Used}
 */
function named(place, name) {
  const { name: owner } = /** @type {ts.NamedDeclaration} */ (ts.isTypeLiteralNode(place) ? place.parent : place);
  return owner && ts.isIdentifier(owner) ? memberOf(owner.text, name) : globalNamed(name);
}

/**
 * @param {string} name
 * @returns {Used}
 */
function globalNamed(name) {
  return { name, compat: api[name] ?? javascript.builtins[name] };
}

/**
 * @param {string} owner
 * @param {string} name
 * @returns {Used}
 */
function memberOf(owner, name) {
  const kind = owner.replace(/Constructor$/, "");
  const tables = [javascript.builtins[kind], api[kind]].filter(Boolean);
  const own = tables.flatMap((table) => [table[name], table[`${name}_static`]]).find(Boolean);
  return { name: `${kind}.${name}`, compat: own ?? best(name) };
}

/**
 * @param {string} type
 * @returns {Used}
 */
function eventOf(type) {
  return { name: `event ${type}`, compat: best(`${type}_event`) };
}

/**
 * A mixin of TypeScript's has no table of its own: of all that have the name, one that the floor has, if any.
 * @param {string} name
 */
function best(name) {
  const all = below(api).flatMap((table) => (Object.hasOwn(table, name) ? [table[name]] : []));
  return all.find((one) => isInFloor(one)) ?? all[0];
}
