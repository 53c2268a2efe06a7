import type { Json, Variables } from "../json.ts";
import type { FeelNode } from "./check-expression.ts";

/**
 * Most conditions of a procedure compare a variable with a literal. These are compiled to a closure, some thousand times
 * faster than interpreting; the closure answers only where both sides have the same simple type and returns undefined
 * for everything else, which the interpreter then decides. A test holds the two equal on random conditions.
 */
export type FastCondition = (variables: Variables) => boolean | undefined;

/** The closure, or undefined where the expression is not of the simple form. */
export function compileFast(node: FeelNode): FastCondition | undefined {
  switch (node.kind) {
    case "Expression":
      return node.children.length === 1 ? compileOnly(node.children[0]) : undefined;
    case "ParenthesizedExpression":
      return node.children.length === 3 ? compileOnly(node.children[1]) : undefined;
    case "VariableName":
      return compileVariable(node.text);
    case "Comparison":
      return compileComparison(node);
    case "Conjunction":
      return compileBoth(node, false);
    case "Disjunction":
      return compileBoth(node, true);
    default:
      return undefined;
  }
}

function compileOnly(node: FeelNode | undefined): FastCondition | undefined {
  return node === undefined ? undefined : compileFast(node);
}

function compileVariable(name: string): FastCondition {
  return (variables) => {
    const value = readOwn(variables, name);
    return typeof value === "boolean" ? value : undefined;
  };
}

/** `and` (decided by the first false) or `or` (by the first true); any part unknown leaves the whole to the interpreter. */
function compileBoth(node: FeelNode, decisive: boolean): FastCondition | undefined {
  if (node.children.length !== 3) return undefined;
  const left = compileOnly(node.children[0]);
  const right = compileOnly(node.children[2]);
  if (left === undefined || right === undefined) return undefined;
  return (variables) => {
    const first = left(variables);
    if (first === undefined) return undefined;
    return first === decisive ? decisive : right(variables);
  };
}

function compileComparison(node: FeelNode): FastCondition | undefined {
  const [left, operator, right] = node.children;
  if (node.children.length !== 3 || left?.kind !== "VariableName" || operator?.kind !== "CompareOp") return undefined;
  const literal = right === undefined ? undefined : literalOf(right);
  const compare = literal === undefined ? undefined : comparisonOf(operator.text, literal);
  if (literal === undefined || compare === undefined) return undefined;
  const name = left.text;
  return (variables) => {
    const value = readOwn(variables, name);
    return typeof value === typeof literal ? compare(value as number) : undefined;
  };
}

function literalOf(node: FeelNode): number | string | boolean | undefined {
  if (node.kind === "NumericLiteral") return /^\d{1,15}(\.\d{1,15})?$/u.test(node.text) ? Number(node.text) : undefined;
  if (node.kind === "StringLiteral") return node.text.includes("\\") ? undefined : node.text.slice(1, -1);
  if (node.kind === "BooleanLiteral") return node.text === "true";
  return undefined;
}

/** Order is left to the interpreter for all but numbers. The closures are typed as numbers; equality holds for any. */
function comparisonOf(operator: string, literal: number | string | boolean): ((value: number) => boolean) | undefined {
  const bound = literal as number;
  if (operator === "=") return (value) => value === bound;
  if (operator === "!=") return (value) => value !== bound;
  if (typeof literal !== "number") return undefined;
  if (operator === "<") return (value) => value < bound;
  if (operator === "<=") return (value) => value <= bound;
  if (operator === ">") return (value) => value > bound;
  if (operator === ">=") return (value) => value >= bound;
  return undefined;
}

function readOwn(variables: Variables, name: string): Json | undefined {
  return Object.hasOwn(variables, name) ? variables[name] : undefined;
}
