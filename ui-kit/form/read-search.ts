import type { InputOf, Signature } from "../../platform/contract.ts";
import { fieldsOf } from "./fields.ts";
import { inputOf, readValues } from "./read-fields.ts";

/** A query's input from the address of its page: what it does not declare is left out, what is empty counts as not given. */
export function readSearch<S extends Signature>(request: Request, signature: S, fixed: Partial<InputOf<S>> = {}): InputOf<S> {
  const fields = fieldsOf(signature);
  const values = readValues(fields, new URL(request.url).searchParams);
  const given = fields.filter((field) => values[field.name] !== undefined);
  return { ...inputOf(given, values), ...fixed } as InputOf<S>;
}
