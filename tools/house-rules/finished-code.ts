import type { ESTree } from "vite";
import type { HouseRule, Violation } from "./house-rule.ts";
import { parseModule, walk } from "./reading/parse-module.ts";
import { isCode, isTest, type SourceFile } from "./reading/source-file.ts";

/** Comments that put off. */
const UNFINISHED =
  /\b(?:TODO|FIXME|XXX|HACK)\b|\bplaceholder (?:data|value|text|implementation)\b|\b(?:not (?:yet )?implemented|to be implemented|implement (?:me|later))\b|待实现|暂未实现/i;
/** Comments that switch a checker off. */
const SILENCED =
  /@ts-(?:ignore|nocheck|expect-error)|\b(?:oxlint|eslint|biome)-(?:disable|ignore)|\b(?:oxfmt|prettier)-ignore|\b(?:v8|c8|istanbul) ignore/;
/** What a person would read on a page or in an answer that is not there yet. */
const PUT_OFF =
  /\bTODO\b|\b(?:not (?:yet )?implemented|coming soon|under construction|lorem ipsum)\b|敬请期待|暂未实现|功能开发中|即将上线/i;
/** This folder names what it forbids. */
const OWN = "tools/house-rules/";

export const finishedCode: HouseRule = {
  name: "finished-code",
  says: "Nothing is put off, nothing silences a checker, no test is left out or run alone, no type is any.",
  reads: isCode,
  find: (files) => files.flatMap((file) => [...judgeComments(file), ...judgeSyntax(file)]),
};

function judgeComments(file: SourceFile): readonly Violation[] {
  return parseModule(file).comments.flatMap(({ text, line }) => {
    const unfinished = file.path.startsWith(OWN) ? null : UNFINISHED.exec(text);
    const words = unfinished?.[0] ?? (file.path.startsWith(OWN) ? undefined : SILENCED.exec(text)?.[0]);
    return words === undefined ? [] : [{ path: file.path, line, message: `a comment says "${words}"` }];
  });
}

function judgeSyntax(file: SourceFile): readonly Violation[] {
  const module = parseModule(file);
  const violations: Violation[] = [];
  walk(module.program, (node) => {
    const message = judgeNode(node, file.path);
    if (message !== undefined) violations.push({ path: file.path, line: module.lineAt(node.start), message });
  });
  return violations;
}

function judgeNode(node: ESTree.Node, path: string): string | undefined {
  if (node.type === "TSAnyKeyword") return "the type any";
  if (node.type === "CallExpression" && isTest(path)) return judgeTestCall(node);
  if (isTest(path) || path.startsWith(OWN)) return undefined;
  const text =
    node.type === "Literal"
      ? node.value
      : node.type === "TemplateElement"
        ? node.value.cooked
        : node.type === "JSXText"
          ? node.value
          : "";
  const words = typeof text === "string" ? PUT_OFF.exec(text)?.[0] : undefined;
  return words === undefined ? undefined : `a text says "${words}"`;
}

/** `it.only`, `describe.skip`, `it.todo`, `xit` …; `skipIf` and `runIf` say their condition and stay. */
function judgeTestCall(node: ESTree.CallExpression): string | undefined {
  const { callee } = node;
  if (callee.type === "Identifier") return /^(?:x|f)(?:it|test|describe)$/.test(callee.name) ? `${callee.name}(…)` : undefined;
  if (callee.type !== "MemberExpression" || callee.property.type !== "Identifier") return undefined;
  let root: ESTree.Node = callee.object;
  while (root.type === "MemberExpression") root = root.object;
  const isTestFunction = root.type === "Identifier" && ["it", "test", "describe", "suite"].includes(root.name);
  const { name } = callee.property;
  return isTestFunction && ["only", "skip", "todo", "fails"].includes(name) ? `.${name}(…)` : undefined;
}
