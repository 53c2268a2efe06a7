import { sql } from "kysely";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import type { Tenant } from "../capability.ts";
import { isRefusal } from "../refusal.ts";
import { scopeOf } from "../registry/invoke.ts";
import { openTrialHouse, personActor, type TrialHouse } from "../testing/trial-house.ts";
import { beginScheduled } from "./begin-scheduled.ts";
import { enqueue } from "./enqueue.ts";
import { findJob, findJobs } from "./find-jobs.ts";
import { installQueue } from "./install-queue.ts";
import { runDueJobs } from "./run-due-jobs.ts";
import { runJob } from "./run-job.ts";
import { beginCounting, trial } from "./trial/counting.ts";

let house: TrialHouse;
let town: Tenant;
let other: Tenant;

beforeAll(async () => {
  house = await openTrialHouse(inject("postgres"), [trial]);
  [town, other] = [await house.addTenant("qinghe", "cn.99.town"), await house.addTenant("baihe", "cn.99.other")];
});
afterAll(() => house.close());

type Begun = { readonly job?: string; readonly to?: number; readonly key?: string; readonly thenRefuse?: boolean };

async function begin(actor: ReturnType<typeof personActor>, given: Begun = {}): Promise<string | null> {
  const answer = await house.call(beginCounting, { job: "trial/count", to: 3, ...given }, actor);
  if (isRefusal(answer)) throw new Error(answer.code);
  return answer.jobId;
}

async function read(actor: ReturnType<typeof personActor>, id: string | null) {
  return await house.database.transact(scopeOf(actor, "trial/read"), (tx) => findJob(tx, actor.accountId ?? "", id ?? ""));
}

async function steps(id: string | null): Promise<readonly number[]> {
  const rows = await house.look(
    "select (params ->> 'at')::int as at from platform.notice where params ->> 'jobId' = $1 order by id",
    [id],
  );
  return rows.map((row) => Number(row["at"]));
}

describe("a job", () => {
  test("begins with the act that begins it, or not at all", async () => {
    const me = personActor(town, house.newId());
    expect(await house.call(beginCounting, { job: "trial/count", to: 3, thenRefuse: true }, me)).toMatchObject({ code: "no" });
    expect(await house.database.transact(scopeOf(me, "trial/read"), (tx) => findJobs(tx, me.accountId ?? ""))).toEqual([]);
    const id = await begin(me);
    expect(await read(me, id)).toMatchObject({ state: "waiting", done: 0, total: null });
    await house.drain();
    expect(await read(me, id)).toMatchObject({ state: "done", done: 3, total: 3, result: { reached: 3 }, failure: null });
    expect(await steps(id)).toEqual([1, 2, 3]);
  });

  test("is begun once by its key, and is nobody else's", async () => {
    const [me, you] = [personActor(town, house.newId()), personActor(town, house.newId())];
    const id = await begin(me, { key: "year-2026" });
    expect(await begin(me, { key: "year-2026" })).toBe(id);
    expect(await begin(you, { key: "year-2026" })).toBeNull();
    await house.drain();
    expect(await begin(me, { key: "year-2026" })).toBe(id);
    expect(await steps(id)).toEqual([1, 2, 3]);
    expect(await read(you, id)).toBeUndefined();
    // Row-level security says so too, whatever the query leaves out.
    const seen = await house.database.transact(
      scopeOf(you, "trial/read"),
      async (tx) => (await sql`select 1 from platform.job where id = ${id}`.execute(tx.db)).rows,
    );
    expect(seen).toEqual([]);
    expect(await begin(personActor(other, house.newId()), { key: "year-2026" })).not.toBe(id);
  });

  test("one account has only so many under way", async () => {
    const me = personActor(town, house.newId());
    const begun = [];
    for (let at = 0; at < 25; at += 1) begun.push(await begin(me, { to: 1 }));
    expect(begun.filter((id) => id !== null)).toHaveLength(20);
    await house.drain();
    expect(await begin(me)).not.toBeNull();
  });

  test("that is refused ends with the code; nothing of its step stays", async () => {
    const me = personActor(town, house.newId());
    const id = await begin(me, { job: "trial/refuses" });
    await house.drain();
    expect(await read(me, id)).toMatchObject({ state: "failed", failure: "file-unreadable" });
    expect(await steps(id)).toEqual([]);
  });

  test("that throws is tried again later and later, and fails at last", async () => {
    const me = personActor(town, house.newId());
    const id = await begin(me, { job: "trial/throws" });
    const waits: number[] = [];
    for (let tries = 1; tries <= 8; tries += 1) {
      await expect(house.drain()).rejects.toThrow("a reaction or a job failed");
      const [row] = await house.look(
        "select state, extract(epoch from due_at - now())::float8 as wait from platform.job where id = $1",
        [id],
      );
      if (row?.["state"] !== "failed") waits.push(Number(row?.["wait"]));
      await house.look("update platform.job set due_at = now() where id = $1 and due_at is not null", [id]);
    }
    expect(await read(me, id)).toMatchObject({ state: "failed", failure: "bug" });
    expect(waits.map((wait, index) => wait > 2 ** (index + 1) - 2 && wait <= 2 ** (index + 1))).toEqual(
      Array.from({ length: 7 }, () => true),
    );
  });

  test("that takes its process with it each time is given up", async () => {
    const me = personActor(town, house.newId());
    const id = await begin(me);
    await house.look("update platform.job set tries = 8 where id = $1", [id]);
    await house.drain();
    expect(await read(me, id)).toMatchObject({ state: "failed", failure: "given-up", done: 0 });
  });

  test("handed to a version that does not know it waits untouched for one that does", async () => {
    const me = personActor(town, house.newId());
    const id = (await begin(me, { to: 1 })) ?? "";
    const older = { ...house.jobParts, jobs: new Map() };
    for (let time = 0; time < 12; time += 1) await runJob(older, { tenantId: town.id, id }, new AbortController().signal);
    expect(await house.look("select state, tries::int from platform.job where id = $1", [id])).toEqual([
      { state: "waiting", tries: 0 },
    ]);
    await house.drain();
    expect(await read(me, id)).toMatchObject({ state: "done", done: 1 });
  });

  test("works as its starter where it says so: with posts only if a second factor had opened them", async () => {
    const duties = [{ duties: ["trial.any"] }];
    const findStarter = async () => personActor(town, me.accountId ?? "", duties);
    const me = personActor(town, house.newId(), duties);
    const strong = await begin(me, { job: "trial/as-starter" });
    const plain = await begin(personActor(town, me.accountId ?? ""), { job: "trial/as-starter" });
    await runDueJobs({ ...house.jobParts, findStarter });
    expect((await read(me, strong))?.result).toEqual({ kind: "person", personId: me.personId, posts: 1 });
    expect((await read(me, plain))?.result).toMatchObject({ posts: 0 });
    const gone = await begin(me, { job: "trial/as-starter" });
    await runDueJobs({ ...house.jobParts, findStarter: async () => undefined });
    expect(await read(me, gone)).toMatchObject({ state: "failed", failure: "starter-gone" });
  });

  test("by the clock is begun once for each tenant, and not again while it waits", async () => {
    const slots = ["2026-11-23T18:30:00.000Z", "2026-11-23T18:30:00.000Z", "2026-11-24T18:30:00.000Z"];
    for (const slot of slots) await beginScheduled(house.jobParts, [town, other], "trial/nightly", slot);
    const count = "select count(*)::int as count from platform.job where name = 'trial/nightly' group by tenant_id";
    expect(await house.look(count)).toEqual([{ count: 1 }, { count: 1 }]);
    await house.drain();
    for (const slot of slots) await beginScheduled(house.jobParts, [town], "trial/nightly", slot);
    expect(await house.look(`${count} order by 1`)).toEqual([{ count: 1 }, { count: 2 }]);
  });

  test("the house begins for itself is seen by nobody who signs in", async () => {
    const id = await house.act(town, async (context) => await enqueue(context, "trial/count", { to: 1 }));
    const me = personActor(town, house.newId());
    expect(await house.database.transact(scopeOf(me, "trial/read"), (tx) => findJobs(tx, me.accountId ?? ""))).toEqual([]);
    await house.drain();
    expect(await steps(id ?? null)).toEqual([1]);
  });
});

describe("the queue's role", () => {
  let client: pg.Client;
  beforeAll(async () => {
    const { database } = house.loginConfig("jobs");
    await installQueue({ ...inject("postgres"), database });
    // A second start finds it there.
    await installQueue({ ...inject("postgres"), database });
    client = new pg.Client(house.loginConfig("jobs"));
    await client.connect();
  });
  afterAll(() => client.end());

  test("reaches its own schema and no row of ours", async () => {
    await expect(client.query("select 1 from platform.job")).rejects.toThrow(/permission denied/);
    await expect(client.query("create table graphile_worker.mine ()")).rejects.toThrow(/permission denied/);
    await expect(client.query("drop table graphile_worker._private_jobs")).rejects.toThrow(/must be owner/);
    const { rows } = await client.query<{ name: string }>(
      `select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where c.relkind in ('r', 'p', 'v') and n.nspname !~ '^(pg_|information_schema$)'
         and has_schema_privilege(n.oid, 'usage') and has_any_column_privilege(c.oid, 'select, insert, update')`,
    );
    expect(rows.map(({ name }) => name).sort()).toEqual([
      "graphile_worker._private_job_queues",
      "graphile_worker._private_jobs",
      "graphile_worker._private_known_crontabs",
      "graphile_worker._private_tasks",
      "graphile_worker.migrations",
    ]);
    const [role] = (await client.query("select rolsuper, rolbypassrls, rolcreaterole from pg_roles where rolname = current_user"))
      .rows as readonly object[];
    expect(role).toEqual({ rolsuper: false, rolbypassrls: false, rolcreaterole: false });
  });

  test("no role of ours reaches the queue", async () => {
    const add = sql`select graphile_worker.add_job('run-job')`;
    const transact = house.database.transact({ tenantId: town.id, areas: [], purpose: "trial/add" }, (tx) => add.execute(tx.db));
    await expect(transact).rejects.toThrow(/permission denied for schema graphile_worker/);
  });
});
