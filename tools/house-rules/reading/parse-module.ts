import { type ESTree, parseSync } from "vite";
import type { SourceFile } from "./source-file.ts";

export type ImportUse = {
  readonly specifier: string;
  readonly line: number;
  /** True when nothing of it is left at run time. */
  readonly typeOnly: boolean;
};

export type ParsedModule = {
  readonly program: ESTree.Program;
  readonly imports: readonly ImportUse[];
  readonly comments: readonly { readonly text: string; readonly line: number }[];
  readonly lineAt: (offset: number) => number;
};

const cache = new WeakMap<SourceFile, ParsedModule>();

/** Parses TypeScript or JavaScript with the parser Vite brings. A file that is no program throws: the compiler says why. */
export function parseModule(file: SourceFile): ParsedModule {
  const known = cache.get(file);
  if (known !== undefined) return known;
  const parsed = parseFresh(file);
  cache.set(file, parsed);
  return parsed;
}

function parseFresh(file: SourceFile): ParsedModule {
  const result = parseSync(file.path, file.text, { sourceType: "module" });
  const error = result.errors[0];
  if (error !== undefined) throw new Error(`${file.path} does not parse: ${error.message}`);
  const lineAt = lineFinder(file.text);
  const imports: ImportUse[] = [];
  for (const found of result.module.staticImports) {
    const typeOnly = found.entries.length > 0 && found.entries.every((entry) => entry.isType);
    imports.push({ specifier: found.moduleRequest.value, line: lineAt(found.start), typeOnly });
  }
  for (const found of result.module.staticExports) {
    const from = found.entries.find((entry) => entry.moduleRequest !== null)?.moduleRequest;
    if (from === undefined || from === null) continue;
    imports.push({ specifier: from.value, line: lineAt(found.start), typeOnly: found.entries.every((entry) => entry.isType) });
  }
  for (const found of result.module.dynamicImports) {
    const literal = /^(["'`])([^"'`$]*)\1$/.exec(file.text.slice(found.moduleRequest.start, found.moduleRequest.end));
    if (literal !== null) imports.push({ specifier: literal[2] ?? "", line: lineAt(found.start), typeOnly: false });
  }
  walk(result.program, (node) => {
    if (node.type !== "TSImportType") return;
    imports.push({ specifier: node.source.value, line: lineAt(node.start), typeOnly: true });
  });
  const comments = result.comments.map((comment) => ({ text: comment.value, line: lineAt(comment.start) }));
  return { program: result.program, imports, comments, lineAt };
}

/** Calls `visit` for every node of the syntax tree, parents first. */
export function walk(node: ESTree.Node, visit: (node: ESTree.Node) => void) {
  visit(node);
  for (const value of Object.values(node) as unknown[]) {
    for (const child of Array.isArray(value) ? (value as unknown[]) : [value]) if (isNode(child)) walk(child, visit);
  }
}

function isNode(value: unknown): value is ESTree.Node {
  return typeof value === "object" && value !== null && "type" in value && typeof value.type === "string";
}

function lineFinder(text: string): (offset: number) => number {
  const starts = [0];
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return (offset) => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low + 1;
  };
}
