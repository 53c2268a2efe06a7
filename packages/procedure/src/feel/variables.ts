import type { Json, Variables } from "../json.ts";
import { VARIABLES_MAX } from "../limits.ts";
import type { VariableDeclaration, VariableType } from "../net/net.ts";
import { refuse, RefusalSignal } from "../refusal.ts";

export const VARIABLE_TYPES: readonly VariableType[] = ["boolean", "number", "string", "date", "date-time", "list", "context"];

/** ISO 8601, extended format: a date; an instant with offset. */
const DATE = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/u;
const DATE_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})$/u;

/** `given` over `held`; refuses (throws a signal) undeclared names and values of another type. null is of every type. */
export function mergeVariables(
  held: Variables,
  given: Variables | undefined,
  declarations: readonly VariableDeclaration[],
): Variables {
  if (given === undefined) return held;
  const names = Object.keys(given);
  if (names.length === 0) return held;
  if (declarations.length > 0) checkVariables(given, declarations);
  const merged = { ...held, ...given };
  if (names.length + Object.keys(held).length > VARIABLES_MAX && Object.keys(merged).length > VARIABLES_MAX) {
    throw new RefusalSignal(refuse("variable-invalid", `A case holds at most ${VARIABLES_MAX} variables.`));
  }
  return merged;
}

function checkVariables(given: Variables, declarations: readonly VariableDeclaration[]): void {
  for (const [name, value] of Object.entries(given)) {
    const declared = declarations.find((declaration) => declaration.name === name);
    if (declared === undefined) {
      throw new RefusalSignal(refuse("variable-invalid", `Variable «${name}» is not declared by the process.`));
    }
    if (value !== null && !isOfType(value, declared.type)) {
      throw new RefusalSignal(refuse("variable-invalid", `Variable «${name}» is declared as ${declared.type}.`));
    }
  }
}

function isOfType(value: Json, type: VariableType): boolean {
  switch (type) {
    case "boolean":
    case "number":
    case "string":
      return typeof value === type;
    case "date":
      return typeof value === "string" && DATE.test(value);
    case "date-time":
      return typeof value === "string" && DATE_TIME.test(value);
    case "list":
      return Array.isArray(value);
    case "context":
      return typeof value === "object" && !Array.isArray(value);
  }
}
