import { existsSync } from "node:fs";
import { sql } from "kysely";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { raiseAppeal } from "#capabilities/appeals/contract/raise-appeal.ts";
import { listPurges, resumePurge, stopPurge } from "#capabilities/accounts/contract/purges.ts";
import { listOverdue } from "#capabilities/disclosure/contract/list-overdue.ts";
import { beginScheduled } from "#platform/jobs/begin-scheduled.ts";
import { runJob, type JobParts } from "#platform/jobs/run-job.ts";
import { NIGHTLY } from "#platform/retention/nightly.ts";
import { planRetention, type RetentionSource } from "#platform/retention/plan-retention.ts";
import { askForCode } from "./testing/ask-for-code.ts";
import { startTestHouse, type TestHouse } from "./testing/start-test-house.ts";

let house: TestHouse;
let tenantId: string;

beforeAll(async () => {
  house = await startTestHouse();
  tenantId = (await house.tenants.bySlug("qinghe"))?.id ?? "";
});
afterAll(() => house.close());

let nights = 0;

/** One of the night's jobs, for every tenant, as the clock would begin it. */
async function night(name: string): Promise<void> {
  nights += 1;
  await beginScheduled(house, await house.tenants.all(), name, `night ${nights}`);
  await house.settle();
  if (house.bugs.length > 0) throw new AggregateError(house.bugs, house.bugs.map(String).join("; "));
  const failed = await house.admin("select failure from platform.job where name = $1 and state <> 'done'", [name]);
  expect(failed).toEqual([]);
}

async function count(from: string, values: readonly unknown[] = []): Promise<number> {
  return (await house.admin<{ count: number }>(`select count(*)::int as count from ${from}`, values))[0]?.count ?? 0;
}

describe("personal data past the time its comment states", () => {
  test("every column of the house that the clock ends has somebody who says when the clock began", async () => {
    const sources = house.invoker.registry.contributed.get("platform.retention") as ReadonlyMap<string, RetentionSource>;
    const limits = await house.database.transact(
      { areas: [], purpose: "test/plan" },
      async (tx) => await planRetention(tx, sources),
    );
    const says = limits.map(({ table, months, empty }) => `${table} ${months} ${Object.keys(empty ?? { row: "" }).join(",")}`);
    expect(says).toEqual(
      expect.arrayContaining([
        "appeals.appeal_personal 60 row",
        "appeals.appeal_personal 12 contact_name,contact_phone_cipher,contact_phone_index",
        "register.person_personal 120 row",
      ]),
    );
    // A table nobody says anything about is not passed over in silence.
    const plan = house.database.transact({ areas: [], purpose: "test/plan" }, async (tx) => await planRetention(tx, new Map()));
    await expect(plan).rejects.toThrow(/nobody contributes to platform.retention/);
  });

  test("is emptied or removed, and what is younger stays to the row", async () => {
    // More than a page of them, so that a night takes several steps.
    await house.admin(
      `with p as (insert into register.person (tenant_id, id, division_path, joined_at, left_at, end_kind)
         select $1, gen_random_uuid(), (select root_path from platform.tenant where id = $1), now() - interval '20 years',
           case n % 3 when 0 then null when 1 then now() - interval '2 years' else now() - interval '11 years' end,
           case n % 3 when 0 then null else 'moved' end
         from generate_series(1, 11000) n returning tenant_id, id, division_path, left_at)
       insert into register.person_personal (tenant_id, person_id, division_path, name, phone_cipher, phone_index, address)
       select tenant_id, id, division_path, 'night', 'cipher', 'index', '大柳村' from p`,
      [tenantId],
    );
    const before = await count("register.person_personal where name <> 'night'");
    await night("platform/purge-personal");
    const left = await house.admin<Record<string, number>>(
      `select count(*)::int as rows, count(*) filter (where left_at is null)::int as here,
         count(*) filter (where left_at is null and phone_cipher = 'cipher' and address = '大柳村')::int as whole,
         count(*) filter (where left_at is not null and phone_cipher is null and phone_index is null and address = '')::int as emptied
       from register.person_personal r join register.person p on p.tenant_id = r.tenant_id and p.id = r.person_id where r.name = 'night'`,
    );
    expect(left).toEqual([{ rows: 7333, here: 3666, whole: 3666, emptied: 3667 }]);
    expect(await count("register.person_personal where name <> 'night'")).toBe(before);
    // The second night finds nothing to do.
    const done = "select max(done)::int as done from platform.job where name = 'platform/purge-personal' and key = $1";
    expect(await house.admin(done, [`night ${nights}`])).toEqual([{ done: 7334 }]);
    await night("platform/purge-personal");
    expect(await house.admin(done, [`night ${nights}`])).toEqual([{ done: 0 }]);
  });

  test("a purge tells how far it is, stops after the step it is at, goes on where it was, and the next night at the latest", async () => {
    const [town, security] = [await house.tenants.bySlug("qinghe"), await house.signIn("security")];
    if (town === undefined) throw new Error("the demo's town is not there");
    const name = "platform/purge-personal";
    const begin = async () => {
      nights += 1;
      await beginScheduled(house, [town], name, `night ${nights}`);
    };
    const { registry } = house.invoker;
    const parts: JobParts = {
      ...house,
      ...registry,
      jobs: new Map(Object.entries(NIGHTLY)),
      offered: registry,
      tenantById: async (id) => await house.tenants.byId(id),
      findStarter: async () => undefined,
      changed: () => {},
      failed: (_, error) => void house.bugs.push(error),
    };
    const stands = async () => (await security.call(listPurges, {})).purges.find((one) => one.name === name);
    const step = async () => await runJob(parts, { tenantId, id: (await stands())?.id ?? "" }, AbortSignal.abort());
    await begin();
    await step();
    await step();
    const half = await stands();
    expect(half).toMatchObject({ state: "running", at: 2, may: ["stop-purge"] });
    expect(half?.of).toBeGreaterThan(10);
    await security.call(stopPurge, { name });
    expect(await security.refused(stopPurge, { name })).toMatchObject({ code: "purge-not-running" });
    await house.settle();
    await step();
    expect(await stands()).toEqual({ ...half, state: "stopped", may: ["resume-purge"] });
    await security.call(resumePurge, { name });
    await step();
    expect(await stands()).toMatchObject({ id: half?.id, state: "running", at: 3 });
    await security.call(stopPurge, { name });
    // Nobody lets it go on: the clock does.
    await begin();
    await house.settle();
    expect(await stands()).toMatchObject({ id: half?.id, state: "done", at: half?.of, of: half?.of, may: [] });
    expect(await security.refused(resumePurge, { name })).toMatchObject({ code: "purge-not-stopped" });
    const auditor = await house.signIn("auditor");
    expect((await auditor.call(listPurges, {})).purges.map(({ may }) => may)).toContainEqual([]);
    expect((await auditor.refused(stopPurge, { name })).code).toBe("absent");
    expect((await (await house.signIn("clerk")).refused(listPurges, {})).code).toBe("absent");
  });

  test("an appeal keeps its words for as long as it is open", async () => {
    const resident = await house.signIn("resident");
    const { id } = await resident.call(raiseAppeal, { text: "村口的路灯坏了三天了。", mode: "named" });
    await house.admin("update appeals.appeal set raised_at = now() - interval '30 years' where id = $1", [id]);
    await night("platform/purge-personal");
    expect(await count("appeals.appeal_personal where appeal_id = $1", [id])).toBe(1);
    await house.admin("update appeals.appeal set closed_at = now() - interval '5 years 1 day' where id = $1", [id]);
    await night("platform/purge-personal");
    expect(await count("appeals.appeal_personal where appeal_id = $1", [id])).toBe(0);
    expect(await count("appeals.appeal where id = $1", [id])).toBe(1);
  });
});

describe("what the house writes down beside the matters", () => {
  const age = async (table: string, column: string, interval: string) => {
    const aged = await house.admin(
      `update platform.${table} set ${column} = now() - $1::interval where tenant_id = $2 returning 1`,
      [interval, tenantId],
    );
    expect(aged.length).toBeGreaterThan(0);
  };

  test("the audit goes when the tenant's rule says so, and never before half a year", async () => {
    await house.admin(
      "insert into platform.audit (tenant_id, id, at, action, outcome) select $1, gen_random_uuid(), now(), 'test/act', 'done' from generate_series(1, 2500)",
      [tenantId],
    );
    await age("audit", "at", "35 months");
    await night("accounts/purge");
    expect(await count("platform.audit where tenant_id = $1", [tenantId])).toBeGreaterThan(100);
    await house.admin(
      "update rules.version set parameters = jsonb_set(parameters, '{auditMonths}', '1') where parameters ? 'auditMonths'",
    );
    await age("audit", "at", "5 months");
    await night("accounts/purge");
    expect(await count("platform.audit where tenant_id = $1 and at < now() - interval '1 month'", [tenantId])).toBeGreaterThan(
      100,
    );
    await age("audit", "at", "7 months");
    await night("accounts/purge");
    expect(await count("platform.audit where tenant_id = $1 and at < now() - interval '1 month'", [tenantId])).toBe(0);
  });

  test("nothing but the night removes a row of the audit", async () => {
    await house.signIn("clerk").then((clerk) => clerk.call(raiseAppeal, { text: "村口的路灯坏了三天了。", mode: "anonymous" }));
    await age("audit", "at", "3 years");
    const scope = { tenantId, areas: ["cn"], purpose: "appeals/raise-appeal" };
    const gone = await house.database.transact(scope, async (tx) => await sql`delete from platform.audit`.execute(tx.db));
    expect(gone.numAffectedRows).toBe(0n);
  });

  test("answers, effects, ended jobs and uploads nobody attached go in their time", async () => {
    const resident = await house.signIn("resident");
    await resident.call(raiseAppeal, { text: "村口的路灯坏了三天了。", mode: "named" }, { key: "a-key-of-sixteen-signs" });
    await house.settle();
    const shade = { width: 8, height: 8, channels: 3, background: "#0f5a31" } as const;
    const bytes = await sharp({ create: shade }).png().toBuffer();
    await resident.upload("appeals/photo", { name: "灯.png", type: "image/png", bytes });
    await house.admin("update platform.file set created_at = now() - interval '23 hours' where attached_to is null");
    const [given] = await house.admin<{ sha256: string }>("select sha256 from platform.file where attached_to is null");
    const onDisk = () => existsSync(house.house.files.path(given?.sha256 ?? ""));
    const all = ["idempotency", "effect", "file where attached_to is null"];
    const counts = async () => await Promise.all(all.map((table) => count(`platform.${table}`)));
    const before = await counts();
    expect(before.every((one) => one > 0)).toBe(true);
    await night("platform/purge-traces");
    await night("platform/purge-files");
    expect(await counts()).toEqual(before);
    expect(onDisk()).toBe(true);
    await age("idempotency", "created_at", "8 days");
    await age("effect", "done_at", "31 days");
    await age("file", "created_at", "25 hours");
    await age("job", "ended_at", "31 days");
    const attached = await count("platform.file where attached_to is not null");
    await night("platform/purge-traces");
    await night("platform/purge-files");
    expect(await counts()).toEqual([0, 0, 0]);
    expect(onDisk()).toBe(false);
    expect(await count("platform.file where attached_to is not null")).toBe(attached);
    expect(await count("platform.job where tenant_id = $1", [tenantId])).toBe(2);
  });

  test("sessions and codes that are over go; a day's count of codes stays through the day", async () => {
    await askForCode(house.visitor(), "13800138000");
    await house.admin("update platform.session set expires_at = now() - interval '1 second'");
    await house.admin("update platform.phone_code set expires_at = now() - interval '1 second'");
    const resident = await house.signIn("resident");
    await night("accounts/purge");
    expect([await count("platform.session"), await count("platform.phone_code")]).toEqual([1, 1]);
    await resident.call(raiseAppeal, { text: "村口的路灯坏了三天了。", mode: "named" });
    await house.admin("update platform.phone_code set sent_on = sent_on - 1");
    await night("accounts/purge");
    expect(await count("platform.phone_code")).toBe(0);
  });
});

describe("a tenant founded by an older version of the house", () => {
  const keysOf = async () =>
    (
      await house.admin<{ rule: string }>(
        `select r.key || ' ' || v.version || ' ' || coalesce(v.valid_to::text, '') as rule from rules.rule r
         join rules.version v on v.tenant_id = r.tenant_id and v.rule_id = r.id where r.tenant_id = $1
         union all select key || ' ' || version || ' procedure' from cases.procedure where tenant_id = $1 order by 1`,
        [tenantId],
      )
    ).map(({ rule }) => rule);

  test("is given at a start what it lacks, once, on the record, and keeps what it decided itself", async () => {
    const before = await keysOf();
    // It ended one rule, and never knew two others and a procedure.
    await house.admin(
      "update rules.version set valid_to = current_date where tenant_id = $1 and rule_id = (select id from rules.rule where tenant_id = $1 and key = 'accounts.records')",
      [tenantId],
    );
    const ended = await keysOf();
    for (const key of ["appeals.sealing", "meetings.kinds"]) {
      expect(before).toContain(`${key} 1 `);
      const rule = "(select id from rules.rule where tenant_id = $1 and key = $2)";
      await house.admin(`delete from rules.version where tenant_id = $1 and rule_id = ${rule}`, [tenantId, key]);
      await house.admin("delete from rules.rule where tenant_id = $1 and key = $2", [tenantId, key]);
    }
    await house.admin("delete from cases.procedure where tenant_id = $1 and key = 'appeals.assistance'", [tenantId]);
    expect(await keysOf()).toHaveLength(ended.length - 3);
    const waiting = await count("record.waiting where tenant_id = $1", [tenantId]);
    // This edition has furnished it already: there is nothing to look for.
    await house.furnish();
    expect(await keysOf()).toHaveLength(ended.length - 3);
    await house.admin("update platform.tenant set furnished = 'an older one' where id = $1", [tenantId]);
    // Two processes start at once.
    await Promise.all([house.furnish(), house.furnish()]);
    expect(await keysOf()).toEqual(ended);
    expect(await count("record.waiting where tenant_id = $1", [tenantId])).toBe(waiting + 3);
    await house.furnish();
    expect(await keysOf()).toEqual(ended);
  });
});

describe("appeals that wait too long", () => {
  const shown = async () => (await house.visitor().call(listOverdue, {})).late.filter(({ what }) => what === "appeals-answer");

  /** Of the town's appeals the next few that were not taken yet, in the hands of one unit, due so long ago. */
  async function make(few: number, other: Readonly<Record<string, string>>): Promise<void> {
    const sets = {
      source_likes: "-1",
      state: "'handling'",
      mode: "'named'",
      barred: "'{}'::uuid[]",
      due_at: "now() - interval '2 days'",
      lead_organization:
        "(select id from organizations.organization where tenant_id = $1 and kind = 'department' order by name limit 1)",
      ...other,
    };
    const setting = Object.entries(sets)
      .map(([column, value]) => `${column} = ${value}`)
      .join(", ");
    await house.admin(
      `update appeals.appeal set ${setting}
       where tenant_id = $1 and id in (select id from appeals.appeal where tenant_id = $1 and source_likes is distinct from -1 order by id limit $2)`,
      [tenantId, few],
    );
  }

  test("are told by unit, as a day begins, and only where there are several", async () => {
    await house.admin(
      "update appeals.appeal set due_at = now() + interval '9 days' where tenant_id = $1 and state = 'handling'",
      [tenantId],
    );
    await make(2, {});
    await night("appeals/count-overdue");
    expect(await shown()).toEqual([]);
    await make(1, {});
    expect(await shown()).toEqual([]);
    await night("appeals/count-overdue");
    expect(await shown()).toMatchObject([{ count: 3, daysLate: 1 }]);
  });

  test("are told the same whatever is kept from somebody, sealed, without a name, or late since this morning", async () => {
    const before = await shown();
    await make(3, { barred: "array[gen_random_uuid()]" });
    await make(3, { mode: "'anonymous'" });
    await make(3, { mode: "'sealed'" });
    const morning = "(date_trunc('day', now() at time zone 'Asia/Shanghai') at time zone 'Asia/Shanghai')";
    await make(3, { due_at: `${morning} + interval '1 second'` });
    await night("appeals/count-overdue");
    expect(await shown()).toEqual(before);
    await make(1, {});
    await night("appeals/count-overdue");
    expect(await shown()).toMatchObject([{ count: 4 }]);
  });
});
