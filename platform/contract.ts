import { Type, type Static, type TObject, type TProperties, type TSchema } from "typebox";
import type { RefusalKind } from "./refusal.ts";

/**
 * Signatures: what an action (changes state) or a query (reads) takes and gives, declared once and loaded by the server
 * and by pages alike. They are found by **name**, never by object identity: Node and Vite each load their own copy.
 */
export type SignatureName = `${string}/${string}`;

export type Signature<I extends TObject = TObject, O extends TSchema = TSchema> = {
  readonly kind: "action" | "query";
  /** `<capability>/<verb-noun>`: also the URL under `/api/v1/t/<tenant>/`. */
  readonly name: SignatureName;
  /** One English sentence for the API's documentation. */
  readonly summary: string;
  readonly input: I;
  readonly output: O;
  /** Codes this signature may refuse with, besides the platform's own, and the sort of each. */
  readonly refusals: Readonly<Record<string, RefusalKind>>;
};

export type InputOf<S> = S extends Signature<infer I, TSchema> ? Static<I> : never;
export type OutputOf<S> = S extends Signature<TObject, infer O> ? Static<O> : never;

type Declaration<I extends TProperties, O extends TSchema> = {
  readonly name: SignatureName;
  readonly summary: string;
  readonly input: I;
  readonly output: O;
  readonly refusals?: Readonly<Record<string, RefusalKind>>;
};

/** Something a person does. Unknown properties are refused: nothing is assigned that was not declared. */
export function defineAction<I extends TProperties, O extends TSchema>(declared: Declaration<I, O>) {
  return define("action", declared);
}

/** Something a person reads. */
export function defineQuery<I extends TProperties, O extends TSchema>(declared: Declaration<I, O>) {
  return define("query", declared);
}

function define<I extends TProperties, O extends TSchema>(kind: "action" | "query", declared: Declaration<I, O>) {
  const input = Type.Object(declared.input, { additionalProperties: false });
  return { ...declared, kind, input, refusals: declared.refusals ?? {} } as const satisfies Signature;
}

/** Field schemas every contract shares. `control` tells the form which control draws the field. */
export const Field = {
  id: () => Type.String({ format: "uuid" }),
  line: (minLength: number, maxLength: number) => Type.String({ minLength, maxLength, pattern: "^[^\\u0000-\\u001f\\u007f]*$" }),
  text: (minLength: number, maxLength: number) =>
    Type.String({ minLength, maxLength, pattern: "^[^\\u0000]*$", control: "textarea" }),
  date: () => Type.String({ format: "date", control: "date" }),
  instant: () => Type.String({ format: "date-time" }),
  choice: <const Options extends readonly string[]>(...options: Options) =>
    Type.Unsafe<Options[number]>({ type: "string", enum: [...options] }),
  /** An ltree path of a division, as PostgreSQL reads it; with 0 as its least length, one may choose none. */
  path: (minLength: 0 | 1) =>
    Type.String({ minLength, maxLength: 200, pattern: "^([A-Za-z0-9_]+(\\.[A-Za-z0-9_]+)*)?$", control: "choice" }),
  /** Codes of a page of a list: opaque, signed by the server. */
  cursor: () => Type.String({ maxLength: 400, pattern: "^[A-Za-z0-9_-]*$" }),
};
