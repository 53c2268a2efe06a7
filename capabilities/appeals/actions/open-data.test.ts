import { Ajv2020 } from "ajv/dist/2020.js";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestHouse, type TestHouse } from "#apps/server/testing/start-test-house.ts";
import { takeOpenData } from "../contract/take-open-data.ts";
import { takeRates } from "../contract/take-rates.ts";
import { loader as openDataSchema } from "../pages/open-data-schema.ts";
import { loader as ratesSchema } from "../pages/rates-schema.ts";

let house: TestHouse;

beforeAll(async () => {
  house = await startTestHouse();
  await house.admin(`insert into appeals.rate_due (tenant_id, id, month, due_at) select distinct on (tenant_id, month) tenant_id, gen_random_uuid(), month,
    now() - interval '1 second' from (select tenant_id, date_trunc('month', raised_at at time zone 'Asia/Shanghai')::date as month from appeals.appeal) m`);
  await house.settle();
});
afterAll(() => house.close());

type Loader = typeof ratesSchema;
type Row = Readonly<Record<string, unknown>>;

test.each([
  ["rates", "appeals", ratesSchema, takeRates],
  ["rates", "calls", ratesSchema, takeRates],
  ["rates", "published", ratesSchema, takeRates],
  ["released appeals", "appeals", openDataSchema, takeOpenData],
] as const)(
  "the file of %s is as its published schema says, and one altered in its %s is not",
  async (_, part, loader, contract) => {
    const address = "https://gongzhi.example/t/qinghe/appeals/schema.json";
    const answer = loader({ request: new Request(address) } as Parameters<Loader>[0]);
    expect(answer.headers.get("content-type")).toContain("application/schema+json");
    const schema = (await answer.json()) as Row;
    expect(schema).toMatchObject({ $schema: "https://json-schema.org/draft/2020-12/schema", $id: address });
    const holds = new Ajv2020({ strict: false, validateFormats: false }).compile(schema);
    const { base64 } = await house.visitor().call(contract, { format: "json" });
    const file = JSON.parse(Buffer.from(base64, "base64").toString("utf8")) as Readonly<Record<string, Row[]>>;
    expect(holds(file), JSON.stringify(holds.errors)).toBe(true);
    const rows = file[part] ?? [];
    expect(rows.length).toBeGreaterThan(3);
    for (const column of Object.keys(rows[0] ?? {})) {
      const { [column]: _gone, ...rest } = rows[0] ?? {};
      expect(holds({ ...file, [part]: [rest, ...rows.slice(1)] }), column).toBe(false);
      expect(holds({ ...file, [part]: [{ ...rows[0], [column]: { of: 1 } }] }), column).toBe(false);
    }
  },
);
