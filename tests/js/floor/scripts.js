// What scripts use that the oldest browsers lack: TypeScript says of which object a method is.
import ts from "typescript";
import { api, isInFloor, javascript } from "./compat.js";

/** The names of what these files use and the floor lacks, each with its file and line. */
export function missingInScripts(paths) {
  const { config } = ts.readConfigFile("tsconfig.json", ts.sys.readFile);
  // The newest library: what is not in it is a mistake, which `tsc` tells.
  const settings = { ...config.compilerOptions, lib: ["ESNext", "DOM", "DOM.Iterable"], noLib: false };
  const { options } = ts.convertCompilerOptionsFromJson(settings, ".");
  const program = ts.createProgram(paths, { ...options, target: ts.ScriptTarget.ESNext });
  return paths.flatMap((path) => [...missingIn(program.getSourceFile(path), program.getTypeChecker())]);
}

function* missingIn(file, checker) {
  const nodes = [file];
  for (const node of nodes) {
    ts.forEachChild(node, (child) => void nodes.push(child));
    for (const feature of used(node, checker)) {
      const { line } = file.getLineAndCharacterOfPosition(node.getStart(file));
      if (!isInFloor(feature.compat)) yield { place: `${file.fileName}:${line + 1}`, name: feature.name };
    }
  }
}

function* used(node, checker) {
  if (ts.isCallExpression(node) && isListener(node)) yield eventOf(node.arguments[0].text);
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

/** `thing.method?.()` asks before it calls. */
function isGuarded({ parent }) {
  const call = parent?.parent;
  return ts.isPropertyAccessExpression(parent) && ts.isCallExpression(call) && call.questionDotToken !== undefined;
}

function isListener({ expression, arguments: [first] }) {
  return expression.name?.text === "addEventListener" && first && ts.isStringLiteral(first);
}

/** `declare var URL: { canParse(…): … }` holds what is static. */
function named(place, name) {
  const owner = ts.isTypeLiteralNode(place) ? place.parent.name : place.name;
  return owner ? memberOf(owner.text, name) : globalNamed(name);
}

function globalNamed(name) {
  return { name, compat: api[name] ?? javascript.builtins[name] };
}

function memberOf(owner, name) {
  const kind = owner.replace(/Constructor$/, "");
  const tables = [javascript.builtins[kind], api[kind]].filter(Boolean);
  const own = tables.flatMap((table) => [table[name], table[`${name}_static`]]).find(Boolean);
  return { name: `${kind}.${name}`, compat: own ?? best(name) };
}

function eventOf(type) {
  return { name: `event ${type}`, compat: best(`${type}_event`) };
}

/** A mixin of TypeScript's has no table of its own: of all that have the name, one that the floor has, if any. */
function best(name) {
  const all = Object.values(api).flatMap((table) => (Object.hasOwn(table, name) ? [table[name]] : []));
  return all.find((one) => isInFloor(one)) ?? all[0];
}
