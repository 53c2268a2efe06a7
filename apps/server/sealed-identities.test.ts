import { readFileSync } from "node:fs";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newPerson, plantPost, unitId, type NewPerson } from "./testing/rights/scene.ts";
import { OWN_PATH, TOWN_PATH } from "./testing/rights/places.ts";
import { readTables } from "./testing/rights/tables.ts";
import { startTestHouse, type TestHouse } from "./testing/start-test-house.ts";
import type { TestClient } from "./testing/test-client.ts";
import { listNotices } from "#capabilities/accounts/contract/list-notices.ts";
import { markNoticesRead } from "#capabilities/accounts/contract/mark-notices-read.ts";
import { listTasks } from "#capabilities/cases/contract/list-tasks.ts";
import { readCase } from "#capabilities/cases/contract/read-case.ts";
import { readCourse } from "#capabilities/cases/contract/read-course.ts";
import { readLog } from "#capabilities/cases/contract/read-log.ts";
import { systemActor } from "#platform/actor.ts";
import { systemContext } from "#platform/outbox/drain.ts";
import { scopeOf } from "#platform/registry/invoke.ts";
import { legalDay, startOfLegalDay } from "#platform/legal-day.ts";
import { answerAppeal } from "#capabilities/appeals/contract/answer-appeal.ts";
import { askOpening } from "#capabilities/appeals/contract/ask-opening.ts";
import { decideOpening } from "#capabilities/appeals/contract/decide-opening.ts";
import { delayTelling } from "#capabilities/appeals/contract/delay-telling.ts";
import { askReview } from "#capabilities/appeals/contract/ask-review.ts";
import { reportRetaliation } from "#capabilities/appeals/contract/report-retaliation.ts";
import { withdrawAppeal } from "#capabilities/appeals/contract/withdraw-appeal.ts";
import { dispatchAppeal } from "#capabilities/appeals/contract/dispatch-appeal.ts";
import { judgeAppeal } from "#capabilities/appeals/contract/judge-appeal.ts";
import { listAppeals } from "#capabilities/appeals/contract/list-appeals.ts";
import { listMyAppeals } from "#capabilities/appeals/contract/list-my-appeals.ts";
import { listOpenings } from "#capabilities/appeals/contract/list-openings.ts";
import { raiseAppeal } from "#capabilities/appeals/contract/raise-appeal.ts";
import { readAppeal } from "#capabilities/appeals/contract/read-appeal.ts";
import { readIdentity } from "#capabilities/appeals/contract/read-identity.ts";

const NIGHTLY = process.env["GONGZHI_NIGHTLY"] === "1";
const RESIDENTS = NIGHTLY ? 1_000 : 4;
const REASON = "县人民法院依法调取，函件已核对。";

let house: TestHouse;
let clerk: TestClient;
let works: TestClient;
let leader: TestClient;
let second: TestClient;
let resident: NewPerson;

beforeAll(async () => {
  house = await startTestHouse();
  clerk = await house.signIn("clerk");
  works = await house.signIn("works");
  leader = await house.signIn("leader");
  second = await house.signIn("welfare");
  resident = await newPerson(house, "19900001001", OWN_PATH);
});
afterAll(async () => {
  await house.close();
});

const input = (n: number) =>
  ({
    text: `第 ${n} 处路面塌陷，请来修。`,
    area: OWN_PATH,
    mode: "sealed",
    contactName: `欧阳密${n}`,
    contactPhone: `1378${String(1_000_000 + n * 7)}`,
    contactAddress: `梧桐巷${n}号院`,
  }) as const;

async function raised(who: TestClient, n = 0) {
  return await who.call(raiseAppeal, input(n));
}

/** Every row of every table, as superuser: what a stolen dump holds. */
async function dump(): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const all = new Map<string, ReadonlySet<string>>();
  for (const table of await readTables(house)) {
    const rows = await house.admin<{ row: string }>(`select to_jsonb(t)::text as row from ${table.sql} t`);
    all.set(table.name, new Set(rows.map(({ row }) => row)));
  }
  return all;
}

describe("an identity sealed from handlers", () => {
  test("a dump without the key, its files, lists and search know none of the planted names, phones and ids", async () => {
    const people: NewPerson[] = [];
    for (let n = 1; n <= RESIDENTS; n += 1) people.push(await newPerson(house, `1${String(3_100_000_000 + n)}`, OWN_PATH));
    const before = await dump();
    for (const [index, { client }] of people.entries()) {
      const n = index + 1;
      const photo = await client.upload("appeals/photo", { name: `欧阳密${n}.png`, type: "image/png", bytes: await picture(n) });
      const { fileId } = photo.json<{ readonly fileId: string }>();
      const made = await client.call(raiseAppeal, { ...input(n), photoIds: [fileId] }, { key: `a-key-of-sixteen-${n}` });
      await clerk.call(dispatchAppeal, {
        id: made.id,
        decision: "unit",
        matter: "roads",
        organizationId: await unitId(house, "works"),
      });
      await works.call(answerAppeal, { id: made.id, outcome: "solved", text: "已经修好。" });
      await house.settle();
      await client.call(
        judgeAppeal,
        { id: made.id, responded: true, solved: true, satisfied: true },
        { key: `other-key-sixteen-${n}` },
      );
    }
    await house.settle();
    const planted = people.flatMap(({ personId, accountId }, index) => {
      const { contactName, contactPhone, contactAddress } = input(index + 1);
      return [contactName, contactPhone, contactAddress, personId, accountId];
    });
    const fresh: string[] = [];
    for (const [table, rows] of await dump())
      for (const row of rows) if (!before.get(table)?.has(row)) fresh.push(`${table} ${row}`);
    expect(fresh.length).toBeGreaterThan(RESIDENTS * 10);
    expect(fresh.filter((row) => planted.some((value) => row.includes(value)))).toEqual([]);
    const files = await house.admin<{ sha256: string }>(
      "select f.sha256 from platform.file f join appeals.appeal_personal w on f.attached_to = 'appeals/' || w.appeal_id where w.text like '第 % 处路面塌陷%'",
    );
    expect(files).toHaveLength(RESIDENTS);
    for (const { sha256 } of files) {
      const bytes = readFileSync(house.house.files.path(sha256));
      expect(planted.filter((value) => bytes.includes(value))).toEqual([]);
    }
    for (const q of [input(1).contactName, input(1).contactPhone]) {
      expect((await clerk.call(listAppeals, { q })).count).toBe(0);
    }
    const seen = JSON.stringify([await clerk.call(listAppeals, {}), house.sent]);
    expect(planted.filter((value) => seen.includes(value))).toEqual([]);
  });

  test("its resident sees it, is told of each step in the sealed inbox alone, and acts on it; staff see the day only", async () => {
    const photo = { name: "坑.png", type: "image/png", bytes: await picture(0) };
    const { fileId: photoId } = (await resident.client.upload("appeals/photo", photo)).json<{ readonly fileId: string }>();
    const made = await resident.client.call(raiseAppeal, { ...input(0), photoIds: [photoId] });
    expect(made.receiptCode).toBeNull();
    const mine = await resident.client.call(listMyAppeals, {});
    expect(mine.appeals.map(({ number }) => number)).toEqual([made.number]);
    await clerk.call(dispatchAppeal, {
      id: made.id,
      decision: "unit",
      matter: "roads",
      organizationId: await unitId(house, "works"),
    });
    await house.settle();
    const { notices } = await resident.client.call(listNotices, {});
    expect(notices).toMatchObject([{ topic: "appeals.dispatched", path: `appeals/${made.number}`, readAt: null }]);
    expect(house.sent.filter(({ to }) => to.includes("19900001001"))).toEqual([]);
    await resident.client.call(markNoticesRead, {});
    expect((await resident.client.call(listNotices, {})).notices[0]?.readAt).not.toBeNull();
    const own = await resident.client.call(readAppeal, { number: made.number });
    const shown = async (client: TestClient) =>
      await Promise.all(
        own.photos.flatMap(({ fileId }) =>
          ["", "?thumbnail=1"].map(async (size) => (await client.fetch({ url: `/t/qinghe/files/${fileId}${size}` })).statusCode),
        ),
      );
    expect(await shown(resident.client)).toEqual([200, 200]);
    expect(await shown(works)).toEqual([200, 200]);
    expect(await shown((await newPerson(house, "19900001009", OWN_PATH)).client)).toEqual([404, 404]);
    expect(await shown(house.visitor())).toEqual([404, 404]);
    expect(own).toMatchObject({ reader: "resident", mode: "sealed", contactName: "", contactPhone: "" });
    expect((await resident.client.call(readCourse, { number: made.number })).steps.length).toBeGreaterThan(0);
    const staff = await works.call(readAppeal, { number: made.number });
    expect(staff).toMatchObject({ reader: "staff", contactName: "", contactPhone: "", mandate: "" });
    expect(new Date(staff.raisedAt).toISOString()).toBe(
      new Date(`${legalDay(new Date(staff.raisedAt))}T00:00:00+08:00`).toISOString(),
    );
    // Nobody else finds it, signed in or not.
    const other = await newPerson(house, "19900001002", OWN_PATH);
    expect((await other.client.refused(readAppeal, { number: made.number })).status).toBe(404);
    expect((await other.client.call(listMyAppeals, {})).appeals).toEqual([]);
    expect((await other.client.call(listNotices, {})).notices).toEqual([]);
  });

  test("until somebody handles it, nothing staff read, export or take from the dump tells the hour", async () => {
    for (const [n, mode] of (["sealed", "anonymous"] as const).entries()) {
      const before = await dump();
      const since = Date.now();
      const photo = { name: "井.png", type: "image/png", bytes: await picture(100 + n) };
      const { fileId } = (await resident.client.upload("appeals/photo", photo)).json<{ readonly fileId: string }>();
      const text = "村口的井盖不见了。";
      const made = await resident.client.call(raiseAppeal, { text, area: OWN_PATH, mode, photoIds: [fileId] });
      await house.settle();
      const day = startOfLegalDay(legalDay(new Date()));
      const exact = await (await house.signIn("leader")).call(readLog, { precision: "exact" });
      const views = JSON.stringify([
        await clerk.call(readAppeal, { number: made.number }),
        (await clerk.call(listAppeals, {})).appeals.filter(({ number }) => number === made.number),
        (await clerk.call(listTasks, {})).tasks.filter(({ caseNumber }) => caseNumber === made.number),
        await clerk.call(readCase, { number: made.number }),
        (await clerk.call(readCourse, { number: made.number })).tasks,
        exact.cases.filter(({ number }) => number === made.number),
      ]);
      expect(views).toContain(made.number);
      const hours = [...views.matchAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g)].filter(([at]) => !at.includes("T16:00:00"));
      expect(hours.map(([at]) => at)).toEqual([]);
      const [{ id: caseId } = { id: "" }] = await house.admin<{ id: string }>("select id from cases.case where number = $1", [
        made.number,
      ]);
      const rows = await house.admin<{ id: string }>(
        "select $1::text as id union select $2::text union select id::text from cases.event where case_id = $2::uuid union select id::text from cases.task where case_id = $2::uuid",
        [made.id, caseId],
      );
      expect(rows.length).toBeGreaterThan(3);
      for (const { id } of rows) expect(timeIn(id) - day.getTime()).toBeLessThan(1_000);
      // The thief of a dump: no row that tells an hour since then says that it is about this appeal.
      const [photoRow] = await house.admin<{ id: string }>("select id from platform.file where attached_to = $1", [
        `appeals/${made.id}`,
      ]);
      const about = [made.id, made.number, caseId, photoRow?.id ?? "none", fileId];
      const fresh = [...(await dump())].flatMap(([table, all]) =>
        [...all].filter((row) => before.get(table)?.has(row) !== true).map((row) => `${table} ${row}`),
      );
      expect(fresh.filter((row) => row.includes(made.id)).length).toBeGreaterThan(3);
      expect(fresh.filter((row) => tellsHour(row, since) && about.some((one) => row.includes(one)))).toEqual([]);
      expect(fresh.filter((row) => row.includes(fileId))).toEqual([]);
      const due = await house.admin<{ due_at: Date }>(
        "select due_at from cases.task where case_id = $1 and due_at is not null union all select due_at from cases.timer where case_id = $1",
        [caseId],
      );
      expect(due.length).toBeGreaterThan(0);
      for (const { due_at: at } of due) expect(at.toISOString()).toMatch(/T16:00:00\.000Z$/);
    }
  });

  test("a retried request raises it once", async () => {
    const key = "the-same-key-twice";
    const [one, two] = [await raisedWith(key), await raisedWith(key)];
    expect(two).toEqual(one);
  });

  test("at a desk the mandate is sealed too, and the resident holds a receipt", async () => {
    const made = await clerk.call(raiseAppeal, { ...input(50), mandate: "欧阳密50 本人到柜台口述" });
    expect(made.receiptCode).not.toBeNull();
    expect(
      (await clerk.refused(raiseAppeal, { text: "路灯坏了，请修。", mode: "sealed", mandate: "某人来电" })).fields,
    ).toMatchObject([{ pointer: "/contactName", code: "identity-missing" }]);
    const [row] = await house.admin<{ mandate: string | null }>("select mandate from appeals.appeal where id = $1", [made.id]);
    expect(row?.mandate).toBeNull();
    const held = house.visitor({ receipt: made.receiptCode ?? "" });
    expect((await held.call(readAppeal, { number: made.number })).reader).toBe("resident");
  });

  test("what is raised anonymously by somebody signed in leaves no account behind either", async () => {
    const before = await dump();
    await resident.client.call(
      raiseAppeal,
      { text: "村口的垃圾没人收。", area: OWN_PATH, mode: "anonymous" },
      { key: "anonymous-key-once" },
    );
    await house.settle();
    const fresh = [...(await dump())].flatMap(([table, rows]) => [...rows].filter((row) => !before.get(table)?.has(row)));
    expect(fresh.filter((row) => row.includes(resident.personId) || row.includes(resident.accountId))).toEqual([]);
  });

  test("nor does what its resident does later: a review, a report of retaliation, a withdrawal", async () => {
    const made = await raised(resident.client, 70);
    await clerk.call(dispatchAppeal, { id: made.id, decision: "answer", matter: "roads", text: "已经告知。" });
    await house.settle();
    const before = await dump();
    await resident.client.call(askReview, { id: made.id, about: "answer", text: "没有解决问题。" });
    await resident.client.call(reportRetaliation, { number: made.number, role: "raiser", text: "被要求退出护路队。" });
    await resident.client.call(withdrawAppeal, { id: made.id, text: "不再需要。" }, { key: "taken-back-by-seal" });
    // What is refused is nobody's, too.
    await resident.client.refused(withdrawAppeal, { id: made.id, text: "再次撤回。" });
    await house.settle();
    const fresh = [...(await dump())].flatMap(([table, rows]) => [...rows].filter((row) => !before.get(table)?.has(row)));
    expect(fresh.filter((row) => row.includes(made.id)).length).toBeGreaterThan(3);
    expect(fresh.filter((row) => row.includes(resident.personId) || row.includes(resident.accountId))).toEqual([]);
  });

  test("the night removes what was sealed for an appeal that never came to be, and nothing else", async () => {
    const made = await raised(resident.client);
    await house.admin("update sealed.appeal_identity set sealed_on = sealed_on - 2");
    // What a repeated request left: it was sealed anew before the answer was found.
    await runPurge();
    const before = await house.admin<{ appeal_id: string }>("select appeal_id from sealed.appeal_identity");
    await house.admin(
      `insert into sealed.appeal_identity select tenant_id, $2, division_path, owner_index, identity_cipher, receipt_cipher, sealed_on
       from sealed.appeal_identity where appeal_id = $1`,
      [made.id, house.newId()],
    );
    await runPurge();
    expect(await house.admin("select appeal_id from sealed.appeal_identity")).toEqual(before);
    await house.admin("update appeals.appeal set closed_at = now() - interval '13 months' where id = $1", [made.id]);
    await runPurge();
    expect(await house.admin("select 1 from sealed.appeal_identity where appeal_id = $1", [made.id])).toEqual([]);
  });
});

describe("opening it", () => {
  test("takes two persons who do not handle it; its resident learns at once by whom and why", async () => {
    const made = await raised(resident.client);
    const id = made.id;
    const ask = { id, ground: "lawful-request", reason: REASON, document: "法函 12 号" };
    expect((await works.refused(askOpening, ask)).status).toBe(404);
    const { openingId } = await leader.call(askOpening, ask);
    expect((await leader.refused(askOpening, ask)).code).toBe("opening-asked");
    expect((await leader.refused(decideOpening, { id: openingId, agreed: true })).code).toBe("same-person");
    expect((await leader.refused(readIdentity, { id: openingId })).code).toBe("not-open");
    await second.call(decideOpening, { id: openingId, agreed: true });
    await house.settle();
    const read = await leader.call(readIdentity, { id: openingId });
    expect(read).toMatchObject({ name: "欧阳密0", phone: "+8613781000000", address: "梧桐巷0号院", personId: resident.personId });
    await house.settle();
    const topics = (await resident.client.call(listNotices, {})).notices.map(({ topic }) => topic);
    expect(topics).toContain("appeals.identity-opened");
    expect(topics).toContain("appeals.identity-read");
    const { openings } = await resident.client.call(readAppeal, { number: made.number });
    expect(openings).toMatchObject([{ ground: "lawful-request", reason: REASON, document: "法函 12 号", state: "open" }]);
    expect(openings[0]?.asked.by).toContain("副镇长");
    const audit = await house.admin<{ action: string }>(
      "select action from platform.audit where subject = $1 and outcome = 'done' order by id",
      [id],
    );
    expect(audit.map(({ action }) => action)).toEqual(
      expect.arrayContaining(["appeals/ask-opening", "appeals/decide-opening", "appeals/read-identity"]),
    );
    await house.admin("update appeals.opening set opens_until = now() where id = $1", [openingId]);
    expect((await leader.refused(readIdentity, { id: openingId })).code).toBe("not-open");
  });

  test("a delay takes a third person and an end within the rule's time; until then the resident is not told", async () => {
    const third = await newPerson(house, "19900001003", TOWN_PATH);
    await plantPost(house, third.personId, {
      organizationId: await unitId(house, "government"),
      duties: ["appeals.unseal"],
      area: TOWN_PATH,
    });
    const made = await raised(resident.client);
    const { openingId } = await leader.call(askOpening, { id: made.id, ground: "life-in-danger", reason: REASON });
    const day = (days: number) => legalDay(new Date(Date.now() + days * 24 * 3_600_000));
    const delay = { id: openingId, until: day(3), reason: "此时告知会危及当事人的安全。" };
    expect((await leader.refused(delayTelling, delay)).code).toBe("same-person");
    expect((await third.client.refused(delayTelling, { ...delay, until: day(40) })).fields).toMatchObject([
      { code: "delay-too-long" },
    ]);
    await third.client.call(delayTelling, delay);
    expect((await third.client.refused(decideOpening, { id: openingId, agreed: true })).code).toBe("same-person");
    await second.call(decideOpening, { id: openingId, agreed: true });
    await house.settle();
    expect((await resident.client.call(readAppeal, { number: made.number })).openings).toEqual([]);
    await house.admin("update platform.outbox set due_at = now() - interval '1 second' where topic = 'appeals.identity-opened'");
    await house.settle();
    expect((await resident.client.call(readAppeal, { number: made.number })).openings).toMatchObject([
      { id: openingId, delayUntil: day(3) },
    ]);
  });

  test("whoever handles it neither asks nor agrees, whatever duties they hold; what is declined opens nothing", async () => {
    const insider = await newPerson(house, "19900001004", TOWN_PATH);
    await plantPost(house, insider.personId, {
      organizationId: await unitId(house, "works"),
      duties: ["appeals.unseal", "appeals.handle"],
      area: TOWN_PATH,
    });
    const made = await raised(resident.client);
    await clerk.call(dispatchAppeal, {
      id: made.id,
      decision: "unit",
      matter: "roads",
      organizationId: await unitId(house, "works"),
    });
    expect((await insider.client.refused(askOpening, { id: made.id, ground: "consent", reason: REASON })).code).toBe(
      "opener-handles",
    );
    const { openingId } = await leader.call(askOpening, { id: made.id, ground: "consent", reason: REASON });
    expect((await insider.client.refused(decideOpening, { id: openingId, agreed: true })).code).toBe("opener-handles");
    await second.call(decideOpening, { id: openingId, agreed: false });
    expect((await second.refused(readIdentity, { id: openingId })).code).toBe("not-open");
    expect((await leader.call(listOpenings, {})).openings[0]).toMatchObject({ id: openingId, state: "declined", may: [] });
  });

  test("the database itself takes no second signature of the same person", async () => {
    const sign = `update appeals.opening set delay_until = current_date, delayed_by_person = asked_by_person where state = 'declined'`;
    await expect(house.admin(sign)).rejects.toThrow("check constraint");
    await expect(house.admin("update appeals.opening set decided_by_person = asked_by_person")).rejects.toThrow(
      "check constraint",
    );
  });

  test("no role but the sealed one reads the store, and that one reads nothing else", async () => {
    const may = async (role: string, table: string) =>
      (await house.admin<{ may: boolean }>("select has_table_privilege($1, $2, 'select') as may", [role, table]))[0]?.may;
    for (const role of ["gongzhi_main", "gongzhi_sweeper", "gongzhi_party", "gongzhi_ballots"])
      expect([role, await may(role, "sealed.appeal_identity"), await may(role, "sealed.notice")]).toEqual([role, false, false]);
    const elsewhere = (await readTables(house)).filter(({ name }) => !name.startsWith("sealed."));
    for (const { sql } of elsewhere) expect([sql, await may("gongzhi_sealed", sql)]).toEqual([sql, false]);
  });
});

/** Milliseconds that a UUID of version 7 tells. */
function timeIn(id: string): number {
  return Number.parseInt(id.replaceAll("-", "").slice(0, 12), 16);
}

/** Has it a moment within a day, or an id of one, that is not before `since`? */
function tellsHour(row: string, since: number): boolean {
  const moments = [...row.matchAll(/\d{4}-\d\d-\d\dT[\d:.]+[+-]\d\d:\d\d/g)].map(([at]) => Date.parse(at));
  const ids = [...row.matchAll(/[\da-f]{8}-[\da-f]{4}-7[\da-f]{3}-[\da-f]{4}-[\da-f]{12}/g)].map(([id]) => timeIn(id));
  return [...moments, ...ids].some((at) => at >= since && (at + 8 * 3_600_000) % 86_400_000 !== 0);
}

async function raisedWith(key: string) {
  return await resident.client.call(raiseAppeal, input(60), { key });
}

async function runPurge(): Promise<void> {
  const tenant = await house.tenants.bySlug("qinghe");
  const purge = house.invoker.registry.jobs.get("appeals/purge-sealed");
  if (tenant === undefined || purge === undefined) throw new Error("there is no tenant, or no such job");
  await house.database.transact(scopeOf(systemActor(tenant.id, tenant.rootPath), "test/purge"), async (tx) => {
    await purge.step(systemContext(house, tx, tenant), { jobId: "", payload: {}, cursor: undefined, done: 0 });
  });
}

/** A little picture, no two alike. */
async function picture(n: number): Promise<Buffer> {
  const background = { r: n % 251, g: (n * 7) % 253, b: (n * 13) % 255 };
  return await sharp({ create: { width: 8, height: 8, channels: 3, background } })
    .png()
    .toBuffer();
}
