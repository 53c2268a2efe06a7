import { date, dateAndTime, evaluate } from "feelin";
import type { Json, Variables } from "../json.ts";
import { FEEL_LIST_MAX } from "../limits.ts";
import type { VariableDeclaration } from "../net/net.ts";
import { refuse, RefusalSignal } from "../refusal.ts";
import { readExpression } from "./check-expression.ts";
import { compileFast } from "./fast-condition.ts";

/** A FEEL expression ready to run. */
export type Expression = (variables: Variables) => unknown;

/** What is wrong with an expression, as the end of a sentence; undefined when it may run. */
export function findExpressionFault(text: string, names: readonly string[]): string | undefined {
  const read = readExpression(text, names);
  return typeof read === "string" ? read : undefined;
}

/** Prepares an expression that `findExpressionFault` has passed. Variables are read by their declared type. */
export function compileExpression(
  text: string,
  names: readonly string[],
  declarations: readonly VariableDeclaration[],
): Expression {
  const read = readExpression(text, names);
  const fast = typeof read === "string" ? undefined : compileFast(read);
  const temporal = declarations.filter(({ name, type }) => (type === "date" || type === "date-time") && text.includes(name));
  // A date is text in JSON and a date in FEEL: comparing the text would be wrong, so dates go to the interpreter.
  if (fast === undefined || temporal.length > 0) return (variables) => interpret(text, variables, temporal);
  return (variables) => fast(variables) ?? interpret(text, variables, temporal);
}

function interpret(text: string, variables: Variables, temporal: readonly VariableDeclaration[]): unknown {
  const context: Record<string, unknown> = { ...variables };
  for (const [name, value] of Object.entries(variables)) {
    if ((Array.isArray(value) || typeof value === "string") && value.length > FEEL_LIST_MAX && text.includes(name)) {
      throw new RefusalSignal(
        refuse("variable-invalid", `Variable «${name}» has more than ${FEEL_LIST_MAX} entries or characters.`),
      );
    }
  }
  for (const { name, type } of temporal) {
    const value = variables[name];
    if (typeof value === "string") context[name] = type === "date" ? date(value) : dateAndTime(value);
  }
  return evaluate(text, context).value;
}

/** Evaluates a condition: null (unknown) counts as not true; anything else that is no boolean is refused. */
export function holds(expression: Expression, variables: Variables, describe: () => string): boolean {
  const value = expression(variables);
  if (typeof value === "boolean") return value;
  if (value === null || value === undefined) return false;
  throw new RefusalSignal(
    refuse("condition-not-boolean", `The condition of ${describe()} gave ${typeof value}, not true or false.`),
  );
}

/** A FEEL result as a JSON value: temporal values become their ISO text. */
export function toJson(value: unknown): Json {
  if (value === undefined || value === null) return null;
  if (typeof value === "boolean" || typeof value === "string") return value;
  if (typeof value === "number") return Number.isFinite(value) ? value : null;
  if (Array.isArray(value)) return value.map(toJson);
  if (typeof value === "object" && Object.getPrototypeOf(value) === Object.prototype) {
    return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, toJson(entry)]));
  }
  // feelin's temporal values carry their ISO 8601 text.
  return typeof value === "object" && "iso" in value && typeof value.iso === "string" ? value.iso : null;
}
