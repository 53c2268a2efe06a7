import { globSync, readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { UNITS } from "#apps/demo/township.ts";
import { startTestHouse, type TestHouse } from "./testing/start-test-house.ts";
import type { TestClient } from "./testing/test-client.ts";
import { readAppeal } from "#capabilities/appeals/contract/read-appeal.ts";
import { dispatchAppeal } from "#capabilities/appeals/contract/dispatch-appeal.ts";
import { listAppeals } from "#capabilities/appeals/contract/list-appeals.ts";
import { raiseAppeal } from "#capabilities/appeals/contract/raise-appeal.ts";
import { listPersons } from "#capabilities/register/contract/list-persons.ts";
import {
  chooseChannels,
  confirmEmail,
  NOTICE_KINDS,
  readChannels,
  removeEmail,
  requestEmailCode,
} from "#capabilities/accounts/contract/channels.ts";
import { joinTenant } from "#capabilities/accounts/contract/join-tenant.ts";
import { listNotices } from "#capabilities/accounts/contract/list-notices.ts";
import { listReadings } from "#capabilities/accounts/contract/list-readings.ts";
import { readAccount } from "#capabilities/accounts/contract/read-account.ts";
import { signOutEverywhere } from "#capabilities/accounts/contract/sign-out-everywhere.ts";

const EMAIL = "liu.fang@example.org";
const PHONE = "+8619900000011";
const ALL = [...NOTICE_KINDS];

let house: TestHouse;
let resident: TestClient;
let clerk: TestClient;

beforeAll(async () => {
  house = await startTestHouse();
  resident = await house.signIn("resident");
  clerk = await house.signIn("clerk");
});
afterAll(async () => {
  await house.close();
});

/** Has a matter dispatched. @returns where the resident was told of it besides the inbox */
async function tellResident(): Promise<readonly string[]> {
  const before = house.sent.length;
  const { id } = await resident.call(raiseAppeal, { text: "村口的路面坏了一个大坑，请来修。", mode: "named" });
  const works = UNITS.find(({ key }) => key === "works")?.name;
  const [unit] = await house.admin<{ id: string }>("select id from organizations.organization where name = $1", [works]);
  await clerk.call(dispatchAppeal, { id, decision: "unit", matter: "roads", organizationId: unit?.id ?? "" });
  await house.settle();
  const sent = house.sent.slice(before).map(({ to }) => to);
  return sent.filter((to) => to === EMAIL || to === PHONE).toSorted();
}

/** The code in the last mail. */
function mailedCode(): string {
  const { to, text } = house.sent.at(-1) ?? { to: "", text: "" };
  const code = /\d{6}/.exec(text)?.[0];
  if (to !== EMAIL || code === undefined) throw new Error("no code was mailed");
  return code;
}

describe("an e-mail address of one's own", () => {
  test("is confirmed by the code sent there, in five tries and only once, and lies encrypted", async () => {
    expect(await tellResident()).toEqual([PHONE]);
    await resident.call(requestEmailCode, { email: EMAIL });
    const code = mailedCode();
    expect(await resident.call(readChannels, {})).toEqual({
      sms: ALL,
      mail: ALL,
      language: "zh-CN",
      email: null,
      pending: EMAIL,
    });
    const wrong = { status: 422, fields: [{ pointer: "/code", code: "code-not-right" }] };
    const other = code === "000000" ? "111111" : "000000";
    for (let n = 0; n < 5; n += 1) expect(await resident.refused(confirmEmail, { code: other })).toMatchObject(wrong);
    expect(await resident.refused(confirmEmail, { code })).toMatchObject(wrong);
    // Nobody else's session confirms it, and an unconfirmed address gets nothing.
    await resident.call(requestEmailCode, { email: EMAIL });
    expect(await clerk.refused(confirmEmail, { code: mailedCode() })).toMatchObject(wrong);
    expect(await tellResident()).toEqual([PHONE]);
    await resident.call(requestEmailCode, { email: EMAIL });
    await resident.call(confirmEmail, { code: mailedCode() });
    expect(await resident.refused(confirmEmail, { code: mailedCode() })).toMatchObject(wrong);
    expect(await resident.call(readChannels, {})).toMatchObject({ email: EMAIL, pending: null });
    const kept = await house.admin("select * from platform.account a left join platform.email_code c on c.account_id = a.id");
    expect(JSON.stringify(kept)).not.toContain("liu.fang");
  });

  test("takes one address and no second one, no header, and so many codes a day", async () => {
    for (const email of ["a@b.cn,c@d.cn", "a b@c.cn", "a@b.cn\r\nBcc: c@d.cn", "no-address", "<a@b.cn>"])
      expect(await clerk.refused(requestEmailCode, { email })).toMatchObject({ status: 422 });
    for (let n = 0; n < 10; n += 1) await clerk.call(requestEmailCode, { email: "clerk@example.org" });
    const used = { status: 429, code: "too-many-email-codes" };
    expect(await clerk.refused(requestEmailCode, { email: "other@example.org" })).toMatchObject(used);
    await house.admin("update platform.email_code set sent_on = sent_on - 1");
    await clerk.call(requestEmailCode, { email: "clerk@example.org" });
  });

  test("cannot be given where no mail is sent", async () => {
    Object.assign(house.house, { sends: { sms: true, mail: false } });
    expect(await resident.refused(requestEmailCode, { email: EMAIL })).toMatchObject({ status: 409, code: "no-mail-sender" });
    Object.assign(house.house, { sends: { sms: true, mail: true } });
  });
});

test("each kind of notice goes by the channels its reader chose; the inbox has all of them", async () => {
  const inInbox = async () => (await resident.call(listNotices, {})).notices.length;
  const before = await inInbox();
  expect(await tellResident()).toEqual([PHONE, EMAIL].toSorted());
  const without = ALL.filter((kind) => kind !== "appeals");
  await resident.call(chooseChannels, { sms: without, mail: ALL });
  expect(await resident.call(readChannels, {})).toMatchObject({ sms: without, mail: ALL });
  expect(await tellResident()).toEqual([EMAIL]);
  await resident.call(chooseChannels, { sms: ["appeals"], mail: without });
  expect(await tellResident()).toEqual([PHONE]);
  await resident.call(chooseChannels, { sms: [], mail: [] });
  expect(await tellResident()).toEqual([]);
  await resident.call(chooseChannels, { sms: [], mail: ALL });
  await resident.call(removeEmail, {});
  expect(await tellResident()).toEqual([]);
  expect(await inInbox()).toBeGreaterThanOrEqual(before + 5);
});

test("one sign-in opens each tenant one is a person of, with that tenant's rights only", async () => {
  const there = clerk.at("yunxi");
  expect(await there.call(readAccount, {})).toMatchObject({ joined: false, posts: [], tenants: [{ slug: "qinghe" }] });
  await there.call(joinTenant, { name: "周文静" });
  expect(await there.call(readAccount, {})).toMatchObject({ joined: true, posts: [], secondFactorPending: false });
  for (const client of [clerk, there])
    expect((await client.call(readAccount, {})).tenants.map(({ slug }) => slug)).toEqual(["qinghe", "yunxi"]);
  // A clerk of the township is nobody's clerk in the county.
  expect(await there.refused(listAppeals, {})).toMatchObject({ status: 403 });
  expect((await clerk.call(listAppeals, {})).count).toBeGreaterThan(0);
});

test("signing out everywhere ends every session of the account at once, and nobody else's", async () => {
  const [one, two] = [await house.signIn("works"), await house.signIn("works")];
  expect((await one.call(readAccount, {})).sessions).toHaveLength(2);
  await two.call(signOutEverywhere, {});
  for (const client of [one, two, one.at("yunxi")]) expect(await client.refused(readAccount, {})).toMatchObject({ status: 401 });
  await clerk.call(readAccount, {});
});

test("whoever was looked at is told the unit, the post and what for, in words", async () => {
  const village = await house.signIn("village");
  const { name } = await resident.call(readAccount, {});
  expect((await village.call(listPersons, { q: name })).persons.length).toBeGreaterThan(0);
  const { readings } = await resident.call(listReadings, {});
  const mine = readings.find(({ purpose }) => purpose === "register/list-persons");
  expect(mine?.by.organization).toMatch(/\S/);
  expect(mine?.by.title).toMatch(/\S/);
  for (const locale of ["zh-CN", "en"]) {
    const { readings: words } = JSON.parse(
      readFileSync(new URL(`../../capabilities/accounts/messages/${locale}.json`, import.meta.url), "utf8"),
    ) as {
      readonly readings: Readonly<Record<"whats" | "purposes", Readonly<Record<string, string>>>>;
    };
    const seen = await house.admin<{ what: string; purpose: string }>("select distinct what, purpose from platform.access_log");
    expect(seen.length).toBeGreaterThan(0);
    expect(seen.filter(({ what, purpose }) => !(what in words.whats) || !(purpose in words.purposes))).toEqual([]);
  }
});

test("everything that can be looked at is called something, for those it is about", () => {
  const called = ["zh-CN", "en"].map((locale) => {
    const file = new URL(`../../capabilities/accounts/messages/${locale}.json`, import.meta.url);
    const { readings } = JSON.parse(readFileSync(file, "utf8")) as { readonly readings: { readonly whats: object } };
    return readings.whats;
  });
  const sources = globSync("capabilities/*/actions/*.ts", { cwd: new URL("../../", import.meta.url) }).filter(
    (path) => !path.endsWith(".test.ts"),
  );
  const looked = sources.flatMap((path) => {
    const text = readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");
    return [...text.matchAll(/(?:looked\([^,()]+, |noteReadings\([^)]*?(?:what: |, ))"([a-z]+\.[a-z-]+)"/gu)].map(
      ([, what = ""]) => what,
    );
  });
  expect(new Set(looked).size).toBeGreaterThan(10);
  for (const words of called) expect(looked.filter((what) => !(what in words))).toEqual([]);
});

test("whoever goes through matters that are not in their hands is stopped at fifty people in an hour, and the auditor is told", async () => {
  const [leader, works, auditor] = [await house.signIn("leader"), await house.signIn("works"), await house.signIn("auditor")];
  const ofWorks = UNITS.find(({ key }) => key === "works")?.name;
  const matters = await house.admin<{ number: string; ours: boolean }>(
    `select distinct on (a.owner_person) a.number, o.name = $1 as ours from appeals.appeal a join organizations.organization o on o.id = a.lead_organization
     where a.owner_person is not null order by a.owner_person, a.number`,
    [ofWorks],
  );
  expect(matters.length).toBeGreaterThan(50);
  for (const { number } of matters.slice(0, 50)) await leader.call(readAppeal, { number });
  const next = { number: matters[50]?.number ?? "" };
  const limited = { status: 429, code: "reading-limit", facts: { most: 50, minutes: 60 } };
  expect(await leader.refused(readAppeal, next)).toMatchObject(limited);
  // Who was seen within the hour may be seen again; a unit's own matters are its work; the hour goes by.
  await leader.call(readAppeal, { number: matters[0]?.number ?? "" });
  for (const { number } of matters.filter(({ ours }) => ours)) await works.call(readAppeal, { number });
  await house.settle();
  expect((await auditor.call(listNotices, {})).notices.map(({ topic }) => topic)).toContain("accounts.much-read");
  await house.admin("update platform.access_log set at = at - interval '1 hour'");
  await leader.call(readAppeal, next);
});
