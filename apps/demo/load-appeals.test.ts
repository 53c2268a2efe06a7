import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestHouse, type TestHouse } from "#apps/server/testing/start-test-house.ts";
import { verifyRecord } from "@gongzhi/log-verifier";
import { listAppeals } from "#capabilities/appeals/contract/list-appeals.ts";
import { readAppeal } from "#capabilities/appeals/contract/read-appeal.ts";
import { readCourse } from "#capabilities/cases/contract/read-course.ts";
import { listMeetings } from "#capabilities/meetings/contract/list-meetings.ts";
import { readMeeting } from "#capabilities/meetings/contract/read-meeting.ts";
import { listPersons } from "#capabilities/register/contract/list-persons.ts";
import { showNumber } from "#capabilities/register/contract/show-number.ts";
import { systemActor } from "#platform/actor.ts";
import type { ActionContext } from "#platform/capability.ts";
import { readCaseNumber } from "#platform/identifiers/case-number.ts";
import { systemContext } from "#platform/outbox/drain.ts";
import { scopeOf } from "#platform/registry/invoke.ts";
import { wordsVector } from "#platform/search/words-vector.ts";
import { findLacking, loadTownships } from "./load-townships.ts";
import { countAll, countLoaded, findModels, loadBatch, markMonths } from "./load-appeals.ts";

let house: TestHouse;

beforeAll(async () => {
  house = await startTestHouse();
});
afterAll(async () => await house.close());

async function as<T>(work: (context: ActionContext) => Promise<T>): Promise<T> {
  const town = await house.tenants.bySlug("qinghe");
  if (town === undefined) throw new Error("the demo's township is not there");
  const offered = house.invoker.registry;
  return await house.database.transact(scopeOf(systemActor(town.id, town.rootPath), "demo/load-appeals"), async (tx) =>
    work(systemContext({ ...house, offered }, tx, town)),
  );
}

const MADE = 120;

test("copies are matters like those they were copied from: with a number, a course, events in order, words and rates of their own", async () => {
  const models = await as(findModels);
  const before = await as(countAll);
  await as(async (context) => await loadBatch(context, models, 0, MADE / 2));
  expect(await as(countLoaded)).toBe(MADE / 2);
  await as(async (context) => await loadBatch(context, models, MADE / 2, MADE / 2));
  expect(await as(countAll)).toBe(before + MADE);
  // What was made is made again: a run that was killed cannot make it twice.
  await expect(as(async (context) => await loadBatch(context, models, 0, 1))).rejects.toMatchObject({ code: "23505" });

  const rows = await house.admin<{ number: string; words: string; title: string; text: string; place: string }>(
    `select a.number, strip(w.words)::text as words, w.title, w.text, w.place from appeals.appeal a
     join appeals.appeal_personal w on w.tenant_id = a.tenant_id and w.appeal_id = a.id where a.source_key like 'demo-load/%'`,
  );
  expect(rows.length).toBe(MADE);
  for (const { number, words, title, text, place } of rows) {
    expect(readCaseNumber(number)).toBe(number);
    const cut = wordsVector([number, title, text, place].map((one) => ({ text: one, weight: "B" as const })));
    expect(words.split(" ").toSorted()).toEqual(
      cut
        .replaceAll(/:[0-9B,]+/g, "")
        .split(" ")
        .toSorted(),
    );
  }

  const [order] = await house.admin<{ wrong: number }>(
    `select count(*)::int as wrong from (select at, lag(at) over (partition by case_id order by id) as earlier from cases.event e
     where case_id in (select case_id from appeals.appeal where source_key like 'demo-load/%')) e where at < earlier`,
  );
  const [models0] = await house.admin<{ wrong: number }>(
    `select count(*)::int as wrong from (select at, lag(at) over (partition by case_id order by id) as earlier from cases.event e
     where case_id in (select case_id from appeals.appeal where source_key is null)) e where at < earlier`,
  );
  if (models0?.wrong === 0) expect(order?.wrong).toBe(0);

  const clerk = await house.signIn("clerk");
  const number = rows[0]?.number ?? "";
  expect((await clerk.call(listAppeals, { q: number })).appeals.map((one) => one.number)).toEqual([number]);
  expect((await clerk.call(readAppeal, { number })).entries.length).toBeGreaterThan(0);
  expect((await clerk.call(readCourse, { number })).steps.length).toBeGreaterThan(0);

  await as(markMonths);
  await house.settle();
  const [counted] = await house.admin<{ cells: number; judged: number }>(
    `select (select sum(judged)::int from appeals.rate_cell c join platform.tenant t on t.id = c.tenant_id where t.slug = 'qinghe') as cells,
       (select count(distinct j.appeal_id)::int from appeals.judgement j join platform.tenant t on t.id = j.tenant_id where t.slug = 'qinghe') as judged`,
  );
  expect(counted?.cells).toBe(counted?.judged);
});

test("a township that is made has its people under their numbers, rolls as their digests say, and results on a record that holds", async () => {
  const plan = { residents: 40, meetings: 3 };
  const lacking = findLacking(plan, 2, await house.tenants.all());
  expect(lacking.slugs).toEqual(["made-40-3-0001", "made-40-3-0002"]);
  await loadTownships({ ...house }, lacking, () => {});
  house.tenants.forget();
  // A run that is repeated has nothing left to make, and another plan's townships stand beside these.
  expect(findLacking(plan, 2, await house.tenants.all())).toMatchObject({ made: 2, slugs: [] });
  expect(findLacking({ residents: 20, meetings: 0 }, 1, await house.tenants.all())).toMatchObject({ made: 0, from: 2 });
  await house.settle();

  const slug = "made-40-3-0002";
  await house.admin(
    `insert into platform.session (token_hash, account_id, method, strong, created_at, expires_at)
       select sha256('made-clerk'), p.account_id, 'totp', true, now(), now() + interval '1 hour' from register.person p join platform.tenant t on t.id = p.tenant_id
       where t.slug = $1 and p.account_id is not null`,
    [slug],
  );
  const desk = house.visitor({ tenant: slug, token: "made-clerk" });
  // Forty residents, three who head a village's bodies, and the clerk.
  const listed = await desk.call(listPersons, {});
  expect(listed.count).toBe(44);
  const id = listed.persons.find(({ phone }) => phone !== "")?.id ?? "";
  const { number } = await desk.call(showNumber, { id, which: "phone", ground: "核对本人联系电话" });
  expect((await desk.call(listPersons, { q: number })).persons.map((one) => one.id)).toContain(id);

  const { coming, past } = await desk.call(listMeetings, {});
  expect([...coming, ...past].map(({ state }) => state)).toEqual(["open", "called", "closed"]);
  const held = await desk.call(readMeeting, { id: past[0]?.id ?? "" });
  expect(held.quorum.held).toBe(true);
  const [rolled] = await house.admin<{ wrong: number; rolls: number }>(
    `select count(*)::int as rolls, (count(*) filter (where r.persons <> (select count(*) from rolls.entry e where e.tenant_id = r.tenant_id and e.roll_id = r.id)))::int as wrong
     from rolls.roll r join platform.tenant t on t.id = r.tenant_id where t.slug = $1`,
    [slug],
  );
  expect(rolled).toEqual({ rolls: 3, wrong: 0 });

  const read = async (path: string) => {
    const answer = await house.visitor().fetch({ url: `/t/${slug}/log/${path}` });
    return answer.statusCode === 200 ? answer.rawPayload : undefined;
  };
  const report = await verifyRecord(read);
  expect(report.findings).toEqual([]);
  expect(report).toMatchObject({ verified: true, waiting: [] });
});
