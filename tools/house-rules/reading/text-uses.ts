import type { ESTree } from "vite";
import { parseModule, walk } from "./parse-module.ts";
import type { SourceFile } from "./source-file.ts";

/** One text a program asks for: `t("list.title")` after `const t = useText("appeals")`. */
export type TextUse = {
  readonly namespace: string;
  readonly key: string;
  /** True for a template: only the beginning of the key is known. */
  readonly prefix: boolean;
  readonly line: number;
  /** Where the text may stand instead. */
  readonly alsoIn?: string;
};

/** What can be read off the program: calls of a translator got by `useText("…")` or `texts.of("…")`, and refusals declared. */
export function findTextUses(file: SourceFile): readonly TextUse[] {
  const module = parseModule(file);
  const translators = new Map<string, string>();
  const uses: TextUse[] = [];
  walk(module.program, (node) => {
    if (node.type === "VariableDeclarator" && node.id.type === "Identifier" && node.init !== null) {
      const namespace = namespaceGot(node.init);
      if (namespace !== undefined) translators.set(node.id.name, namespace);
    }
    if (node.type === "CallExpression" && node.callee.type === "Identifier") {
      const namespace = translators.get(node.callee.name);
      const [key] = node.arguments;
      if (namespace !== undefined && key !== undefined) uses.push(...keysOf(key, namespace, module.lineAt(node.start)));
    }
    uses.push(...refusalsOf(node, module.lineAt(node.start)));
  });
  return uses;
}

function namespaceGot(node: ESTree.Node): string | undefined {
  if (node.type !== "CallExpression") return undefined;
  const { callee } = node;
  const name =
    callee.type === "Identifier"
      ? callee.name
      : callee.type === "MemberExpression" && callee.property.type === "Identifier"
        ? callee.property.name
        : "";
  const [argument] = node.arguments;
  if (!["useText", "of"].includes(name) || argument?.type !== "Literal" || typeof argument.value !== "string") return undefined;
  return argument.value;
}

function keysOf(node: ESTree.Node, namespace: string, line: number): readonly TextUse[] {
  if (node.type === "Literal" && typeof node.value === "string") return [{ namespace, key: node.value, prefix: false, line }];
  if (node.type === "ConditionalExpression")
    return [...keysOf(node.consequent, namespace, line), ...keysOf(node.alternate, namespace, line)];
  if (node.type !== "TemplateLiteral") return [];
  const key = node.quasis[0]?.value.cooked ?? "";
  return key === "" ? [] : [{ namespace, key, prefix: node.expressions.length > 0, line }];
}

/** `defineAction({ name: "appeals/raise", refusals: { "too-late": "conflict" } })` asks for `appeals:refusals.too-late`, or the house's own. */
function refusalsOf(node: ESTree.Node, line: number): readonly TextUse[] {
  if (
    node.type !== "CallExpression" ||
    node.callee.type !== "Identifier" ||
    !["defineAction", "defineQuery"].includes(node.callee.name)
  )
    return [];
  const [declared] = node.arguments;
  const name = propertyOf(declared, "name");
  const refusals = propertyOf(declared, "refusals");
  if (name?.type !== "Literal" || typeof name.value !== "string" || refusals?.type !== "ObjectExpression") return [];
  const namespace = name.value.slice(0, name.value.indexOf("/"));
  return refusals.properties.flatMap((property) => {
    if (property.type !== "Property") return [];
    const code =
      property.key.type === "Literal" ? property.key.value : property.key.type === "Identifier" ? property.key.name : undefined;
    return typeof code === "string" ? [{ namespace, key: `refusals.${code}`, prefix: false, line, alsoIn: "platform" }] : [];
  });
}

function propertyOf(node: ESTree.Node | undefined, name: string): ESTree.Node | undefined {
  if (node?.type !== "ObjectExpression") return undefined;
  const found = node.properties.find(
    (property) => property.type === "Property" && property.key.type === "Identifier" && property.key.name === name,
  );
  return found?.type === "Property" ? found.value : undefined;
}
