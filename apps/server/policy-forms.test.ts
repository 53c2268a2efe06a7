import fc from "fast-check";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CAPABILITIES } from "#apps/capabilities.ts";
import { buildRegistry } from "#platform/registry/registry.ts";
import type { Row } from "#platform/policy.ts";
import { arbitraryActor, AREAS, ORGANIZATIONS, PERSONS, RECEIPTS } from "#platform/testing/arbitrary-actor.ts";
import { startTestHouse, type TestHouse } from "./testing/start-test-house.ts";

/** The values a column may take, by its type in the database. */
const VALUES: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  uuid: fc.constantFrom(null, ...PERSONS, ...ORGANIZATIONS),
  text: fc.constantFrom(null, ...RECEIPTS),
  boolean: fc.constantFrom(null, true, false),
  ltree: fc.constantFrom(null, ...AREAS),
  "uuid[]": fc.option(fc.subarray([...ORGANIZATIONS, ...PERSONS])),
};
const RUNS = process.env["GONGZHI_NIGHTLY"] === "1" ? 1_000 : 25;

const registry = buildRegistry(CAPABILITIES);
const policies = new Map([...registry.entries.values()].map(({ signature, binding }) => [signature.name, binding.policy]));
let house: TestHouse;
let types: ReadonlyMap<string, string>;

beforeAll(async () => {
  house = await startTestHouse({ furnishing: "bare" });
  const rows = await house.admin<{ name: string; type: string }>(
    `select distinct attname as name, format_type(atttypid, null) as type from pg_attribute a join pg_class c on c.oid = a.attrelid
     where attnum > 0 and relkind = 'r' and relnamespace::regnamespace::text !~ '^(pg_|information_schema)'`,
  );
  types = new Map(rows.map((row) => [row.name, row.type]));
});
afterAll(async () => {
  await house.close();
});

/** The columns a policy looks at: those of its SQL, which names them after the alias. */
function columnsOf(compiled: string): readonly string[] {
  return [...new Set([...compiled.matchAll(/"r"\."([a-z_]+)"/g)].map((match) => match[1] ?? ""))];
}

describe("the two forms of every registered policy agree on random actors and rows", () => {
  test.each([...policies])("%s", async (_, policy) => {
    const actors = arbitraryActor([...registry.duties]);
    // An actor with every duty everywhere makes the policy name all it compares.
    const all = fc.sample(actors, { numRuns: 400, seed: 1 });
    await house.database.transact({ areas: [], purpose: "test/policy-forms" }, async ({ db }) => {
      const columns = [...new Set(all.flatMap((actor) => columnsOf(sql`${policy.where(actor, "r")}`.compile(db).sql)))];
      const declared = columns.map((name) => [name, types.get(name) ?? `unknown column ${name}`] as const);
      const row: fc.Arbitrary<Row> = fc.record(
        Object.fromEntries(declared.map(([name, type]) => [name, VALUES[type] ?? missing(name, type)])),
      );
      const shape = sql.raw(["n int", ...declared.map(([name, type]) => `"${name}" ${type}`)].join(", "));
      await fc.assert(
        fc.asyncProperty(actors, fc.array(row, { minLength: 1, maxLength: 20 }), async (actor, rows) => {
          const given = JSON.stringify(rows.map((one, n) => ({ ...one, n })));
          const { rows: found } = await sql<{ n: number }>`
            select n from jsonb_to_recordset(${given}::jsonb) as r(${shape}) where ${policy.where(actor, "r")} order by n`.execute(
            db,
          );
          expect(found.map(({ n }) => n)).toEqual(rows.flatMap((one, n) => (policy.can(actor, one) ? [n] : [])));
        }),
        { numRuns: RUNS },
      );
    });
  });
});

function missing(name: string, type: string): never {
  throw new Error(`no values are known for the column ${name} of type ${type}`);
}
