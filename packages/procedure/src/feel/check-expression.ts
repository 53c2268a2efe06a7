import { parseExpression } from "feelin";
import { FEEL_DEPTH_MAX, FEEL_LENGTH_MAX } from "../limits.ts";

/** Functions a condition may call: pure, total in time, and the same tomorrow. Not `now`, `today`, nor any that runs a pattern. */
export const PERMITTED_FUNCTIONS: ReadonlySet<string> = new Set(
  `not, is defined, all, any, count, sum, min, max, mean, list contains, distinct values, index of, string,
  string length, upper case, lower case, substring, contains, starts with, ends with, number, abs, floor, ceiling,
  decimal, modulo, round up, round down, round half up, even, odd, date, date and time, time, duration,
  years and months duration, day of week, month of year, day of year, before, after`.split(/,\s+/u),
);

/** Node names of the FEEL grammar that may occur. Missing on purpose: `for` (builds lists), function definitions. */
const PERMITTED_NODES: ReadonlySet<string> = new Set(
  `Expression Conjunction Disjunction Comparison CompareOp ArithmeticExpression ArithOp ParenthesizedExpression
  VariableName Identifier Name PathExpression PathName FilterExpression NumericLiteral StringLiteral
  BooleanLiteral DateTimeLiteral DateTimeConstructor AtLiteral List Interval PositiveUnaryTest PositiveUnaryTests
  SimplePositiveUnaryTest IfExpression QuantifiedExpression InExpressions InExpression IterationContext
  FunctionInvocation PositionalParameters NamedParameters NamedParameter ParameterName Context ContextEntry Key
  InstanceOfExpression Type QualifiedName LineComment BlockComment`.split(/\s+/u),
);

/** A part of a FEEL expression: what the check and the compiler read. */
export type FeelNode = { readonly kind: string; readonly text: string; readonly children: readonly FeelNode[] };

/** What is wrong with an expression, or its syntax tree. `names`: variables it may read; empty means any. */
export function readExpression(text: string, names: readonly string[]): FeelNode | string {
  if (text.length > FEEL_LENGTH_MAX) return `it has ${text.length} characters; at most ${FEEL_LENGTH_MAX} are read`;
  if (text.trim() === "") return "it is empty";
  const root = parseTree(text, names);
  if (typeof root === "string") return root;
  return findFault(root, { names, bound: [], iterating: false, unary: false }) ?? root;
}

/** feelin's own parser is told the declared names, because FEEL names may hold spaces. */
function parseTree(text: string, names: readonly string[]): FeelNode | string {
  const context = Object.fromEntries([...names, ...PERMITTED_FUNCTIONS].map((name) => [name, 1]));
  type Open = { readonly kind: string; readonly text: string; readonly children: FeelNode[] };
  const top: Open = { kind: "Top", text, children: [] };
  const open: Open[] = [top];
  let fault: string | undefined;
  parseExpression(text, context, undefined).iterate({
    enter(node) {
      if (node.type.isError) fault ??= `it cannot be read near «${text.slice(node.from, node.from + 20)}»`;
      if (open.length > FEEL_DEPTH_MAX) fault ??= `it is nested deeper than ${FEEL_DEPTH_MAX}`;
      if (fault !== undefined) return false;
      const entered: Open = { kind: node.name, text: text.slice(node.from, node.to), children: [] };
      open.at(-1)?.children.push(entered);
      open.push(entered);
      return true;
    },
    leave(node) {
      if (fault === undefined && !node.type.isError) open.pop();
    },
  });
  return fault ?? top.children[0] ?? "it is empty";
}

type Scope = {
  readonly names: readonly string[];
  /** Names bound by a quantifier. */
  readonly bound: readonly string[];
  /** Inside a filter or quantifier: another one inside would walk a list for each entry of a list. */
  readonly iterating: boolean;
  /** Inside the right side of `in`. */
  readonly unary: boolean;
};

function findFault(node: FeelNode, scope: Scope): string | undefined {
  const upper = /^[A-Z]/u.test(node.kind);
  if (upper && !PERMITTED_NODES.has(node.kind)) return `it uses ${node.kind}, which is not permitted`;
  switch (node.kind) {
    case "SimplePositiveUnaryTest":
      if (!scope.unary) return `«${node.text}» is no comparison; FEEL writes = for equality`;
      break;
    case "PositiveUnaryTest":
    case "PositiveUnaryTests":
      return findFaultIn(node.children, { ...scope, unary: true });
    case "VariableName":
      return isKnown(node.text, scope) ? undefined : `it reads «${node.text}», which is no declared variable`;
    case "FunctionInvocation":
      return findCallFault(node, scope);
    case "InstanceOfExpression":
      return findFaultIn(node.children.slice(0, 1), scope);
    case "FilterExpression":
    case "QuantifiedExpression":
      return findIterationFault(node, scope);
    default:
  }
  return findFaultIn(node.children, scope);
}

function findFaultIn(nodes: readonly FeelNode[], scope: Scope): string | undefined {
  for (const node of nodes) {
    const fault = findFault(node, scope);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

function isKnown(name: string, scope: Scope): boolean {
  return scope.names.length === 0 || scope.bound.includes(name) || scope.names.includes(name) || scope.bound.includes("*");
}

function findCallFault(node: FeelNode, scope: Scope): string | undefined {
  const [callee, ...rest] = node.children;
  if (callee === undefined || callee.kind !== "VariableName" || !PERMITTED_FUNCTIONS.has(callee.text)) {
    return `it calls «${callee?.text ?? node.text}», which is not permitted`;
  }
  return findFaultIn(rest, scope);
}

/** One filter or quantifier over one list at a time, never over a range: the cost stays linear in the variables. */
function findIterationFault(node: FeelNode, scope: Scope): string | undefined {
  if (scope.iterating) return "it has a filter or quantifier inside another";
  if (node.kind === "FilterExpression") {
    const [list, ...filter] = node.children;
    const fault = list === undefined ? undefined : findFault(list, scope);
    // Inside a filter the entries' own keys are names too; which ones cannot be known beforehand.
    return fault ?? findFaultIn(filter, { ...scope, bound: [...scope.bound, "*"], iterating: true });
  }
  const heads = node.children.find((child) => child.kind === "InExpressions")?.children ?? [];
  const binders = heads.filter((child) => child.kind === "InExpression");
  if (binders.length !== 1) return "it has a quantifier over several lists";
  const [binder] = binders;
  const bound = binder?.children.find((child) => child.kind === "Name")?.text ?? "";
  const source = binder?.children.find((child) => child.kind === "IterationContext");
  if (source === undefined || source.children.some((child) => child.kind === "..")) return "it has a quantifier over a range";
  const body = node.children.filter((child) => child.kind !== "InExpressions");
  return findFaultIn(source.children, scope) ?? findFaultIn(body, { ...scope, bound: [...scope.bound, bound], iterating: true });
}
