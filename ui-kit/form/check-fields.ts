import type { FieldError } from "../../platform/refusal.ts";
import { pointerOf, type Field } from "./fields.ts";
import { isRowFilled, rowCount, rowFields, type FormValues } from "./read-fields.ts";

/**
 * Every blank and every length at once, before anything is sent for review or done: the server's own check is what counts,
 * but people should meet all their errors in one go.
 */
export function checkFields(
  fields: readonly Field[],
  values: FormValues,
  given: ReadonlySet<string> = new Set(),
): readonly FieldError[] {
  return fields.filter((field) => !given.has(field.name)).flatMap((field) => checkField(field, values));
}

function checkField(field: Field, values: FormValues): readonly FieldError[] {
  if (field.kind === "rows") return checkRows(field, values);
  const texts = values[field.name] ?? [];
  const pointer = pointerOf(field.name);
  const { limits } = field;
  if (texts.length === 0) return isBlankAllowed(field) ? [] : [{ pointer, code: "required" }];
  if (field.kind === "line" || field.kind === "text") return checkText(field, texts[0] ?? "", pointer);
  if (field.kind === "choices" || field.kind === "files") {
    if (limits.maxItems !== undefined && texts.length > limits.maxItems)
      return [{ pointer, code: "maxItems", facts: { limit: limits.maxItems } }];
    if (limits.minItems !== undefined && texts.length < limits.minItems)
      return [{ pointer, code: "minItems", facts: { limit: limits.minItems } }];
  }
  return [];
}

function isBlankAllowed(field: Field): boolean {
  if (!field.required || field.kind === "yes") return true;
  if (field.kind === "choices" || field.kind === "files" || field.kind === "lines") return (field.limits.minItems ?? 0) === 0;
  return field.limits.minLength === 0;
}

function checkText({ limits }: Field, text: string, pointer: string): readonly FieldError[] {
  // JSON Schema counts code points, a string's length counts UTF-16 units.
  const length = Array.from(text).length;
  if (limits.minLength !== undefined && length < limits.minLength)
    return [{ pointer, code: "minLength", facts: { limit: limits.minLength } }];
  if (limits.maxLength !== undefined && length > limits.maxLength)
    return [{ pointer, code: "maxLength", facts: { limit: limits.maxLength } }];
  return [];
}

function checkRows(field: Field, values: FormValues): readonly FieldError[] {
  const entries = { getAll: (name: string) => values[name] ?? [], keys: () => Object.keys(values) };
  const count = rowCount(field, entries);
  const filled = Array.from({ length: count }, (_, place) => place).filter((place) => isRowFilled(field, values, place));
  const least = field.limits.minItems ?? 0;
  if (filled.length < least) return [{ pointer: pointerOf(field.name), code: "minItems", facts: { limit: least } }];
  const kept = new Set(filled.map(String));
  return rowFields(field, count)
    .filter(({ name }) => kept.has(name.slice(field.name.length + 1).split(".", 1)[0] ?? ""))
    .flatMap((one) => checkField(one, values));
}
