import type { ESTree } from "vite";
import type { HouseRule, Violation } from "./house-rule.ts";
import { parseModule, walk } from "./reading/parse-module.ts";
import { isMigration } from "./reading/read-schema.ts";
import { isCode, isTest, type SourceFile } from "./reading/source-file.ts";
import { readStatements, readTokens, type SqlToken } from "./reading/sql-tokens.ts";

/** Their value differs from one evaluation, and from one shard, to the next. */
const VOLATILE = new Set(
  "now current_timestamp localtimestamp transaction_timestamp statement_timestamp clock_timestamp timeofday random gen_random_uuid uuidv4 uuidv7 nextval".split(
    " ",
  ),
);
export const volatileUpdates: HouseRule = {
  name: "volatile-updates",
  says: "No volatile function in UPDATE … SET or ON CONFLICT, and tenant_id is never updated (DESIGN §4.1, §4.6): pass the moment in.",
  reads: (path) => isMigration(path) || (isCode(path) && !isTest(path) && /^(platform|capabilities|apps)\//.test(path)),
  find: (files) => files.flatMap((file) => (isMigration(file.path) ? judgeSql(file, file.text, 1) : judgeCode(file))),
};

function judgeSql(file: SourceFile, sql: string, firstLine: number): readonly Violation[] {
  return readStatements(sql, firstLine).flatMap((statement) => [
    ...judgeStatement(file, statement),
    ...statement.filter((token) => token.kind === "body").flatMap((body) => judgeSql(file, body.text, body.line)),
  ]);
}

/** A stretch of a statement that says what is written: behind `set` or `on conflict`, until its clause or its parenthesis ends. */
type Stretch = { readonly name: "update … set" | "on conflict"; readonly depth: number };

function judgeStatement(file: SourceFile, statement: readonly SqlToken[]): readonly Violation[] {
  const violations: Violation[] = [];
  let updating = false;
  let stretch: Stretch | undefined;
  let depth = 0;
  for (const [index, token] of statement.entries()) {
    if (token.kind === "symbol") depth += token.text === "(" ? 1 : token.text === ")" ? -1 : 0;
    if (stretch !== undefined && depth < stretch.depth) stretch = undefined;
    if (token.kind !== "word") continue;
    const before = statement[index - 1]?.text;
    if (token.text === "update") updating = before !== "for";
    else if (token.text === "conflict" && before === "on") stretch = { name: "on conflict", depth };
    else if (token.text === "set" && updating) stretch ??= { name: "update … set", depth };
    else if (stretch !== undefined && depth === stretch.depth && endsStretch(stretch, token.text)) stretch = undefined;
    if (stretch === undefined) continue;
    const place = { path: file.path, line: token.line };
    if (VOLATILE.has(token.text)) violations.push({ ...place, message: `${token.text} in ${stretch.name}` });
    const written = (before === "set" || before === ",") && statement[index + 1]?.text === "=";
    if (written && token.text === "tenant_id") violations.push({ ...place, message: "updates tenant_id" });
  }
  return violations;
}

function endsStretch(stretch: Stretch, word: string): boolean {
  return word === "returning" || (stretch.name === "update … set" && (word === "from" || word === "where"));
}

/** SQL in code: literals that begin like a statement, and `sql` fragments given to Kysely's `set` and `doUpdateSet`. */
function judgeCode(file: SourceFile): readonly Violation[] {
  const module = parseModule(file);
  const violations: Violation[] = [];
  walk(module.program, (node) => {
    const text = literalText(node);
    if (/^\s*(?:update|insert into|with)\s/i.test(text) && /\b(?:set|conflict)\b/i.test(text)) {
      violations.push(...judgeSql(file, text, module.lineAt(node.start)));
    }
    if (node.type !== "CallExpression" || node.callee.type !== "MemberExpression") return;
    const { property } = node.callee;
    if (property.type !== "Identifier" || !["set", "doUpdateSet"].includes(property.name)) return;
    for (const argument of node.arguments) violations.push(...judgeFragments(file, argument));
  });
  return violations;
}

function judgeFragments(file: SourceFile, argument: ESTree.Node): readonly Violation[] {
  const module = parseModule(file);
  const violations: Violation[] = [];
  walk(argument, (node) => {
    if (node.type !== "TaggedTemplateExpression" || node.tag.type !== "Identifier" || node.tag.name !== "sql") return;
    const line = module.lineAt(node.start);
    for (const token of readTokens(literalText(node.quasi), line)) {
      if (token.kind === "word" && VOLATILE.has(token.text)) {
        violations.push({ path: file.path, line: token.line, message: `${token.text} in update … set` });
      }
    }
  });
  return violations;
}

/** The text of a string or template; what is interpolated stands as a parameter. */
function literalText(node: ESTree.Node): string {
  if (node.type === "TemplateLiteral") return node.quasis.map((part) => part.value.cooked ?? "").join(" $1 ");
  return node.type === "Literal" && typeof node.value === "string" ? node.value : "";
}
