import { expect, test } from "vitest";
import { Check } from "typebox/value";
import type { TSchema } from "typebox";
import { CAPABILITIES } from "./capabilities.ts";

type Schema = TSchema & {
  readonly type?: string;
  readonly properties?: Record<string, Schema>;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
};

/** Every string an input takes, by where it stands. */
function stringsOf(schema: Schema, at: string): readonly { readonly at: string; readonly schema: Schema }[] {
  const inner = Object.entries(schema.properties ?? {}).flatMap(([name, one]) => stringsOf(one, `${at}/${name}`));
  const items = schema.items === undefined ? [] : stringsOf(schema.items, `${at}/*`);
  const either = (schema.anyOf ?? []).flatMap((one) => stringsOf(one, at));
  return [...(schema.type === "string" ? [{ at, schema }] : []), ...inner, ...items, ...either];
}

test("no input takes NUL, which PostgreSQL cannot keep: it is refused before it comes near", () => {
  const signatures = CAPABILITIES.flatMap(({ actions = [], queries = [] }) => [...actions, ...queries]).map(
    ({ signature }) => signature,
  );
  const strings = signatures.flatMap(({ name, input }) => stringsOf(input as Schema, name));
  expect(strings.length).toBeGreaterThan(200);
  const taking = strings.filter(({ schema }) =>
    ["\0", "a\0b", "a".repeat(8) + "\0".repeat(8)].some((text) => Check(schema, text)),
  );
  expect(taking.map(({ at }) => at)).toEqual([]);
});
