import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestHouse, type TestHouse } from "#apps/server/testing/start-test-house.ts";
import type { TestClient } from "#apps/server/testing/test-client.ts";
import { pathOfCode } from "#capabilities/divisions/index.ts";
import { legalDay } from "#platform/legal-day.ts";
import { beginDraft } from "../contract/begin-draft.ts";
import { editDraft } from "../contract/edit-draft.ts";
import { listDuties } from "../contract/list-duties.ts";
import { openItem } from "../contract/open-item.ts";
import { readDisclosure } from "../contract/read-disclosure.ts";

/** What the rest of the house gives to a disclosure: the duty itself, and what its draft begins from. */
const VILLAGE = pathOfCode("990101101201");
const today = legalDay(new Date());

let house: TestHouse;
let keeper: TestClient;

beforeAll(async () => {
  house = await startTestHouse();
  keeper = await house.signIn("village");
});
afterAll(async () => await house.close());

test("opens a duty by itself for what a meeting passed and the catalogue wants published at once, and once only", async () => {
  const [meeting] = await house.admin<{ id: string }>(
    `update meetings.publication set content = jsonb_set(content, '{items,0,matter}', '"land-contracting-plan"') where kind = 'result'
       and content->'items'->0->>'outcome' = 'passed' and content->'items'->0->>'title' = '村东路安装路灯' returning meeting_id as id`,
  );
  const announce = async (key: string) => {
    await house.admin(
      `insert into platform.outbox (tenant_id, id, topic, payload, due_at) select t.id, gen_random_uuid(), 'meetings.result-published',
         jsonb_build_object('meetingId', $1::text, 'version', 1, 'key', $2::text), now() from platform.tenant t where t.slug = 'qinghe'`,
      [meeting?.id, key],
    );
    await house.settle();
  };
  await announce("one");
  await announce("two");
  const due = (await keeper.call(listDuties, {})).duties.filter(({ item }) => item.entry === "contracting");
  expect(due).toMatchObject([{ act: "begin-draft", item: { title: "村东路安装路灯", why: "happened" } }]);
});

test("begins a draft from every source, and each gives nobody's name but those of public posts", async () => {
  const asked = { area: VILLAGE, entry: "collective-assets", title: "村东鱼塘租赁", happenedOn: today };
  const { id } = await keeper.call(openItem, asked);
  const { sources } = await keeper.call(readDisclosure, { id });
  expect(sources.map(({ value }) => value).toSorted()).toEqual([
    "appeals",
    "mandates",
    "meetings",
    "organizations",
    "projects",
    "rules",
    "supervision",
  ]);
  await house.admin("update disclosure.item set starts_on = $2::date - 60 where id = $1", [id, today]);
  await keeper.call(beginDraft, { id, sources: sources.map(({ value }) => value) });
  const draftOf = (await keeper.call(readDisclosure, { id })).draft?.sections ?? [];
  expect(draftOf).toHaveLength(7);
  expect(JSON.stringify(draftOf)).toContain("村东路安装路灯");
  const rowsUnder = (heading: string) => Math.max(0, (draftOf.find((one) => one.heading === heading)?.table.length ?? 0) - 1);
  const [counted] = await house.admin<{ charges: number; audits: number; paid: number }>(
    `select (select count(*) from mandates.charge where division_path <@ $1::ltree and given_on <= $2::date and (ended_on is null or ended_on >= $2::date - 60))::int as charges,
       (select count(*) from supervision.audit where division_path <@ $1::ltree and published_on >= $2::date - 60 and withdrawn_on is null)::int as audits,
       (select coalesce(sum(c.cents), 0) from projects.cost c join projects.project p on p.tenant_id = c.tenant_id and p.id = c.project_id
         where p.division_path <@ $1::ltree and c.paid_on >= $2::date - 60)::int as paid`,
    [VILLAGE, today],
  );
  expect([rowsUnder("协助政府办理的任务"), rowsUnder("任期和离任审计")]).toEqual([counted?.charges, counted?.audits]);
  const projects = draftOf.find(({ heading }) => heading === "项目实施和收支")?.table ?? [];
  const paid = projects.slice(1).map((row) => Number(row[4]?.replaceAll(",", "")));
  expect(Math.round(paid.reduce((sum, one) => sum + one, 0) * 100)).toBe(counted?.paid);
  expect((counted?.charges ?? 0) + (counted?.paid ?? 0)).toBeGreaterThan(0);
  for (const { table } of draftOf) expect(new Set(table.map((row) => row.length)).size).toBeLessThanOrEqual(1);
  await keeper.call(editDraft, {
    id,
    title: "季度公开",
    sections: draftOf.map(({ heading, text, table }) => ({
      heading,
      text,
      table: table.map((row) => row.join(" | ")).join("\n"),
    })),
  });
});
