import { basename } from "node:path";
import type { ESTree } from "vite";
import type { HouseRule, Violation } from "./house-rule.ts";
import { parseModule, walk } from "./reading/parse-module.ts";
import { isCode, type SourceFile } from "./reading/source-file.ts";

/**
 * The doors: what stands behind them is entered here and nowhere else. The ui-kit has a second one for the work desk, whose parts
 * need script: residents' pages must not load them.
 */
const DOOR = /^(?:packages\/[^/]+\/src|capabilities\/[^/]+|ui-kit(?:\/desk|\/gallery\/[^/]+)?)\/index\.ts$/;
/** React Router and the tools at the root ask for default exports by their conventions. */
const DEFAULT_EXPORT = /\.config\.ts$|^apps\/web\/|\/pages\//;

export const plainSyntax: HouseRule = {
  name: "plain-syntax",
  says: "No enums, decorators, namespaces, default exports or barrels (the doors of packages, capabilities and the ui-kit excepted).",
  reads: isCode,
  find: (files) => files.flatMap(judgeFile),
};

function judgeFile(file: SourceFile): readonly Violation[] {
  const module = parseModule(file);
  const violations: Violation[] = [];
  walk(module.program, (node) => {
    const message = judgeNode(node, file.path);
    if (message !== undefined) violations.push({ path: file.path, line: module.lineAt(node.start), message });
  });
  if (DOOR.test(file.path)) return violations;
  const { body } = module.program;
  if (/^index\.tsx?$/.test(basename(file.path))) violations.push({ path: file.path, message: "only a door is called index" });
  else if (body.length > 0 && body.every(isReExport))
    violations.push({ path: file.path, message: "a file that only passes on others' exports" });
  return violations;
}

function judgeNode(node: ESTree.Node, path: string): string | undefined {
  switch (node.type) {
    case "TSEnumDeclaration":
      return "an enum: a union of literals says the same";
    case "Decorator":
      return "a decorator";
    case "TSModuleDeclaration":
      // `declare module "vitest"` adds to somebody else's types; `namespace X {}` is ours.
      return node.id.type === "Literal" || node.declare ? undefined : "a namespace";
    case "ExportDefaultDeclaration":
      return DEFAULT_EXPORT.test(path) ? undefined : "a default export: its name is lost at the import";
    case "ExportAllDeclaration":
      return DOOR.test(path) ? undefined : "export *: nobody sees what comes through";
    default:
      return undefined;
  }
}

function isReExport(node: ESTree.Node): boolean {
  return node.type === "ExportAllDeclaration" || (node.type === "ExportNamedDeclaration" && node.source !== null);
}
