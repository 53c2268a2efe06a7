import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Secret, TOTP } from "otpauth";
import { newPerson, plantPost, unitId } from "#apps/server/testing/rights/scene.ts";
import { askForCode } from "#apps/server/testing/ask-for-code.ts";
import { startTestHouse, type TestHouse } from "#apps/server/testing/start-test-house.ts";
import type { TestClient } from "#apps/server/testing/test-client.ts";
import { OWN_PATH, TOWN_PATH } from "#apps/server/testing/rights/places.ts";
import { askExport } from "#capabilities/register/contract/ask-export.ts";
import { endPerson } from "#capabilities/register/contract/end-person.ts";
import { resumePerson } from "#capabilities/register/contract/resume-person.ts";
import { legalDay } from "#platform/legal-day.ts";
import { findActor, findActorOfAccount } from "../index.ts";
import { auditReadings } from "../contract/audit-readings.ts";
import { beginTotp } from "../contract/begin-totp.ts";
import { chooseChannels } from "../contract/channels.ts";
import { decideIntervention, disableAccount, enableAccount, listAccounts, resetSecondFactor } from "../contract/interventions.ts";
import { giveNewPhone } from "../contract/give-new-phone.ts";
import { joinTenant } from "../contract/join-tenant.ts";
import { readAudit, type AuditEntry } from "../contract/read-audit.ts";
import { readAccount } from "../contract/read-account.ts";
import { listReadings } from "../contract/list-readings.ts";
import { signIn } from "../contract/sign-in.ts";
import { takeAudit } from "../contract/take-audit.ts";
import { verifyTotp } from "../contract/verify-totp.ts";

let house: TestHouse;
let security: TestClient;
let auditor: TestClient;

beforeAll(async () => {
  house = await startTestHouse();
  security = await house.signIn("security");
  auditor = await house.signIn("auditor");
}, 10 * 60_000);
afterAll(async () => {
  await house.close();
});

const REASON = "本人持身份证到场，核对无误。";

let phones = 19_900_500_000;

async function official(duties: readonly string[] = ["appeals.handle"]) {
  phones += 1;
  const phone = String(phones);
  const person = await newPerson(house, `+86${phone}`, TOWN_PATH);
  await plantPost(house, person.personId, { organizationId: await unitId(house, "works"), duties, area: TOWN_PATH });
  return { ...person, phone };
}

async function withAuthenticator(client: TestClient): Promise<void> {
  const { secret } = await client.call(beginTotp, {});
  const code = new TOTP({ secret: Secret.fromBase32(secret) }).generate();
  await client.call(verifyTotp, { code });
}

async function signInByPhone(phone: string) {
  await askForCode(house.visitor(), phone);
  const text = house.sent.findLast(({ to }) => to === `+86${phone}`)?.text ?? "";
  return await house.visitor().send(signIn, { phone, code: /\d{6}/.exec(text)?.[0] ?? "000000" });
}

/** All that was sent to a phone, of which other things may fall due meanwhile. */
async function told(phone: string): Promise<string> {
  await house.settle();
  return house.sent
    .filter(({ to }) => to === `+86${phone}`)
    .map(({ text }) => text)
    .join("\n");
}

describe("a lost second factor", () => {
  test("is removed with a reason: every session ends, the holder is told, and signs in by phone with no rights until there is another", async () => {
    const holder = await official();
    await withAuthenticator(holder.client);
    const input = { personId: holder.personId, reason: REASON };
    expect(await security.call(resetSecondFactor, input)).toMatchObject({ state: "done" });
    expect(await holder.client.refused(readAccount, {})).toMatchObject({ status: 401 });
    expect(await told(holder.phone)).toContain("清除了您账户的第二步验证");
    const answer = await signInByPhone(holder.phone);
    expect(answer.json()).toMatchObject({ secondFactor: false });
    const again = house.visitor({ token: answer.json<{ token: string }>().token });
    expect(await again.call(readAccount, {})).toMatchObject({ totp: false, secondFactorPending: true });
    await withAuthenticator(again);
    const audit = await house.admin("select outcome, subject from platform.audit where action = $1 order by id desc limit 1", [
      resetSecondFactor.name,
    ]);
    expect(audit).toMatchObject([{ outcome: "done" }]);
    expect(await security.refused(resetSecondFactor, { ...input, personId: (await official()).personId })).toMatchObject({
      code: "no-second-factor",
    });
  });

  test("of an administrator waits for a second person, who is neither the one who asked nor the one it is about", async () => {
    const other = await official(["accounts.security"]);
    await withAuthenticator(other.client);
    const input = { personId: other.personId, reason: REASON };
    const { id, state } = await security.call(resetSecondFactor, input);
    expect(state).toBe("waiting");
    expect(await security.refused(disableAccount, input)).toMatchObject({ code: "account-waits" });
    expect(await security.refused(decideIntervention, { id, decision: "agreed" })).toMatchObject({ code: "own-intervention" });
    const session = await house.admin("select from platform.session where account_id = $1", [other.accountId]);
    expect(session.length).toBeGreaterThan(0);
    const waiting = (await auditor.call(listAccounts, {})).interventions.find((one) => one.id === id);
    expect(waiting).toMatchObject({ kind: "reset-second-factor", state: "waiting", may: ["decide-intervention"] });
    expect(await auditor.call(decideIntervention, { id, decision: "agreed" })).toEqual({ id, state: "done" });
    expect(await house.admin("select from platform.session where account_id = $1", [other.accountId])).toEqual([]);
    expect(await auditor.refused(decideIntervention, { id, decision: "refused" })).toMatchObject({
      code: "intervention-decided",
    });
  });

  test("lapses when nobody decided within three days, and may be asked for anew", async () => {
    const other = await official(["setup.steward"]);
    await withAuthenticator(other.client);
    const input = { personId: other.personId, reason: REASON };
    const { id } = await security.call(resetSecondFactor, input);
    await house.admin("update accounts.intervention set expires_at = now() where id = $1", [id]);
    expect(await auditor.refused(decideIntervention, { id, decision: "agreed" })).toMatchObject({ code: "intervention-expired" });
    expect(await security.call(resetSecondFactor, input)).toMatchObject({ state: "waiting" });
  });
});

describe("a closed account", () => {
  test("is out on every device at once, signs in by nothing, is answered like others, and comes back", async () => {
    const holder = await official();
    const input = { personId: holder.personId, reason: "手机被盗，账户可能被冒用。" };
    await security.call(disableAccount, input);
    expect(await holder.client.refused(readAccount, {})).toMatchObject({ status: 401 });
    expect(await told(holder.phone)).toContain("已停用");
    const sentBefore = house.sent.length;
    const closed = await signInByPhone(holder.phone);
    const unknown = await house.visitor().send(signIn, { phone: "19900599999", code: "000000" });
    expect([closed.statusCode, closed.body]).toEqual([unknown.statusCode, unknown.body]);
    expect(house.sent).toHaveLength(sentBefore);
    // A session that was begun in the same moment opens nothing either.
    await house.admin(
      "insert into platform.session (token_hash, account_id, method, strong, created_at, expires_at) values ($1, $2, 'passkey', true, now(), now() + interval '1 hour')",
      [Buffer.alloc(32, 7), holder.accountId],
    );
    const tenant = await house.tenants.bySlug("qinghe");
    if (tenant === undefined) throw new Error("no town");
    expect(await findActor(house.database, tenant, Buffer.alloc(32, 7))).toMatchObject({ kind: "visitor", posts: [] });
    // Another tenant's door is its own.
    const county = await house.tenants.bySlug("yunxi");
    if (county === undefined) throw new Error("no county");
    expect(await findActor(house.database, county, Buffer.alloc(32, 7))).toMatchObject({ kind: "person" });
    expect(await security.refused(disableAccount, input)).toMatchObject({ code: "disabled-already" });
    await security.call(enableAccount, input);
    expect((await signInByPhone(holder.phone)).statusCode).toBe(200);
  });

  test("is nobody's own, and no other administrator's to close", async () => {
    const own = (await security.call(listAccounts, {})).accounts.find(({ posts }) =>
      posts.some((post) => post.includes("安全管理员")),
    );
    expect(own?.may).toEqual([]);
    expect(await security.refused(disableAccount, { personId: own?.personId ?? "", reason: REASON })).toMatchObject({
      code: "own-account",
    });
    const holder = await official();
    for (const key of ["steward", "auditor", "clerk", "leader"])
      expect(
        await (await house.signIn(key)).refused(disableAccount, { personId: holder.personId, reason: REASON }),
        key,
      ).toMatchObject({ status: 404 });
  });
});

test("whoever came to hold two of the three acts as none of them, and does their daily work", async () => {
  const both = await official(["accounts.security", "accounts.audit", "appeals.handle"]);
  expect(await both.client.refused(listAccounts, {})).toMatchObject({ status: 403 });
  const tenant = await house.tenants.bySlug("qinghe");
  if (tenant === undefined) throw new Error("no town");
  expect((await findActorOfAccount(house.database, tenant, both.accountId))?.posts).toMatchObject([
    { duties: ["appeals.handle"] },
  ]);
});

test("SMS are in the language the account chose", async () => {
  const holder = await official();
  await holder.client.call(chooseChannels, { sms: [], mail: [], language: "en" });
  await askForCode(house.visitor(), holder.phone);
  expect(house.sent.at(-1)?.text).toMatch(/^【Qinghe Town】Your sign-in code is \d{6}/);
  await security.call(disableAccount, { personId: holder.personId, reason: REASON });
  expect(await told(holder.phone)).toContain("【Qinghe Town】Your account was closed");
});

describe("a lost number", () => {
  const GROUND = "核对身份证，照片相符。";
  const resident = async () => {
    phones += 1;
    return { ...(await newPerson(house, `+86${phones}`, OWN_PATH)), phone: String(phones) };
  };

  test("is replaced at a desk that saw who it is: the entry goes along, the old phone is out and told", async () => {
    const desk = await house.signIn("village");
    const lost = await resident();
    phones += 1;
    const phone = String(phones);
    const input = { personId: lost.personId, phone, ground: GROUND };
    expect(await security.refused(giveNewPhone, { ...input, phone: "0990-5550100" })).toMatchObject({ status: 422 });
    await desk.call(giveNewPhone, input);
    expect(await lost.client.refused(readAccount, {})).toMatchObject({ status: 401 });
    expect(await told(lost.phone)).toContain("已经换了登录手机号");
    expect(await told(phone)).toContain("换成这个号码");
    const { token } = (await signInByPhone(phone)).json<{ token: string }>();
    expect(await house.visitor({ token }).call(readAccount, {})).toMatchObject({ joined: true });
    const old = (await signInByPhone(lost.phone)).json<{ token: string }>();
    expect(await house.visitor({ token: old.token }).call(readAccount, {})).toMatchObject({ joined: false });
    expect(await desk.refused(giveNewPhone, input)).toMatchObject({ code: "same-phone" });
    const other = await resident();
    expect(await desk.refused(giveNewPhone, { ...input, phone: other.phone })).toMatchObject({ code: "phone-of-another" });
  });

  test("of a post's holder is the security administrator's affair, and no way around a closed door", async () => {
    const desk = await house.signIn("steward");
    const holder = await official();
    phones += 1;
    const input = { personId: holder.personId, phone: String(phones), ground: GROUND };
    expect(await desk.refused(giveNewPhone, input)).toMatchObject({ code: "holds-post" });
    await security.call(disableAccount, { personId: holder.personId, reason: REASON });
    expect(await security.refused(giveNewPhone, input)).toMatchObject({ code: "account-disabled" });
    await security.call(enableAccount, { personId: holder.personId, reason: REASON });
    await security.call(giveNewPhone, input);
    const other = await official(["accounts.audit"]);
    phones += 1;
    const administrators = { ...input, personId: other.personId, phone: String(phones) };
    expect(await security.refused(giveNewPhone, administrators)).toMatchObject({ code: "administrators-phone" });
  });

  test("whoever left may come back with the same account; the old entry is then not resumed beside the new one", async () => {
    const steward = await house.signIn("steward");
    const gone = await resident();
    const versionOf = async () =>
      (await house.admin<{ version: number }>("select version from register.person where id = $1", [gone.personId]))[0]
        ?.version ?? 0;
    const ended = { id: gone.personId, how: "moved" as const, on: "2026-01-01", ground: "迁出证明" };
    await steward.call(endPerson, { ...ended, version: await versionOf() });
    await gone.client.call(joinTenant, { name: "归来人" });
    const resumed = { id: gone.personId, version: await versionOf(), ground: "本人要求" };
    expect(await steward.refused(resumePerson, resumed)).toMatchObject({ code: "joined-anew" });
  });
});

describe("the audit", () => {
  const about = async (subject: string) => (await auditor.call(readAudit, { subject })).entries;

  test("tells who did what under which post and how it ended, to whoever audits all of the place and to nobody else", async () => {
    const holder = await official();
    const input = { personId: holder.personId, reason: REASON };
    const { id } = await security.call(disableAccount, input);
    expect(await about(id)).toMatchObject([
      { action: disableAccount.name, outcome: "done", by: { kind: "official", title: "安全管理员" }, subject: id },
    ]);
    const village = await newPerson(house, "+8619900599001", TOWN_PATH);
    const office = await unitId(house, "works");
    await plantPost(house, village.personId, { organizationId: office, duties: ["accounts.audit"], area: OWN_PATH });
    for (const who of [security, village.client, await house.signIn("leader"), await house.signIn("resident")])
      for (const query of [readAudit, auditReadings])
        expect(await who.refused(query, {})).toMatchObject({ status: 404, code: "absent" });
    expect((await village.client.refused(takeAudit, { format: "csv" })).status).toBe(404);
    expect((await house.visitor().refused(readAudit, {})).status).toBe(401);
  });

  test("is itself audited: the list, the file and who looked at whom each leave their line", async () => {
    const subject = house.newId();
    await about(subject);
    await auditor.call(takeAudit, { subject, format: "xlsx", locale: "en" });
    const lines = await about(subject);
    expect(lines.map(({ action, outcome, by }) => [action, outcome, by.title])).toEqual([
      [takeAudit.name, "read", "审计管理员"],
      [readAudit.name, "read", "审计管理员"],
    ]);
    expect((await about(subject)).length).toBe(3);
  });

  test("is narrowed by time, person, unit, action and outcome, as a plain filter of all of it says", async () => {
    // An act that was not allowed leaves its line as well.
    expect((await (await house.signIn("clerk")).refused(askExport, { reason: "想看看名单。" })).status).toBe(403);
    const daysAgo = (days: number) => legalDay(new Date(Date.now() - days * 86_400_000));
    const since = { from: daysAgo(20) };
    const all: AuditEntry[] = [];
    const { at: first } = (await auditor.call(readAudit, {})).entries[0] ?? { at: "" };
    for (let cursor: string | undefined, more = true; more; more = cursor !== undefined) {
      const page = await auditor.call(readAudit, cursor === undefined ? since : { ...since, cursor });
      all.push(...page.entries.filter(({ at }) => at <= first));
      cursor = page.next ?? undefined;
    }
    expect(all.length).toBeGreaterThan(60);
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
    expect(all.map(({ at }) => at)).toEqual(
      all
        .map(({ at }) => at)
        .toSorted()
        .toReversed(),
    );
    const officer = all.find(({ by }) => by.name !== "")?.by.name ?? "";
    const [from, to] = [daysAgo(12), daysAgo(6)];
    type Filter = Parameters<typeof auditor.call<typeof readAudit>>[1];
    const cases: readonly (readonly [Filter, (entry: AuditEntry) => boolean])[] = [
      [{ q: "受理派单员" }, ({ by }) => by.title === "受理派单员"],
      [{ q: "清河镇诉求受理中心" }, ({ by }) => by.organization === "清河镇诉求受理中心"],
      [{ q: officer }, ({ by }) => by.name === officer],
      [{ action: "appeals/dispatch-appeal" }, ({ action }) => action === "appeals/dispatch-appeal"],
      [
        { capability: "register", outcome: "refused" },
        ({ action, outcome }) => action.startsWith("register/") && outcome !== "done" && outcome !== "read",
      ],
      [{ outcome: "read" }, ({ outcome }) => outcome === "read"],
      [{ from, to }, ({ at }) => legalDay(new Date(at)) >= from && legalDay(new Date(at)) <= to],
    ];
    for (const [filter, fits] of cases) {
      const { entries, next } = await auditor.call(readAudit, { ...since, ...filter });
      const known = entries.filter(({ at }) => at <= first).map(({ id }) => id);
      const wanted = all.filter(fits).map(({ id }) => id);
      expect(wanted.length, JSON.stringify(filter)).toBeGreaterThan(0);
      expect(known, JSON.stringify(filter)).toEqual(next === null ? wanted : wanted.slice(0, known.length));
    }
    expect((await auditor.refused(readAudit, { cursor: "forged" })).status).toBe(422);
  });

  test("names no resident: neither as whoever acted, nor in the file", async () => {
    const resident = await newPerson(house, "+8619900599002", OWN_PATH);
    await resident.client.call(chooseChannels, { sms: ["appeals"], mail: [], language: "zh-CN" });
    const { entries } = await auditor.call(readAudit, { action: chooseChannels.name });
    expect(entries[0]).toMatchObject({ by: { kind: "resident", organization: "", title: "", name: "" }, outcome: "done" });
    const [{ name } = { name: "" }] = await house.admin<{ name: string }>(
      "select name from register.person_personal where person_id = $1",
      [resident.personId],
    );
    const file = await auditor.call(takeAudit, { format: "csv" });
    const text = Buffer.from(file.base64, "base64").toString("utf8");
    expect(text.split("\r\n")[0]).toContain('"时间","单位","岗位","姓名"');
    expect(name).not.toBe("");
    for (const secret of [name, resident.personId]) expect(text + JSON.stringify(entries)).not.toContain(secret);
  });

  test("shows who looked at whom, and each resident it names is shown that the auditor saw it, once within the hour", async () => {
    const resident = await newPerson(house, "+8619900599003", OWN_PATH);
    await house.admin(
      `insert into platform.access_log (tenant_id, id, at, subject_person, reader_person, reader_post, what, purpose)
       select p.tenant_id, $1, now(), $2, o.person_id, o.id, 'register.person', 'register/read-person'
       from register.person p join organizations.post o on o.tenant_id = p.tenant_id and o.title = '系统管理员' where p.id = $2`,
      [house.newId(), resident.personId],
    );
    for (let time = 0; time < 2; time += 1) {
      const { readings } = await auditor.call(auditReadings, { personId: resident.personId });
      const first = readings.find(({ what }) => what === "register.person");
      expect(first).toMatchObject({ by: { title: "系统管理员" }, purpose: "register/read-person" });
      expect(first?.name).not.toBe("");
    }
    const { readings } = await resident.client.call(listReadings, {});
    expect(readings.map(({ what, by }) => [what, by.title])).toEqual([
      ["accounts.audited", "审计管理员"],
      ["register.person", "系统管理员"],
    ]);
  });
});
