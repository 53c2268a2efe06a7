import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestHouse, type TestHouse } from "#apps/server/testing/start-test-house.ts";
import type { JobWork } from "#platform/capability.ts";
import { systemActor } from "#platform/actor.ts";
import { systemContext } from "#platform/outbox/drain.ts";
import { scopeOf } from "#platform/registry/invoke.ts";
import { purgePersonal } from "#platform/retention/purge-personal.ts";
import { listArchivings, resumeArchiving, startArchiving, stopArchiving } from "../contract/archive.ts";
import { listAppeals } from "../contract/list-appeals.ts";
import { readAppeal } from "../contract/read-appeal.ts";
import { raiseAppeal } from "../contract/raise-appeal.ts";
import { ARCHIVE } from "./archivings.ts";

let house: TestHouse;

beforeAll(async () => {
  house = await startTestHouse();
  await house.settle();
});
afterAll(async () => await house.close());

type Client = Awaited<ReturnType<TestHouse["signIn"]>>;

const stands = async (clerk: Client) => (await clerk.call(listArchivings, {})).archivings[0];

/** So many of the demo's closed appeals, made older by two years; the others are too young. */
async function makeOld(count: number): Promise<readonly string[]> {
  const rows = await house.admin<{ number: string }>(
    `update appeals.appeal a set raised_at = raised_at - interval '2 years', closed_at = closed_at - interval '2 years'
     where a.archived_in is null and a.id in (select b.id from appeals.appeal b join platform.tenant t on t.id = b.tenant_id and t.slug = 'qinghe'
       where b.state in ('closed', 'withdrawn') and b.closed_at > now() - interval '300 days' order by b.id limit $1) returning number`,
    [count],
  );
  return rows.map(({ number }) => number);
}

test("what was closed long enough ago is archived, stays where it was, and is counted and summed on the record", async () => {
  const clerk = await house.signIn("clerk");
  const before = await clerk.call(listArchivings, {});
  expect(before).toMatchObject({ archivings: [], mayStart: true });
  const old = await makeOld(12);
  expect(old.length).toBe(12);
  // One of them waits for a review: it is not archived with the others.
  await house.admin(
    `insert into appeals.review (tenant_id, id, appeal_id, case_id, division_path, about, deciders, deciding_organizations, state, asked_at, rule_version)
     select tenant_id, $2, id, case_id, division_path, 'answer', '{}', '{}', 'asked', now(), 1 from appeals.appeal where number = $1`,
    [old[0], house.newId()],
  );
  // Another is kept from somebody: a line without words would tell them so.
  await house.admin("update appeals.appeal set barred = array[gen_random_uuid()] where number = $1", [old[1]]);
  const { id } = await clerk.call(startArchiving, {});
  await house.settle();
  const ended = await stands(clerk);
  expect(ended).toMatchObject({ id, state: "done", may: [] });
  expect(ended?.by).not.toBe("");
  const rows = await house.admin<{ number: string }>(`select number from appeals.appeal where archived_in = $1`, [id]);
  const numbers = rows.map(({ number }) => number);
  expect(numbers).toEqual(expect.arrayContaining(old.slice(2)));
  for (const left of old.slice(0, 2)) expect(numbers).not.toContain(left);
  expect(rows.length).toBe(ended?.archived);
  const [leaf] = await house.admin<{ content: string }>(
    `select content from record.entry e where e.kind = 'appeals.archiving' and e.subject = $1`,
    [id],
  );
  expect(JSON.parse(leaf?.content ?? "{}")).toMatchObject({ digest: ended?.digest, archived: ended?.archived });
  const found = await clerk.call(listAppeals, { archived: "yes" });
  expect(found.count).toBe(rows.length);
  expect((await clerk.call(listAppeals, { q: old[2] })).appeals).toMatchObject([{ number: old[2], archived: true }]);
  expect(await clerk.call(readAppeal, { number: old[2] ?? "" })).toMatchObject({ archived: true });
  expect((await clerk.call(listAppeals, { q: old[0] })).appeals).toMatchObject([{ archived: false }]);
});

test("an archiving that is stopped stays where it is until it goes on, and there is one at a time", async () => {
  const clerk = await house.signIn("clerk");
  const old = await makeOld(3);
  const { id } = await clerk.call(startArchiving, {});
  expect(await clerk.refused(startArchiving, {})).toMatchObject({ code: "archiving-open" });
  await clerk.call(stopArchiving, { id });
  await house.settle();
  expect(await stands(clerk)).toMatchObject({ id, state: "stopped", archived: 0, may: ["resume-archiving"] });
  expect(await clerk.refused(stopArchiving, { id })).toMatchObject({ code: "archiving-not-running" });
  await clerk.call(resumeArchiving, { id });
  await house.settle();
  expect(await stands(clerk)).toMatchObject({ id, state: "done", archived: old.length });
  expect(await clerk.refused(resumeArchiving, { id })).toMatchObject({ code: "archiving-not-stopped" });
});

test("while a step of archiving or of the night's purge is under way, appeals are raised and archived ones read", async () => {
  const [clerk, resident] = [await house.signIn("clerk"), await house.signIn("resident")];
  const old = await makeOld(5);
  const { id } = await clerk.call(startArchiving, {});
  const tenant = await house.tenants.bySlug("qinghe");
  if (tenant === undefined) throw new Error("the demo's tenant is not there");
  const work = (payload: JobWork["payload"]): JobWork => ({ jobId: house.newId(), payload, cursor: undefined, done: 0 });
  for (const { job, payload } of [
    { job: ARCHIVE, payload: { archivingId: id, turn: 1 } },
    { job: purgePersonal, payload: {} },
  ])
    await house.database.transact(scopeOf(systemActor(tenant.id, tenant.rootPath), "appeals/archive"), async (tx) => {
      const offered = house.invoker.registry;
      await job.step(systemContext({ ...house, offered }, tx, tenant), work(payload));
      // Its rows are locked until this transaction ends: whoever had to wait for one would wait for ever.
      const { number } = await resident.call(raiseAppeal, { text: "村口的路灯坏了三天了。", mode: "named" });
      expect(await clerk.call(readAppeal, { number })).toMatchObject({ state: "waiting" });
      expect(await clerk.call(readAppeal, { number: old[0] ?? "" })).toMatchObject({ number: old[0] });
    });
  await house.settle();
  expect(await stands(clerk)).toMatchObject({ id, state: "done", archived: old.length });
});

test("whoever does not lead the hotline of the whole township neither starts nor sees one", async () => {
  const resident = await house.signIn("resident");
  for (const asked of [listArchivings, startArchiving]) expect((await resident.refused(asked, {})).code).toBe("absent");
});
