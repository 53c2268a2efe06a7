import type { ESTree } from "vite";
import type { SourceFile } from "./source-file.ts";
import { parseModule, walk } from "./parse-module.ts";

/** What each capability's manifest names in `dependsOn`, read from its door (`index.ts`) or from `manifest.ts` beside it. */
export function readDependencies(all: readonly SourceFile[]): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  for (const file of all) {
    const match = /^capabilities\/([^/]+)\/(?:index|manifest)\.tsx?$/.exec(file.path);
    const name = match?.[1];
    if (name === undefined) continue;
    const named = found.get(name) ?? new Set<string>();
    for (const dependency of namedDependencies(file)) named.add(dependency);
    found.set(name, named);
  }
  return found;
}

function namedDependencies(file: SourceFile): readonly string[] {
  const names: string[] = [];
  walk(parseModule(file).program, (node) => {
    if (node.type !== "Property" || !isNamed(node.key, "dependsOn")) return;
    const value = node.value.type === "TSAsExpression" ? node.value.expression : node.value;
    if (value.type !== "ArrayExpression") return;
    for (const element of value.elements) {
      if (element?.type === "Literal" && typeof element.value === "string") names.push(element.value);
    }
  });
  return names;
}

function isNamed(key: ESTree.Node, name: string): boolean {
  return (key.type === "Identifier" && key.name === name) || (key.type === "Literal" && key.value === name);
}
