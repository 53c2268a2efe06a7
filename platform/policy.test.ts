import fc from "fast-check";
import { sql } from "kysely";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { kyselyOn, sendOn } from "./db/tx.ts";
import * as terms from "./policy.ts";
import { AREAS, arbitraryActor, ORGANIZATIONS, PERSONS, RECEIPTS } from "./testing/arbitrary-actor.ts";
import {
  allOf,
  anyOf,
  byPost,
  byRowsDuty,
  everyone,
  holder,
  inArea,
  is,
  isTrue,
  keptFrom,
  self,
  signedIn,
  type Policy,
  type Row,
} from "./policy.ts";

const DUTIES = ["handle", "oversee"] as const;
const RUNS = process.env["GONGZHI_NIGHTLY"] === "1" ? 2_000 : 120;

/** Every term, in every form its options take. A term that is added to `policy.ts` and not here fails the last test. */
const TERMS: Readonly<Record<string, readonly Policy[]>> = {
  everyone: [everyone],
  signedIn: [signedIn],
  self: [self("owner_person")],
  holder: [holder("holder_key")],
  isTrue: [isTrue("public")],
  inArea: [inArea("division_path")],
  byPost: [
    byPost({ duty: "handle" }),
    byPost({ duty: "handle", area: "division_path" }),
    byPost({ duty: "handle", organization: "organization_id" }),
    byPost({ duty: "handle", anyOrganization: "organizations" }),
    byPost({ duty: "handle", area: "division_path", organization: "organization_id" }),
    byPost({ duty: "oversee", area: "division_path", anyOrganization: "organizations" }),
    byPost({ duty: "handle", area: "division_path", organization: "organization_id", anyOrganization: "organizations" }),
  ],
  byRowsDuty: [byRowsDuty({ duty: "duty", area: "division_path", organization: "organization_id" })],
  allOf: [allOf(byPost({ duty: "handle", area: "division_path" }), is("duty", "oversee")), allOf(signedIn, isTrue("public"))],
  is: [is("duty", "handle")],
  keptFrom: [keptFrom("organizations"), allOf(keptFrom("barred"), inArea("division_path"))],
  anyOf: [
    anyOf(self("owner_person"), holder("holder_key"), isTrue("public")),
    anyOf(byPost({ duty: "handle", area: "division_path" }), anyOf(self("owner_person"), inArea("division_path"))),
  ],
};

const arbitraryRow: fc.Arbitrary<Row> = fc.record({
  owner_person: fc.constantFrom(null, ...PERSONS),
  holder_key: fc.constantFrom(null, ...RECEIPTS),
  public: fc.constantFrom(null, true, false),
  division_path: fc.constantFrom(null, ...AREAS),
  duty: fc.constantFrom(null, ...DUTIES),
  organization_id: fc.constantFrom(null, ...ORGANIZATIONS),
  organizations: fc.option(fc.subarray([...ORGANIZATIONS])),
  barred: fc.option(fc.subarray([...ORGANIZATIONS, ...PERSONS])),
});

const COLUMNS =
  "n int, owner_person uuid, holder_key text, public boolean, division_path ltree, duty text, organization_id uuid, organizations uuid[], barred uuid[]";
let client: pg.Client;

beforeAll(async () => {
  client = new pg.Client({ ...inject("postgres"), database: "postgres" });
  await client.connect();
  await client.query("begin; create extension if not exists ltree");
});
afterAll(async () => {
  await client.query("rollback");
  await client.end();
});

describe("the two forms of a term agree on random actors and rows", () => {
  test.each(Object.entries(TERMS).flatMap(([name, policies]) => policies.map((policy) => [name, policy.says, policy] as const)))(
    "%s: %s",
    async (_, _says, policy) => {
      await fc.assert(
        fc.asyncProperty(
          arbitraryActor([...DUTIES]),
          fc.array(arbitraryRow, { minLength: 1, maxLength: 20 }),
          async (actor, rows) => {
            const given = JSON.stringify(rows.map((row, n) => ({ n, ...row })));
            const found = await sql<{ n: number }>`
            select n from (select * from jsonb_to_recordset(${given}::jsonb) as r(${sql.raw(COLUMNS)})) r where ${policy.where(actor, "r")} order by n`.execute(
              kyselyOn(sendOn(client as unknown as pg.PoolClient, false)),
            );
            expect(found.rows.map((row) => row.n)).toEqual(rows.flatMap((row, n) => (policy.can(actor, row) ? [n] : [])));
          },
        ),
        { numRuns: RUNS },
      );
    },
  );
});

test("no term is left out", () => {
  expect(Object.keys(terms).toSorted()).toEqual(Object.keys(TERMS).toSorted());
});
