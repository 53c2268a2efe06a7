import type { TSchema } from "typebox";
import { Compile } from "typebox/compile";
import { Value } from "typebox/value";
import type { FieldError } from "../refusal.ts";
import { blankTexts } from "./blank-texts.ts";

/** Compiled once a schema: a check takes about a microsecond. */
export type Validator = {
  /** Null when the value fits. */
  errors(value: unknown): readonly FieldError[] | null;
  /** Text to what the schema says, for query strings and forms: "5" to 5; what does not convert stays as it is. */
  convert(value: unknown): unknown;
};

const MAX_ERRORS = 20;

export function makeValidator(schema: TSchema): Validator {
  const compiled = Compile(schema);
  const blanksIn = blankTexts(schema);
  return {
    errors(value) {
      if (compiled.Check(value)) {
        const blanks = blanksIn?.(value) ?? [];
        return blanks.length === 0 ? null : blanks.slice(0, MAX_ERRORS).map(tooShort);
      }
      return compiled.Errors(value).slice(0, MAX_ERRORS).map(toFieldError);
    },
    convert: (value) => Value.Convert(schema, value),
  };
}

/** To whoever reads it a text of blanks has no characters at all. */
function tooShort({ pointer, least }: { readonly pointer: string; readonly least: number }): FieldError {
  return { pointer, code: "minLength", facts: { limit: least } };
}

type SchemaError = { readonly keyword: string; readonly instancePath: string; readonly params: unknown };

function toFieldError(error: SchemaError): FieldError {
  const params = (error.params ?? {}) as Readonly<Record<string, unknown>>;
  const missing = Array.isArray(params["requiredProperties"]) ? String(params["requiredProperties"][0]) : undefined;
  const pointer = missing === undefined ? error.instancePath : `${error.instancePath}/${missing}`;
  const facts = typeof params["limit"] === "number" ? { limit: params["limit"] } : undefined;
  return { pointer, code: error.keyword, ...(facts === undefined ? {} : { facts }) };
}
