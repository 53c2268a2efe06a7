import { existsSync, readFileSync } from "node:fs";
import sharp from "sharp";
import { verifyRecord } from "@gongzhi/log-verifier";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readComment } from "#platform/personal-data/read-comment.ts";
import { chooseChannels, readChannels } from "#capabilities/accounts/contract/channels.ts";
import { dispatchAppeal } from "#capabilities/appeals/contract/dispatch-appeal.ts";
import { raiseAppeal } from "#capabilities/appeals/contract/raise-appeal.ts";
import { readAppeal } from "#capabilities/appeals/contract/read-appeal.ts";
import { releaseAppeal } from "#capabilities/appeals/contract/release-appeal.ts";
import { subscribe } from "#capabilities/appeals/contract/subscriptions.ts";
import { followDisclosures } from "#capabilities/disclosure/contract/follow-disclosures.ts";
import { callOffMeeting } from "#capabilities/meetings/contract/call-off-meeting.ts";
import { listConsents } from "#capabilities/privacy/contract/list-consents.ts";
import { readOwnData, SHOWN_ROWS } from "#capabilities/privacy/contract/read-own-data.ts";
import { askErasure, decideRequest, readErasureForm } from "#capabilities/privacy/contract/requests.ts";
import { takeOwnData } from "#capabilities/privacy/contract/take-own-data.ts";
import {
  decideObjection,
  listObjections,
  listUses,
  objectToUse,
  resumeUse,
  stopUse,
} from "#capabilities/privacy/contract/uses.ts";
import { withdrawConsent } from "#capabilities/privacy/contract/withdraw-consent.ts";
import { keyOf } from "#capabilities/privacy/contract/held-view.ts";
import { askExport } from "#capabilities/register/contract/ask-export.ts";
import { takeExport } from "#capabilities/register/contract/take-export.ts";
import { legalDay } from "#platform/legal-day.ts";
import { encryptField } from "#platform/crypto/fields.ts";
import { openTables } from "#platform/db/open-tables.ts";
import { readTables } from "#platform/db/read-tables.ts";
import { hits, hitsInLog, readLog } from "./testing/own-data/hits.ts";
import { plantEverywhere } from "./testing/own-data/plant-everywhere.ts";
import type { TestClient } from "./testing/test-client.ts";
import { OWN_PATH } from "./testing/rights/places.ts";
import { newPerson, type NewPerson } from "./testing/rights/scene.ts";
import { startTestHouse, type TestHouse } from "./testing/start-test-house.ts";

/** It looks through every row of every table: a minute and a half where twelve runs share two cores. */
const LONG = { timeout: 600_000 };

let house: TestHouse;
let resident: NewPerson;
let neighbour: NewPerson;
let tenantId: string;

beforeAll(async () => {
  house = await startTestHouse();
  tenantId = (await house.tenants.bySlug("qinghe"))?.id ?? "";
  resident = await newPerson(house, "19900001751", OWN_PATH);
  neighbour = await newPerson(house, "19900001752", OWN_PATH);
});
afterAll(() => house.close());

/** Columns in which an id of a person or an account stands, and by which nobody would be found. */
async function unknownColumns(): Promise<readonly string[]> {
  const tables = await readTables((text) => house.admin(text));
  const people = await house.admin<{ id: string }>("select id from register.person union select id from platform.account");
  const known = new Set(people.map(({ id }) => id));
  const unknown: string[] = [];
  for (const { name, about, by, columns } of tables) {
    const naming = new Set([...about, ...by].map((column) => column.name));
    const others = columns.filter(
      (column) =>
        !naming.has(column.name) &&
        /^(?:uuid|uuid\[\]|text)$/.test(column.type) &&
        !/^(?:barred|complained_of)$/.test(column.name),
    );
    for (const column of others) {
      const rows = await house.admin<{ value: string }>(
        `select distinct "${column.name}"::text as value from "${name.replace(".", '"."')}" where "${column.name}" is not null limit 20000`,
      );
      const ids = rows.flatMap(({ value }) => value.replaceAll(/[{}]/g, "").split(","));
      if (ids.some((one) => known.has(one))) unknown.push(`${name}.${column.name}`);
    }
  }
  // Ids of any kind, by design: what an act was about, and the key of work that is done once.
  return unknown.filter((one) => !/^platform\.(?:audit\.subject|effect\.job_key|job\.key)$/.test(one));
}

/** By the house's own acts: a released text about them, and a meeting called off for their sake. Both are on the record when it returns. */
async function putOnRecord([name = "", phone = ""]: readonly string[]) {
  const [clerk, village] = [await house.signIn("clerk"), await house.signIn("village")];
  const text = `${name}家的屋顶漏雨，电话 ${phone}。`;
  const { id, number } = await neighbour.client.call(raiseAppeal, { area: OWN_PATH, mode: "named", text });
  await clerk.call(dispatchAppeal, { id, decision: "answer", matter: "roads", text: "已经告知。" });
  await clerk.call(releaseAppeal, { id, title: "屋顶漏雨", text, answer: `已经告知${name}。` });
  const [meeting] = await house.admin<{ id: string }>(
    "select id from meetings.meeting where tenant_id = $1 and state = 'called' and public and title not like $2 limit 1",
    [tenantId, `%${name}%`],
  );
  const meetingId = meeting?.id ?? "";
  await village.call(callOffMeeting, { id: meetingId, why: `${name}家办事，改日再开。` });
  await house.settle();
  return { number, meetingId };
}

async function picture(): Promise<Buffer> {
  return await sharp({ create: { width: 40, height: 30, channels: 3, background: { r: 17, g: 90, b: 51 } } })
    .png()
    .toBuffer();
}

describe("consent", () => {
  test("is in the ledger when a contact is left, taken back by one press, and goes from the rows at once", async () => {
    const input = { area: OWN_PATH, mode: "named", contactName: "东门老周", contactPhone: "13712345678" } as const;
    await resident.client.call(raiseAppeal, { ...input, text: "路灯不亮，请来修。" });
    const standing = async () => {
      const { consents } = await resident.client.call(listConsents, {});
      return consents.filter((one) => one.standing).map(({ purpose }) => purpose);
    };
    expect(await standing()).toEqual(["appeals.contact"]);
    await neighbour.client.refused(withdrawConsent, { purpose: "appeals.contact" });
    await resident.client.call(withdrawConsent, { purpose: "appeals.contact" });
    expect(await standing()).toEqual([]);
    const left = await house.admin("select 1 from appeals.appeal_personal where contact_name = $1", [input.contactName]);
    expect(left).toEqual([]);
    const { ledger } = await resident.client.call(listConsents, {});
    expect(ledger.map(({ purpose, given }) => `${purpose} ${given}`)).toEqual(["appeals.contact false", "appeals.contact true"]);
    expect(await resident.client.refused(withdrawConsent, { purpose: "appeals.contact" })).toMatchObject({ code: "not-given" });
    // The ledger takes no second thoughts, from whatever role.
    for (const act of ["update", "delete"])
      expect(await house.admin(`select has_table_privilege('gongzhi_main', 'platform.consent', '${act}') as may`)).toEqual([
        { may: false },
      ]);
  });
});

describe("stopping one use, and erasing nothing", () => {
  test("is one press, holds at every door from then on, is undone by another, and is in the one ledger", async () => {
    const phone = "19900001753";
    const stopper = await newPerson(house, phone, OWN_PATH);
    const clerk = await house.signIn("clerk");
    const { client } = stopper;
    await client.call(subscribe, { area: OWN_PATH });
    await client.call(followDisclosures, {});
    const texts = async () => {
      await house.settle();
      return house.sent.filter(({ to }) => to.includes(phone)).length;
    };
    const news = async () =>
      (
        await house.admin("select 1 from platform.notice where person_id = $1 and topic = 'appeals.released-here'", [
          stopper.personId,
        ])
      ).length;
    const raiseAndAnswer = async (who: TestClient) => {
      const raised = await who.call(raiseAppeal, { area: OWN_PATH, mode: "named", text: "水渠堵了，请来疏通。" });
      await clerk.call(dispatchAppeal, { id: raised.id, decision: "answer", matter: "roads", text: "已经告知。" });
      return raised;
    };
    const release = (id: string) => ({ id, title: "水渠堵塞", text: "水渠堵了。", answer: "已经告知。" });
    const own = await raiseAndAnswer(client);
    await clerk.call(releaseAppeal, release(own.id));
    const [before, told] = [await texts(), await news()];
    expect([before > 0, told]).toEqual([true, 1]);
    expect((await house.visitor().call(readAppeal, { number: own.number })).text).toBe("水渠堵了。");

    const { uses } = await client.call(listUses, {});
    const press = uses.flatMap(({ purpose, ends }) => (ends === "press" ? [purpose] : []));
    // Each of these has its door shown here or beside its own capability; a new one is to be shown, too.
    expect(uses.map(({ purpose }) => purpose)).toEqual([
      "accounts.sms",
      "appeals.follow",
      "appeals.release",
      "appeals.upward",
      "appeals.watch",
      "disclosure.follow",
      "register.export",
    ]);
    for (const purpose of press) await client.call(stopUse, { purpose });
    expect((await client.refused(stopUse, { purpose: "accounts.sms" })).code).toBe("stopped-already");
    expect((await client.refused(stopUse, { purpose: "register.export" })).code).toBe("duty-keeps-it");
    expect((await client.refused(stopUse, { purpose: "nobody.knows" })).code).toBe("no-such-use");
    await house.settle();
    expect((await house.visitor().refused(readAppeal, { number: own.number })).status).toBe(404);
    expect((await clerk.refused(releaseAppeal, release(own.id))).code).toBe("release-stopped");
    await clerk.call(releaseAppeal, release((await raiseAndAnswer(neighbour.client)).id));
    await raiseAndAnswer(client);
    expect([await texts(), await news()]).toEqual([before, told]);
    expect((await client.call(readChannels, {})).sms).toEqual([]);
    expect((await client.refused(chooseChannels, { sms: ["appeals"], mail: [] })).code).toBe("sms-stopped");
    // Nobody else's are stopped by it, and nobody goes on with another's.
    expect((await neighbour.client.call(listUses, {})).uses.every(({ stopped }) => stopped === null)).toBe(true);
    expect((await neighbour.client.refused(resumeUse, { purpose: "accounts.sms" })).code).toBe("not-stopped");

    for (const purpose of press) await client.call(resumeUse, { purpose });
    await clerk.call(releaseAppeal, release(own.id));
    await raiseAndAnswer(client);
    expect([(await texts()) > before, await news()]).toEqual([true, told + 1]);
    // Stopped in the moment it is made public, neither seeing the other: it comes off before anybody is told.
    const twin = await raiseAndAnswer(client);
    await clerk.call(releaseAppeal, release(twin.id));
    await house.admin("insert into platform.stopped_use values ($1, 'appeals.release', $2, 'press', now())", [
      tenantId,
      stopper.personId,
    ]);
    expect([await texts(), await news()].at(-1)).toBe(told + 1);
    expect((await house.visitor().refused(readAppeal, { number: twin.number })).status).toBe(404);
    const { ledger } = await client.call(listConsents, {});
    expect(ledger.filter(({ purpose }) => purpose === "accounts.sms")).toMatchObject([
      { about: "use", given: true, textVersion: 1 },
      { about: "use", given: false, textVersion: 1 },
    ]);
    expect(JSON.stringify(await client.call(takeOwnData, {}))).toContain('"accounts.sms"');
  });

  test("where a duty keeps it, a named person decides by a day with reasons; agreed, it stops; refused, it is told how to complain", async () => {
    const objector = await newPerson(house, "19900001754", OWN_PATH);
    const { client } = objector;
    const [leader, steward] = [await house.signIn("leader"), await house.signIn("steward")];
    const listed = await client.call(listUses, {});
    expect(listed.kept.map(({ purpose }) => purpose)).toContain("register.public-affairs-of-the-village-or-community");
    const exported = async () => {
      const { id } = await steward.call(askExport, { reason: "核对人口台账。", q: "人54" });
      const { base64 } = await steward.call(takeExport, { id, format: "csv" });
      return Buffer.from(base64, "base64").toString("utf8").trim().split("\n").length - 1;
    };
    expect(await exported()).toBe(1);
    const says = "不愿列入对外的名单。";
    expect((await client.refused(objectToUse, { purpose: "accounts.sms", says })).code).toBe("stops-at-once");
    expect((await client.refused(objectToUse, { purpose: "party.nothing-of-theirs", says })).code).toBe("no-such-use");
    const { id, dueOn } = await client.call(objectToUse, { purpose: "register.export", says });
    expect(dueOn).toBe(legalDay(new Date(Date.now() + (listed.days ?? 0) * 24 * 3_600_000)));
    expect((await client.refused(objectToUse, { purpose: "register.export", says })).code).toBe("objection-open");
    const kept = await client.call(objectToUse, { purpose: "register.public-affairs-of-the-village-or-community", says });
    const waiting = (await client.call(listUses, {})).objections;
    expect(waiting.map(({ state, overdue, reviewer }) => [state, overdue, reviewer !== ""])).toEqual([
      ["open", false, true],
      ["open", false, true],
    ]);
    const decision = { outcome: "upheld", reason: "名单只作内部核对，同意不列入。" } as const;
    expect((await client.refused(decideObjection, { id, ...decision })).status).toBe(404);
    expect((await neighbour.client.refused(decideObjection, { id, ...decision })).status).toBe(404);
    expect((await steward.call(listObjections, {})).objections.map((one) => one.id)).toContain(id);
    await leader.call(decideObjection, { id, ...decision });
    expect((await leader.refused(decideObjection, { id, ...decision })).code).toBe("objection-decided");
    const reason = "登记是办理公共事务所必需。";
    await leader.call(decideObjection, { id: kept.id, outcome: "refused", reason });
    const after = await client.call(listUses, {});
    expect(after.objections.map(({ state, answer, decider }) => [state, answer, decider !== ""])).toEqual([
      ["refused", reason, true],
      ["upheld", decision.reason, true],
    ]);
    expect(after.uses.find(({ purpose }) => purpose === "register.export")?.stopped).toMatchObject({ how: "objection" });
    expect((await steward.refused(askExport, { reason: "核对人口台账。", q: "人54" })).code).toBe("export-empty");
    await client.call(resumeUse, { purpose: "register.export" });
    expect(await exported()).toBe(1);
    // The table itself takes no decision of whoever objected.
    await expect(house.admin("update privacy.objection set decided_by = person_id where id = $1", [id])).rejects.toThrow(
      "check constraint",
    );
  });
});

describe("erasing what rests on consent alone", () => {
  test("happens at once, without anybody's leave, and leaves the matter and the sign-in as they were", async () => {
    const text = "河边护栏松了，请来修。";
    const { number } = await neighbour.client.call(raiseAppeal, { area: OWN_PATH, mode: "named", contactName: "西门老吴", text });
    expect((await neighbour.client.call(readErasureForm, {})).goes.map(({ table }) => table)).toContain(
      "appeals.appeal_personal",
    );
    const { id, state } = await neighbour.client.call(askErasure, { extent: "voluntary" });
    expect(state).toBe("erasing");
    await house.settle();
    const form = await neighbour.client.call(readErasureForm, {});
    expect(form.requests).toMatchObject([{ id, state: "erased", extent: "voluntary" }]);
    expect(form.goes.map(({ table }) => table)).not.toContain("platform.notice");
    expect(form.stays.map(({ table }) => table)).toContain("register.person_personal");
    const kept = await house.admin(
      "select n.text, n.contact_name from appeals.appeal a join appeals.appeal_personal n on n.appeal_id = a.id where a.number = $1",
      [number],
    );
    expect(kept).toEqual([{ text, contact_name: "" }]);
  });
});

describe("what is held about somebody", () => {
  test("every column that holds a person's or an account's id is known to name them, or known to be kept from them", async () => {
    expect(await unknownColumns()).toEqual([]);
    // A column that names people and is called otherwise is found; so would be one that comes tomorrow.
    await house.admin("create table appeals.careless (tenant_id uuid, id uuid, helper uuid, primary key (tenant_id, id))");
    await house.admin("insert into appeals.careless values ($1, $2, $3)", [tenantId, house.newId(), resident.personId]);
    expect(await unknownColumns()).toEqual(["appeals.careless.helper"]);
    await house.admin("drop table appeals.careless");
  });

  test("a table that comes tomorrow is in the export without a word about it anywhere", async () => {
    await house.admin(
      "create table appeals.tomorrow (tenant_id uuid, id uuid, person_id uuid, says text, primary key (tenant_id, id))",
    );
    await house.admin(
      "comment on column appeals.tomorrow.says is 'personal: basis=statutory duty (PIPL 13.3); purpose=handling the appeal; retention=2 years'",
    );
    await house.admin("alter table appeals.tomorrow enable row level security");
    await openTables((text) => house.admin(text));
    for (const [who, says] of [
      [resident, "明天的话"],
      [neighbour, "别人的话"],
    ] as const)
      await house.admin("insert into appeals.tomorrow values ($1, $2, $3, $4)", [tenantId, house.newId(), who.personId, says]);
    const whole = JSON.stringify(await resident.client.call(takeOwnData, {}));
    expect(whole).toContain("明天的话");
    expect(whole).not.toContain("别人的话");
    await house.admin("drop table appeals.tomorrow");
  });

  test("the export holds every row that names them, in every table of the house, and nobody else's", LONG, async () => {
    const planted = await plantEverywhere(house, {
      personId: resident.personId,
      accountId: resident.accountId,
      words: ["南宫植月", "13798765432", "110101199003071233"],
      path: OWN_PATH,
    });
    expect(new Set(planted.map(({ table }) => table)).size).toBeGreaterThan(50);
    const { capabilities, subject } = await resident.client.call(takeOwnData, {});
    expect(subject).toEqual({ person: resident.personId, account: resident.accountId });
    const rows = capabilities.flatMap(({ tables }) =>
      tables.flatMap((one) => one.rows.map((row) => ({ table: one.table, ...row }))),
    );
    const missing = planted.filter(
      ({ table, how, id }) =>
        !(table === "appeals.opening" && how === "part") &&
        !rows.some(
          (row) => row.table === table && row.how === how && (id === undefined || Object.values(row.values).includes(id)),
        ),
    );
    expect(missing).toEqual([]);
    expect(rows.filter(({ table }) => table === "register.person" || table === "platform.account")).toMatchObject([
      { values: { id: resident.accountId, phone: "19900001751" } },
      { values: { id: resident.personId } },
    ]);
    // Told of an act in office, never another's words; nor whom a row is kept from, nor an opening that was not told.
    const acts = rows.filter(({ how }) => how === "by");
    expect(acts.length).toBeGreaterThan(20);
    for (const { values } of acts)
      expect(
        Object.keys(values).filter((key) =>
          /^(?:text|title|reason|says|answer|words|name|content|facts|owner_person)$/.test(key),
        ),
      ).toEqual([]);
    expect(JSON.stringify(rows)).not.toMatch(/"(?:barred|complained_of|token_hash|secret_cipher|secret)"/);
    expect(rows.filter(({ table, how }) => table === "appeals.opening" && how === "part")).toEqual([]);
    const other = JSON.stringify(await neighbour.client.call(takeOwnData, {}));
    expect(planted.filter(({ id }) => id !== undefined && other.includes(id))).toEqual([]);
    const page = await resident.client.call(readOwnData, {});
    const tables = page.capabilities.flatMap((one) => one.tables);
    expect(tables.every((one) => one.rows.length <= SHOWN_ROWS * 2)).toBe(true);
    expect(page.readings).toBeGreaterThan(0);
  });

  test(
    "erased by two persons, no name, number or file of theirs is left in any table, search or folder; the record says so, and holds",
    LONG,
    async () => {
      const words = ["南宫植月", "13798765432", "110101199003071233", "19900001751"];
      await house.admin("delete from record.waiting where content like '%南宫植月%' or title like '%南宫植月%'");
      // What is on the record is on it field by field: planted rows of it are no leaves.
      for (const table of ["entry", "waiting", "checkpoint", "erasure", "sealed_field"])
        await house.admin(`delete from record.${table} t where to_jsonb(t)::text like '%南宫植月%'`);
      await house.admin("delete from appeals.release where text like '%南宫植月%'");
      await house.admin("delete from meetings.publication where content::text like '%南宫植月%'");
      const told = await putOnRecord(words);
      expect((await house.visitor().call(readAppeal, { number: told.number })).text).toContain(words[0]);
      // Rows planted where official things stand were made by no act, and are all that is found, before as after.
      const before = await verifyRecord((path) => readLog(house, path));
      expect(before.findings.every(({ code, leaf }) => code === "unrecorded" && leaf === null)).toBe(true);
      const { keys } = house.house;
      const place = { table: "register.person_personal", row: resident.personId };
      await house.admin(
        `update register.person_personal set name = $2, phone_cipher = $3, identity_cipher = $4, phone_index = 'planted' where person_id = $1`,
        [
          resident.personId,
          words[0],
          encryptField(keys.fields, { ...place, column: "phone_cipher" }, "13798765432"),
          encryptField(keys.fields, { ...place, column: "identity_cipher" }, "110101199003071233"),
        ],
      );
      const file = await resident.client.upload("appeals/photo", { name: "屋顶.png", type: "image/png", bytes: await picture() });
      const { fileId } = file.json<{ readonly fileId: string }>();
      const [stored] = await house.admin<{ sha256: string }>("select sha256 from platform.file where id = $1", [fileId]);
      const [leader, steward] = [await house.signIn("leader"), await house.signIn("steward")];
      const { id } = await resident.client.call(askErasure, { extent: "whole", says: "南宫植月已搬走。" });
      const agree = { id, decision: "agreed", ground: "left", everywhere: true } as const;
      expect(await neighbour.client.refused(decideRequest, agree)).toMatchObject({ code: "absent" });
      await house.settle();
      await leader.call(decideRequest, agree);
      expect(await leader.refused(decideRequest, agree)).toMatchObject({ code: "same-person" });
      expect(
        (await house.admin("select 1 from meetings.meeting where discussion like $1", [`%${words[0] ?? ""}%`])).length,
      ).toBeGreaterThan(0);
      await steward.call(decideRequest, agree);
      await house.settle();
      expect(house.bugs).toEqual([]);
      expect(await house.admin("select state, says from privacy.request where id = $1", [id])).toEqual([
        { state: "erased", says: "" },
      ]);
      expect(await hits(house, words)).toEqual([]);
      expect(existsSync(house.house.files.path(stored?.sha256 ?? ""))).toBe(false);
      expect(await hitsInLog(house, words)).toEqual([]);
      expect((await house.visitor().call(readAppeal, { number: told.number })).text).toBe("");
      // Each field that held a name went by an erasure two persons made, a leaf of its own, and the log is as good as it was.
      const erasures = await house.admin<{ subject: string }>(
        "select subject from record.erasure where state = 'erased' and asked_by <> decided_by and (subject = $1 or subject like $2) order by 1",
        [told.number, `${told.meetingId}/%`],
      );
      expect(new Set(erasures.map(({ subject }) => subject))).toEqual(new Set([told.number, `${told.meetingId}/1`]));
      expect((await verifyRecord((path) => readLog(house, path))).findings).toEqual(before.findings);
      expect(await resident.client.refused(takeOwnData, {})).toMatchObject({ code: "sign-in-required" });
      const [said] = await house.admin<{ content: string }>("select content from record.entry where kind = 'privacy.erased'");
      expect(said?.content).toContain("删除一人的个人信息");
      expect(said?.content).not.toContain(resident.personId);
    },
  );

  test("why each column is kept, and each use, is said in Chinese and English", async () => {
    const { uses } = await neighbour.client.call(listUses, {});
    const tables = await readTables((text) => house.admin(text));
    for (const language of ["zh-CN", "en"]) {
      const texts = JSON.parse(
        readFileSync(new URL(`../../capabilities/privacy/messages/${language}.json`, import.meta.url), "utf8"),
      ) as Readonly<Record<string, Readonly<Record<string, string>>>>;
      const said = (group: string, words: string) => texts[group]?.[keyOf(words)] !== undefined;
      const unsaid = tables.flatMap(({ name, about, by, parents, columns }) => [
        ...(about.length + by.length + parents.length > 0 &&
        columns.some(({ comment }) => comment !== null) &&
        !said("tables", name)
          ? [name]
          : []),
        ...columns.flatMap(({ comment }) => {
          if (comment === null) return [];
          const { basis, purpose, retention } = readComment(comment);
          return [
            ...(said("bases", basis) ? [] : [basis]),
            ...(said("purposes", purpose) ? [] : [purpose]),
            ...(said("retentions", retention) ? [] : [retention]),
          ];
        }),
      ]);
      expect([...new Set(unsaid)], language).toEqual([]);
      const told = texts["uses"]?.["of"] as unknown as Readonly<Record<string, object>>;
      expect(uses.map(({ purpose }) => Object.keys(told[keyOf(purpose)] ?? {}))).toEqual(
        uses.map(() => ["title", "says", "basis", "until", "then"]),
      );
    }
  });
});
