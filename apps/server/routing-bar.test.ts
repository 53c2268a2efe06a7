import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { listNotices } from "#capabilities/accounts/contract/list-notices.ts";
import { answerAppeal } from "#capabilities/appeals/contract/answer-appeal.ts";
import { coSignAppeal } from "#capabilities/appeals/contract/co-sign-appeal.ts";
import { relateAppeals } from "#capabilities/appeals/contract/relate-appeals.ts";
import { caseNumber } from "#platform/identifiers/case-number.ts";
import { countByArea } from "#capabilities/appeals/contract/count-by-area.ts";
import { dispatchAppeal } from "#capabilities/appeals/contract/dispatch-appeal.ts";
import { listAppeals } from "#capabilities/appeals/contract/list-appeals.ts";
import { listMyAppeals } from "#capabilities/appeals/contract/list-my-appeals.ts";
import { listReleased } from "#capabilities/appeals/contract/list-released.ts";
import { takeOpenData } from "#capabilities/appeals/contract/take-open-data.ts";
import { takeOwnData } from "#capabilities/privacy/contract/take-own-data.ts";
import { readLiveTopics } from "#platform/live/read-topics.ts";
import { listPublicAppeals } from "#capabilities/appeals/contract/list-public-appeals.ts";
import { markComplainedOf } from "#capabilities/appeals/contract/mark-complained-of.ts";
import { raiseAppeal } from "#capabilities/appeals/contract/raise-appeal.ts";
import { readAppeal } from "#capabilities/appeals/contract/read-appeal.ts";
import { readRaiseForm } from "#capabilities/appeals/contract/read-raise-form.ts";
import { releaseAppeal } from "#capabilities/appeals/contract/release-appeal.ts";
import { suggestDispatch } from "#capabilities/appeals/contract/suggest-dispatch.ts";
import { takeRates } from "#capabilities/appeals/contract/take-rates.ts";
import { listTasks } from "#capabilities/cases/contract/list-tasks.ts";
import { readCase } from "#capabilities/cases/contract/read-case.ts";
import { readCourse } from "#capabilities/cases/contract/read-course.ts";
import { readLog } from "#capabilities/cases/contract/read-log.ts";
import { legalDay } from "#platform/legal-day.ts";
import { scopeOf } from "#platform/registry/invoke.ts";
import { sql } from "kysely";
import { actorOf } from "./testing/rights/rows-alone.ts";
import { OWN_PATH, TOWN_PATH } from "./testing/rights/places.ts";
import { newPerson, plantPost, unitId, type NewPerson } from "./testing/rights/scene.ts";
import { readTables } from "./testing/rights/tables.ts";
import { startTestHouse, type TestHouse } from "./testing/start-test-house.ts";
import type { TestClient } from "./testing/test-client.ts";

const DAY_MS = 24 * 3_600_000;
/** A word that stands in no other appeal of the town. */
const MARK = "鸢尾花坛";

let house: TestHouse;
let clerk: TestClient;
let resident: NewPerson;
/** In the works office with every duty there is; in the government above it; and in an office beside. */
let worker: NewPerson;
let superior: NewPerson;
let beside: NewPerson;

beforeAll(async () => {
  house = await startTestHouse();
  clerk = await house.signIn("clerk");
  resident = await newPerson(house, "19900002001", OWN_PATH);
  worker = await official("19900002002", "works");
  superior = await official("19900002003", "government");
  beside = await official("19900002004", "environment");
});
afterAll(async () => {
  await house.close();
});

async function official(phone: string, unit: string): Promise<NewPerson> {
  const made = await newPerson(house, phone, TOWN_PATH);
  const duties = house.house.duties.filter((duty) => /^(?:appeals|cases)\./.test(duty));
  await plantPost(house, made.personId, { organizationId: await unitId(house, unit), duties, area: TOWN_PATH });
  return made;
}

async function postOf({ personId }: NewPerson): Promise<string> {
  const [row] = await house.admin<{ id: string }>("select id from organizations.post where person_id = $1", [personId]);
  return row?.id ?? "";
}

async function raise(complainedOf: readonly string[], who = resident.client) {
  const bytes = await sharp({ create: { width: 8, height: 8, channels: 3, background: "#123456" } })
    .png()
    .toBuffer();
  const photo = await who.upload("appeals/photo", { name: "a.png", type: "image/png", bytes });
  const { fileId } = photo.json<{ readonly fileId: string }>();
  const text = `${MARK}的路面修了又坏，要钱才肯修。`;
  const raised = await who.call(raiseAppeal, {
    text,
    area: OWN_PATH,
    mode: "named",
    matter: "roads",
    complainedOf: [...complainedOf],
    photoIds: [fileId],
  });
  return { ...raised, fileId };
}

type Raised = Awaited<ReturnType<typeof raise>>;

/** What every channel shows somebody of an appeal: each answer in which its number or id stands. */
async function channels(who: NewPerson, { id, number, fileId }: Raised): Promise<readonly string[]> {
  const { client } = who;
  const answers = new Map<string, string>();
  const say = (channel: string, answer: unknown) => answers.set(channel, JSON.stringify(answer));
  const ask = async (channel: string, answer: Promise<{ readonly body: string }>) =>
    void answers.set(channel, (await answer).body);
  say("list", await client.call(listAppeals, {}));
  say("public list", await client.call(listPublicAppeals, { q: MARK }));
  await ask("search", client.send(listAppeals, { q: MARK }));
  await ask("number", client.send(listAppeals, { q: number }));
  await ask("page", client.send(readAppeal, { number }));
  await ask("case", client.send(readCase, { number }));
  await ask("course", client.send(readCourse, { number }));
  await ask("suggestions", client.send(suggestDispatch, { id }));
  await ask("tasks", client.send(listTasks, {}));
  await ask("log", client.send(readLog, { precision: "exact", from: legalDay(new Date(Date.now() - DAY_MS)) }));
  say("notices", await client.call(listNotices, {}));
  // What leaves the house: the feed's entries, open data, rates, and everything held about the reader.
  say("feed", await client.call(listReleased, {}));
  for (const format of ["csv", "json"] as const) say(`open data ${format}`, decoded(await client.call(takeOpenData, { format })));
  say("rates file", decoded(await client.call(takeRates, { format: "csv" })));
  say("own data", await client.call(takeOwnData, {}));
  say("events", await told(who));
  const photo = await client.fetch({ url: `/t/qinghe/files/${fileId}` });
  if (photo.statusCode !== 404) answers.set("photo", number);
  const counted = JSON.parse(answers.get("number") ?? "{}") as { readonly count?: number };
  if ((counted.count ?? 0) > 0) answers.set("count", number);
  // The map counts what the list shows, and no more.
  const map = await client.call(countByArea, { area: OWN_PATH });
  const mapped = map.parts.reduce((sum, { count }) => sum + count, map.elsewhere);
  expect(mapped).toBe((await client.call(listAppeals, { area: OWN_PATH })).count);
  return [...answers].filter(([, body]) => body.includes(number) || body.includes(id)).map(([channel]) => channel);
}

function decoded({ base64 }: { readonly base64: string }): string {
  return Buffer.from(base64, "base64").toString("utf8");
}

/** How things stand for somebody as their open page is told over server-sent events. */
async function told({ client }: NewPerson): Promise<Readonly<Record<string, unknown>>> {
  const tenant = await house.tenants.bySlug("qinghe");
  if (tenant === undefined) throw new Error("there is no tenant qinghe");
  const actor = await actorOf(house, { key: "official here", client, reads: [] }, undefined);
  return await readLiveTopics(house.invoker, { actor, tenant, address: "192.0.2.1" });
}

/** With no application at all: rows about the appeal that row-level security shows this person, by table. */
async function rowsShown(who: NewPerson, { id, number, fileId }: Raised): Promise<readonly string[]> {
  const actor = await actorOf(house, { key: "official here", client: who.client, reads: [] }, undefined);
  const [found] = await house.admin<{ id: string }>("select id from cases.case where number = $1", [number]);
  const about = [id, found?.id ?? "", fileId];
  const shown: string[] = [];
  for (const table of await readTables(house)) {
    const named = [...table.columns].filter(([name, type]) => type === "uuid" && /^(?:id|case_id|appeal_id)$/.test(name));
    if (!table.columns.has("barred") || named.length === 0) continue;
    const { rows } = await house.database.transact(
      scopeOf(actor, "test/routing-bar"),
      async ({ db }) =>
        await sql`select 1 from ${sql.raw(table.sql)} where ${sql.join(
          named.map(([name]) => sql`${sql.ref(name)} = any(${about}::uuid[])`),
          sql` or `,
        )}`.execute(db),
    );
    if (rows.length > 0) shown.push(table.name);
  }
  return shown;
}

describe("the routing bar, on every channel", () => {
  test("an appeal about an official reaches neither them, nor their unit, nor those above; a unit beside handles it", async () => {
    const colleague = await official("19900002005", "works");
    const made = await raise([await postOf(worker)]);
    expect(made.heardHere).toBe(true);
    for (const barred of [worker, colleague, superior]) {
      expect(await channels(barred, made)).toEqual([]);
      expect(await rowsShown(barred, made)).toEqual([]);
    }
    // It is told exactly as what never was: no status, code or word differs.
    const never = { id: house.newId(), number: caseNumber(legalDay(new Date()), (bytes) => bytes.fill(7)) };
    const answered = async ({ id, number }: { readonly id: string; readonly number: string }) => {
      const { client } = worker;
      const sent = [
        await client.send(readAppeal, { number }),
        await client.send(readCase, { number }),
        await client.send(readCourse, { number }),
        await client.send(suggestDispatch, { id }),
        await client.send(coSignAppeal, { number }),
        await client.send(listAppeals, { q: number }),
        await client.send(relateAppeals, { id, other: number, kind: "related" }),
        await client.fetch({ url: `/t/qinghe/files/${id === made.id ? made.fileId : id}` }),
      ];
      return sent.map(({ statusCode, body }) => `${statusCode} ${body.replaceAll(number, "N").replaceAll(id, "ID")}`);
    };
    expect(await answered(made)).toEqual(await answered(never));
    const take = { id: made.id, decision: "answer", matter: "roads", text: "知道了。" } as const;
    expect((await worker.client.refused(dispatchAppeal, take)).status).toBe(404);
    // The same questions of somebody it is not kept from: they find it everywhere it is.
    expect(await channels(beside, made)).toEqual(
      expect.arrayContaining(["list", "search", "number", "page", "case", "course", "log", "photo", "count"]),
    );
    expect((await rowsShown(beside, made)).length).toBeGreaterThan(4);
    expect((await resident.client.call(listMyAppeals, {})).appeals.map(({ number }) => number)).toContain(made.number);
  });

  test("an open page is told nothing of it: its list of work stands as before for whom it is kept from, and moves for others", async () => {
    await house.settle();
    const before = new Map<NewPerson, string>();
    for (const who of [worker, superior, beside]) before.set(who, JSON.stringify(await told(who)));
    await raise([await unitId(house, "works")]);
    for (const who of [worker, superior]) expect(JSON.stringify(await told(who))).toBe(before.get(who));
    expect(JSON.stringify(await told(beside))).not.toBe(before.get(beside));
  });

  test("it is sent to nobody it complains of; nobody there is told; it is not released and stands in no rates", async () => {
    const works = await unitId(house, "works");
    const made = await raise([works]);
    const offered = await clerk.call(suggestDispatch, { id: made.id, matter: "roads" });
    expect(offered.units.map(({ organizationId }) => organizationId)).not.toContain(works);
    const refused = await clerk.refused(dispatchAppeal, {
      id: made.id,
      decision: "unit",
      matter: "roads",
      organizationId: works,
    });
    expect(refused).toMatchObject({ code: "unit-complained-of", rule: { rule: "appeals.bar", version: "1" } });
    const environment = await unitId(house, "environment");
    await clerk.call(dispatchAppeal, { id: made.id, decision: "unit", matter: "garbage", organizationId: environment });
    await house.settle();
    for (const barred of [worker, superior]) expect(await channels(barred, made)).toEqual([]);
    expect((await clerk.refused(releaseAppeal, { id: made.id, title: "路面", text: "路面已修。" })).code).toBe(
      "barred-not-released",
    );
    await house.admin("update appeals.rate_due set due_at = now()");
    await house.settle();
    const before = (await clerk.call(takeRates, { format: "csv" })).base64;
    await beside.client.call(answerAppeal, { id: made.id, outcome: "solved", text: "已经修好。" });
    await house.admin("update appeals.rate_due set due_at = now()");
    await house.settle();
    expect((await clerk.call(takeRates, { format: "csv" })).base64).toBe(before);
    for (const barred of [worker, superior]) expect(await rowsShown(barred, made)).toEqual([]);
  });

  test("a clerk marks what the resident did not; from then on every row is kept away, and the mark stays", async () => {
    const made = await raise([]);
    expect((await channels(worker, made)).length).toBeGreaterThan(5);
    await clerk.call(releaseAppeal, { id: made.id, title: "路面反复修", text: "路面修了又坏。" });
    await house.settle();
    const strangers = async () =>
      JSON.stringify([
        await house.visitor().call(listReleased, {}),
        decoded(await house.visitor().call(takeOpenData, { format: "json" })),
        (await house.visitor().send(readAppeal, { number: made.number })).body,
        await house.visitor().call(listPublicAppeals, {}),
      ]);
    expect(await strangers()).toContain("路面修了又坏");
    const works = await unitId(house, "works");
    const mark = { id: made.id, complainedOf: [works], reason: "内容反映村镇建设办公室。" };
    await clerk.call(markComplainedOf, mark);
    await house.settle();
    for (const barred of [worker, superior]) {
      expect(await channels(barred, made)).toEqual([]);
      expect(await rowsShown(barred, made)).toEqual([]);
    }
    // Nor do they read it signed out: what had been made public is so no more.
    expect(await strangers()).not.toMatch(/路面修了又坏|路面反复修/);
    expect(await strangers()).not.toContain(`"number":"${made.number}"`);
    expect((await clerk.refused(markComplainedOf, { ...mark, complainedOf: [] })).code).toBe("own-mark-stands");
    // Even one's own unit: whoever marks it does not see it again.
    await clerk.call(markComplainedOf, { ...mark, complainedOf: [works, await unitId(house, "hotline")] });
    await house.settle();
    expect((await clerk.refused(readAppeal, { number: made.number })).status).toBe(404);
  });

  test("what a unit holds already is not marked against it; a post given later brings its new body along", async () => {
    const works = await unitId(house, "works");
    const held = await raise([]);
    await clerk.call(dispatchAppeal, { id: held.id, decision: "unit", matter: "roads", organizationId: works });
    const mark = { id: held.id, complainedOf: [works], reason: "内容反映村镇建设办公室。" };
    expect((await clerk.refused(markComplainedOf, mark)).code).toBe("in-hands-of-complained");
    const mover = await official("19900002006", "welfare");
    const made = await raise([await postOf(mover)]);
    expect((await channels(beside, made)).length).toBeGreaterThan(5);
    await plantPost(house, mover.personId, {
      organizationId: await unitId(house, "environment"),
      duties: ["appeals.handle"],
      area: TOWN_PATH,
    });
    await house.admin(
      `insert into platform.outbox (tenant_id, id, topic, payload, due_at)
       select id, $1, 'organizations.post-given', '{}', now() - interval '1 second' from platform.tenant where slug = 'qinghe'`,
      [house.newId()],
    );
    await house.settle();
    expect(await channels(beside, made)).toEqual([]);
  });

  test("a resident may complain of the body they serve in themselves, sealed as well; nobody left to hear it is said", async () => {
    const made = await raise([await unitId(house, "works")], worker.client);
    expect((await worker.client.call(readAppeal, { number: made.number })).reader).toBe("resident");
    const sealed = await worker.client.call(raiseAppeal, {
      text: `${MARK}的账目对不上。`,
      area: OWN_PATH,
      mode: "sealed",
      complainedOf: [await unitId(house, "works")],
    });
    expect((await worker.client.call(listMyAppeals, {})).appeals.map(({ number }) => number)).toContain(sealed.number);
    const parties = (await house.visitor().call(readRaiseForm, {})).parties.map(({ value }) => value);
    const dispatching = await house.admin<{ organization_id: string }>(
      "select distinct organization_id from organizations.post where 'appeals.dispatch' = any(duties) and organization_id = any($1)",
      [parties],
    );
    const nobody = await raise(dispatching.map(({ organization_id: unit }) => unit));
    expect(nobody.heardHere).toBe(false);
  });
});
