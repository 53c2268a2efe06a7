import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findWrongRates, isRatesFile, type RatesFile } from "../rates-file.ts";
import { startTestHouse, type TestHouse } from "#apps/server/testing/start-test-house.ts";
import { readRates, type GROUPINGS } from "#capabilities/appeals/contract/read-rates.ts";
import { takeRates } from "#capabilities/appeals/contract/take-rates.ts";

/** The demo town's year, counted by the house and counted here from its rows one by one. */

let house: TestHouse;
beforeAll(async () => {
  house = await startTestHouse();
  // Some that the rule leaves out: the demo's own were never dispatched, and would be missed by nobody.
  await house.admin(`update appeals.appeal set outcome = 'other-channel' where (tenant_id, id) in (
    select tenant_id, id from appeals.appeal where dispatched_at is not null and lead_organization is not null order by id limit 20)`);
  await house.admin(`insert into appeals.rate_due (tenant_id, id, month, due_at) select distinct on (tenant_id, month) tenant_id, gen_random_uuid(), month,
    now() - interval '1 second' from (select tenant_id, date_trunc('month', raised_at at time zone 'Asia/Shanghai')::date as month from appeals.appeal) m`);
  await house.settle();
});
afterAll(() => house.close());

type Row = {
  readonly month: string;
  readonly unit: string | null;
  readonly outcome: string | null;
  readonly state: string;
  readonly dispatched: boolean;
  readonly in_time: boolean | null;
  readonly solved: boolean | null;
  readonly satisfied: boolean | null;
};

async function rowsOf(slug: string): Promise<readonly Row[]> {
  return await house.admin<Row>(
    `select to_char(a.raised_at at time zone 'Asia/Shanghai', 'YYYY-MM') as month, a.lead_organization::text as unit, a.outcome, a.state,
       a.dispatched_at is not null as dispatched, a.contacted_at <= a.contact_due_at as in_time, j.solved, j.satisfied
     from appeals.appeal a join platform.tenant t on t.id = a.tenant_id
     left join appeals.judgement j on j.tenant_id = a.tenant_id and j.appeal_id = a.id
       and j.round = (select max(round) from appeals.judgement k where k.tenant_id = a.tenant_id and k.appeal_id = a.id)
     where t.slug = $1`,
    [slug],
  );
}

async function file(query: object = {}): Promise<RatesFile> {
  const { base64 } = await house.visitor().call(takeRates, { format: "json", ...query });
  const data: unknown = JSON.parse(Buffer.from(base64, "base64").toString("utf8"));
  if (!isRatesFile(data)) throw new Error("the file is not one of rates");
  return data;
}

describe("the published rates", () => {
  test("are what the rows say, counted plainly", async () => {
    const rows = (await rowsOf("qinghe")).filter(
      ({ outcome, state }) => outcome !== "other-channel" && outcome !== "withdrawn" && state !== "historic",
    );
    const { total, from, to, groups, excluded } = await house.visitor().call(readRates, {});
    const own = rows.filter(({ month }) => month >= from && month <= to);
    const led = own.filter(({ dispatched, unit }) => dispatched && unit !== null);
    const judged = own.filter(({ solved }) => solved !== null);
    expect(led.length).toBeGreaterThan(100);
    expect(excluded).toBeGreaterThan(0);
    const byKey = new Map(total.map((rate) => [rate.key, rate]));
    expect(byKey.get("response")).toMatchObject({ of: led.filter((row) => row.in_time === true).length, over: led.length });
    expect(byKey.get("resolution")).toMatchObject({
      of: judged.filter((row) => row.solved === true).length,
      over: judged.length,
    });
    expect(byKey.get("satisfaction")).toMatchObject({
      of: judged.filter((row) => row.satisfied === true).length,
      over: judged.length,
    });
    for (const { key, rates } of groups.filter((group) => group.key !== ""))
      expect(rates[0]?.over, key).toBe(led.filter(({ unit }) => unit === key).length);
    // By name, not by how many people complained.
    expect(groups.map(({ name }) => name)).toEqual(groups.map(({ name }) => name).toSorted());
  });

  test("assess whoever called for help and whoever was called, each by what the rows say", async () => {
    const calls = await house.admin<{
      month: string;
      caller: string;
      unit: string;
      in_time: boolean | null;
      outcome: string | null;
    }>(
      `select to_char(w.asked_at at time zone 'Asia/Shanghai', 'YYYY-MM') as month, a.lead_organization::text as caller, w.organization_id::text as unit,
         w.reported_at <= w.due_at as in_time, w.report_outcome as outcome
       from appeals.whistle w join appeals.appeal a on a.tenant_id = w.tenant_id and a.id = w.appeal_id join platform.tenant t on t.id = w.tenant_id
       where t.slug = 'qinghe' and cardinality(a.barred) = 0`,
    );
    const { groups, from, to } = await house.visitor().call(readRates, { by: "unit" });
    const own = calls.filter(({ month }) => month >= from && month <= to);
    const reported = own.filter(({ outcome }) => outcome === "done" || outcome === "refused");
    expect([own.length, reported.length].every((count) => count > 0)).toBe(true);
    for (const { key, rates } of groups) {
      const [called, asking] = [own.filter(({ unit }) => unit === key), reported.filter(({ caller }) => caller === key)];
      const shown = Object.fromEntries(rates.map((rate) => [rate.key, [rate.of, rate.over]]));
      expect(shown["help"], key).toEqual([called.filter((one) => one.in_time === true).length, called.length]);
      expect(shown["whistle"], key).toEqual([asking.filter(({ outcome }) => outcome === "done").length, asking.length]);
    }
    const units = new Set(groups.map(({ key }) => key));
    expect(own.every(({ caller, unit }) => units.has(caller) && units.has(unit))).toBe(true);
  });

  test("are reckoned again from the file alone, and a changed figure is found", async () => {
    const data = await file();
    expect(findWrongRates(data)).toMatchObject({ wrong: [] });
    expect(findWrongRates(data).checked).toBeGreaterThan(200);
    const changed = structuredClone(data);
    const cell = changed.appeals.find(
      (row) => Number(row["judged"]) > 0 && row["mode"] !== "historic" && row["outcome"] === "solved",
    );
    if (cell !== undefined) cell["satisfied"] = Number(cell["satisfied"]) + 1;
    expect(findWrongRates(changed).wrong.length).toBeGreaterThan(0);
    const rate = data.published[0]?.total[0];
    if (rate !== undefined) rate.percent = "100.0";
    expect(findWrongRates(data).wrong).toHaveLength(1);
  });

  test("are the same on the page, which the database sums, and in the file, reckoned from every cell", async () => {
    const filters = [{}, { matter: (await file()).appeals.find(({ judged }) => Number(judged) > 0)?.["matter"] as string }];
    for (const filter of filters)
      for (const { by, total, groups, excluded } of (await file(filter)).published) {
        const page = await house.visitor().call(readRates, { by: by as (typeof GROUPINGS)[number], ...filter });
        expect(page, by).toMatchObject({ total, groups, excluded });
        expect(groups.length, by).toBeGreaterThan(0);
      }
  });

  test("name no person and no day, and no place smaller than a village", async () => {
    const data = await file();
    expect(JSON.stringify(data)).not.toMatch(/T\d\d:|199\d{8}|person|number/);
    for (const { area } of data.appeals) expect(String(area).split(".").length).toBeLessThanOrEqual(6);
    const csv = await house.visitor().call(takeRates, { format: "csv" });
    const lines = Buffer.from(csv.base64, "base64").toString("utf8").trimEnd().split("\r\n");
    expect(lines.length).toBe(1 + data.appeals.length + data.calls.length);
  });

  test("refuse months that are none", async () => {
    const wrongly = async (months: object) => await house.visitor().refused(readRates, months);
    expect(await wrongly({ from: "2026-11", to: "2026-01" })).toMatchObject({ fields: [{ code: "months-reversed" }] });
    expect(await wrongly({ from: "1950-01", to: "2026-01" })).toMatchObject({ fields: [{ code: "too-many-months" }] });
    expect(await wrongly({ from: "2026-13" })).toMatchObject({ status: 422 });
  });
});
