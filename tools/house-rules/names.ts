import { basename, extname } from "node:path";
import type { ESTree } from "vite";
import type { HouseRule, Violation } from "./house-rule.ts";
import { parseModule } from "./reading/parse-module.ts";
import { isCode, type SourceFile } from "./reading/source-file.ts";

/** What has a name is a package or part of the platform; these are drawers (DESIGN §3). */
const DRAWERS = new Set(["shared", "common", "util", "utils", "helper", "helpers", "type", "types", "core", "misc"]);
/** Words that name no act and no thing (DESIGN §3.4). `Service` is a noun of the mission too, so only a class may not be one. */
const EMPTY_WORDS = new Set(["Manager", "Helper", "Helpers", "Util", "Utils"]);
const EMPTY_CLASS_WORDS = new Set([...EMPTY_WORDS, "Service", "Base"]);

const KEBAB = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
const PASCAL = /^[A-Z][A-Za-z0-9]*$/;
/** Names a tool or a framework chose. */
const GIVEN = new Set(["CHANGELOG", "LICENSE", "README", "CONTRIBUTING"]);

export const names: HouseRule = {
  name: "names",
  says: "Folders and files say what they hold, in kebab-case (PascalCase for components); no Manager, Helper, Util, Service, Base (DESIGN §3).",
  reads: (path) => path.includes("/"),
  find: (files) => files.flatMap((file) => [...judgePath(file.path), ...(isCode(file.path) ? judgeExports(file) : [])]),
};

function judgePath(path: string): readonly Violation[] {
  const folders = path.split("/").slice(0, -1);
  const drawer = folders.find((folder) => DRAWERS.has(folder.toLowerCase()));
  if (drawer !== undefined) return [{ path, message: `${drawer}/ says nothing of what it holds` }];
  if (!isCode(path)) return [];
  const violations: Violation[] = [];
  const odd = folders.find((folder) => !folder.startsWith(".") && !KEBAB.test(folder));
  if (odd !== undefined) violations.push({ path, message: `the folder ${odd} is not kebab-case` });
  const stem = basename(path, extname(path)).replace(/\.(?:test|config|d|server|client)$/, "");
  if (!isNamedWell(stem, path))
    violations.push({ path, message: "the file is not named in kebab-case (a component in PascalCase)" });
  const word = stem.split("-").find((part) => DRAWERS.has(part) && part !== "type" && part !== "types" && part !== "core");
  if (word !== undefined) violations.push({ path, message: `"${word}" says nothing of what the file holds` });
  return violations;
}

function isNamedWell(stem: string, path: string): boolean {
  // `engine.property.test.ts` is a second test of engine.ts: each part by itself is in kebab-case.
  return stem.split(".").every((part) => KEBAB.test(part)) || (path.endsWith(".tsx") && PASCAL.test(stem)) || GIVEN.has(stem);
}

function judgeExports(file: SourceFile): readonly Violation[] {
  const module = parseModule(file);
  return module.program.body.flatMap((node) => {
    const declared = node.type === "ExportNamedDeclaration" || node.type === "ExportDefaultDeclaration" ? node.declaration : node;
    if (declared === null) return [];
    return declaredNames(declared).flatMap(({ name, isClass }) => {
      const word = camelParts(name).find((part) => (isClass ? EMPTY_CLASS_WORDS : EMPTY_WORDS).has(part));
      if (word === undefined) return [];
      return [{ path: file.path, line: module.lineAt(declared.start), message: `${name}: "${word}" names no act and no thing` }];
    });
  });
}

function declaredNames(node: ESTree.Node): readonly { readonly name: string; readonly isClass: boolean }[] {
  switch (node.type) {
    case "ClassDeclaration":
      return node.id === null ? [] : [{ name: node.id.name, isClass: true }];
    case "FunctionDeclaration":
      return node.id === null ? [] : [{ name: node.id.name, isClass: false }];
    case "TSTypeAliasDeclaration":
    case "TSInterfaceDeclaration":
      return [{ name: node.id.name, isClass: false }];
    case "VariableDeclaration":
      return node.declarations.flatMap(({ id }) => (id.type === "Identifier" ? [{ name: id.name, isClass: false }] : []));
    default:
      return [];
  }
}

/** `dateHelper` and `DATE_HELPER` are both Date, Helper. */
function camelParts(name: string): readonly string[] {
  const parts = name.split(/(?<=[a-z0-9])(?=[A-Z])|_/);
  return parts.map((part) => `${part.slice(0, 1).toUpperCase()}${part.slice(1).toLowerCase()}`);
}
