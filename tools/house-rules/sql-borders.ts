import type { ESTree } from "vite";
import type { HouseRule, Violation } from "./house-rule.ts";
import { readDependencies } from "./reading/capability-dependencies.ts";
import { parseModule, walk } from "./reading/parse-module.ts";
import { isMigration, readSchema } from "./reading/read-schema.ts";
import { isCode, isTest, type SourceFile } from "./reading/source-file.ts";

/** Words of SQL a table's name follows. */
const AFTER_WORD =
  /\b(?:from|join|into|update|only|using|table)\s+(?:only\s+|lateral\s+)?([a-z_][a-z0-9_]*)\.([a-z_][a-z0-9_]*)/gi;
/** Methods of Kysely that take a table's name, alone or with `as`. */
const KYSELY =
  /^(?:selectFrom|insertInto|updateTable|deleteFrom|replaceInto|mergeInto|using|from|(?:inner|left|right|full|cross)Join(?:Lateral)?)$/;

type Mention = { readonly table: string; readonly line: number };

type Owners = {
  /** Which capability's migrations make a table or view; the platform's own are `platform`. */
  readonly of: ReadonlyMap<string, string>;
  /** Capabilities by the name of their schema. */
  readonly schemas: ReadonlyMap<string, string>;
  readonly dependsOn: ReadonlyMap<string, ReadonlySet<string>>;
};

export const sqlBorders: HouseRule = {
  name: "sql-borders",
  says: "A capability reads its own tables and the platform's; of a declared dependency only views named v_* (DESIGN §3.2).",
  reads: (path) => capabilityOf(path) !== undefined && !isTest(path) && (isCode(path) || path.endsWith(".sql")),
  due: (paths) => paths.some((path) => /^capabilities\/[^/]+\/store\//.test(path)),
  find(files, all) {
    const owners = readOwners(all);
    return files.flatMap((file) => {
      const mentions = isCode(file.path) ? mentionsInCode(file) : mentionsInText(file.text, 1);
      return mentions.flatMap((mention) => judgeMention(file.path, mention, owners));
    });
  },
};

function capabilityOf(path: string): string | undefined {
  return /^capabilities\/([^/]+)\//.exec(path)?.[1];
}

function readOwners(all: readonly SourceFile[]): Owners {
  const schema = readSchema(all.filter((file) => isMigration(file.path)));
  const made = [...schema.tables.values(), ...schema.views];
  const dependsOn = readDependencies(all);
  return {
    of: new Map(made.map(({ name, path }) => [name, capabilityOf(path) ?? "platform"])),
    schemas: new Map([...dependsOn.keys()].map((name) => [name.replaceAll("-", "_"), name])),
    dependsOn,
  };
}

function judgeMention(path: string, { table, line }: Mention, owners: Owners): readonly Violation[] {
  const self = capabilityOf(path) ?? "";
  const schema = table.slice(0, table.indexOf("."));
  const owner = owners.of.get(table) ?? owners.schemas.get(schema);
  if (owner === undefined || owner === self || owner === "platform") return [];
  const isView = table.slice(schema.length + 1).startsWith("v_");
  if (!isView) return [{ path, line, message: `${table} belongs to ${owner}: only its views v_* may be read` }];
  if (owners.dependsOn.get(self)?.has(owner) === true) return [];
  return [{ path, line, message: `${table}: the manifest of ${self} does not name ${owner} in dependsOn` }];
}

function mentionsInText(text: string, firstLine: number): readonly Mention[] {
  const bare = text.replaceAll(/--[^\n]*/g, "").toLowerCase();
  return [...bare.matchAll(AFTER_WORD)].map((match) => ({
    table: `${match[1] ?? ""}.${match[2] ?? ""}`,
    line: firstLine + bare.slice(0, match.index).split("\n").length - 1,
  }));
}

function mentionsInCode(file: SourceFile): readonly Mention[] {
  const module = parseModule(file);
  const mentions: Mention[] = [];
  walk(module.program, (node) => {
    const line = module.lineAt(node.start);
    if (node.type === "TemplateLiteral")
      mentions.push(...mentionsInText(node.quasis.map((part) => part.value.raw).join("$1"), line));
    if (node.type === "Literal" && typeof node.value === "string") mentions.push(...mentionsInText(node.value, line));
    if (node.type === "CallExpression") mentions.push(...mentionsInCall(node, line));
  });
  return mentions;
}

function mentionsInCall(node: ESTree.CallExpression, line: number): readonly Mention[] {
  const [first] = node.arguments;
  if (node.callee.type !== "MemberExpression" || node.callee.property.type !== "Identifier" || first === undefined) return [];
  const { name } = node.callee.property;
  // Kysely's sql.table("x.y") and its query builders.
  if (!KYSELY.test(name) && name !== "table") return [];
  const names = first.type === "ArrayExpression" ? first.elements : [first];
  return names.flatMap((element) => {
    if (element?.type !== "Literal" || typeof element.value !== "string") return [];
    const table = /^([a-z_][a-z0-9_]*\.[a-z_][a-z0-9_]*)(?:\s+as\s+\w+)?$/i.exec(element.value)?.[1];
    return table === undefined ? [] : [{ table, line }];
  });
}
