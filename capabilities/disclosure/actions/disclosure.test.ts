import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startTestHouse, type TestHouse } from "#apps/server/testing/start-test-house.ts";
import type { TestClient } from "#apps/server/testing/test-client.ts";
import { pathOfCode } from "#capabilities/divisions/index.ts";
import { enterSignatures } from "#capabilities/meetings/contract/enter-signatures.ts";
import { readInitiative } from "#capabilities/meetings/contract/read-initiative.ts";
import { startInitiative } from "#capabilities/meetings/contract/start-initiative.ts";
import { findSeals } from "#capabilities/record/contract/find-seals.ts";
import { legalDay } from "#platform/legal-day.ts";
import { beginCorrection } from "../contract/begin-correction.ts";
import { beginDraft } from "../contract/begin-draft.ts";
import { editDraft } from "../contract/edit-draft.ts";
import { fixDraft } from "../contract/fix-draft.ts";
import { followDisclosures } from "../contract/follow-disclosures.ts";
import { listDisclosures } from "../contract/list-disclosures.ts";
import { listDuties } from "../contract/list-duties.ts";
import { openItem } from "../contract/open-item.ts";
import { publishDisclosure } from "../contract/publish-disclosure.ts";
import { readDisclosure } from "../contract/read-disclosure.ts";
import { reviewDraft } from "../contract/review-draft.ts";
import { sendToReview } from "../contract/send-to-review.ts";
import { takeDown } from "../contract/take-down.ts";
import { complainOfSilence } from "../contract/complain-of-silence.ts";
import { listOverdue } from "../contract/list-overdue.ts";
import { objectToDisclosure } from "../contract/object-to-disclosure.ts";
import { ruleOnObjection } from "../contract/rule-on-objection.ts";
import { takePoster } from "../contract/take-poster.ts";
import { takeUpward } from "../contract/take-upward.ts";
import { takeFile } from "../contract/take-file.ts";

const VILLAGE = pathOfCode("990101101201");
const NEXT_DOOR = pathOfCode("990101101202");

let house: TestHouse;
let keeper: TestClient;
let supervisor: TestClient;
let resident: TestClient;

beforeAll(async () => {
  house = await startTestHouse();
  keeper = await house.signIn("village");
  supervisor = await house.signIn("supervisor");
  resident = await house.signIn("resident");
});
afterAll(async () => {
  await house.close();
});

const today = () => legalDay(new Date());

/** Everything of an item happened so many days earlier than it did: nobody waits for a test. */
async function daysPass(id: string, days: number): Promise<void> {
  const columns = [
    "sent_on",
    "review_due",
    "reviewed_on",
    "fixed_on",
    "first_on",
    "published_on",
    "shown_until",
    "objections_until",
  ];
  const sets = [...columns, "due_on", "order_due"].map((column) => `${column} = ${column} - ${days}`).join(", ");
  await house.admin(`update disclosure.item set ${sets} where id = $1`, [id]);
  const dates = ["made_on", "reply_due", "replied_on", "upward_on", "upward_due", "ruled_on"];
  await house.admin(
    `update disclosure.objection set ${dates.map((one) => `${one} = ${one} - ${days}`).join(", ")} where item_id = $1`,
    [id],
  );
}

let opened = 0;

async function open(title = "村东鱼塘租赁"): Promise<string> {
  opened += 1;
  const asked = { area: VILLAGE, entry: "collective-assets", title: `${title}（${opened}）`, happenedOn: today() };
  return (await keeper.call(openItem, asked)).id;
}

const TABLE = "项目 | 金额（元）\n鱼塘租金 | 18,000\n押金 | 2,000";

async function draft(id: string, table = TABLE): Promise<void> {
  await keeper.call(editDraft, {
    id,
    title: "村东鱼塘租赁结果",
    sections: [{ heading: "租赁结果", text: "租期五年，按年交租。", table }],
  });
}

async function toFixed(id: string): Promise<void> {
  await keeper.call(sendToReview, { id });
  await supervisor.call(reviewDraft, { id, verdict: "passed" });
  await keeper.call(fixDraft, { id, metOn: today(), reference: "两委联席会议纪要〔2026〕18 号" });
}

async function publish(): Promise<string> {
  const id = await open();
  await keeper.call(beginDraft, { id });
  await draft(id);
  await toFixed(id);
  await keeper.call(publishDisclosure, { id });
  return id;
}

describe("from the catalogue to the board", () => {
  test("a duty is drafted, reviewed, fixed and published: on the portal, in the search, told to followers, and on the record", async () => {
    await resident.call(followDisclosures, { area: VILLAGE });
    // Somebody else follows too, and wants to hear nothing for now.
    const already = (await house.admin<{ id: string }>("select person_id as id from disclosure.subscription")).map(
      ({ id }) => id,
    );
    const quiet = await house.signIn("resident-2");
    await quiet.call(followDisclosures, { area: VILLAGE });
    await house.admin(
      `insert into platform.stopped_use (tenant_id, purpose, person_id, how, since) select p.tenant_id, 'disclosure.follow', p.id, 'press', now()
       from register.person p join disclosure.subscription s on s.person_id = p.id
       where p.id <> all($1)`,
      [already],
    );
    const id = await open();
    expect((await keeper.call(listDuties, {})).duties.find(({ item }) => item.id === id)).toMatchObject({ act: "begin-draft" });
    await keeper.call(beginDraft, { id });
    expect(await keeper.refused(sendToReview, { id })).toMatchObject({ code: "draft-empty" });
    await draft(id);
    expect((await house.visitor().call(readDisclosure, { id })).draft).toBeNull();
    const { reviewDue } = await keeper.call(sendToReview, { id });
    expect((await supervisor.call(listDuties, {})).duties.find(({ item }) => item.id === id)).toMatchObject({
      act: "review-draft",
      dueOn: reviewDue,
    });
    const fix = { id, metOn: today(), reference: "两委联席会议纪要〔2026〕18 号" };
    expect(await keeper.refused(fixDraft, fix)).toMatchObject({ code: "review-under-way", facts: { day: reviewDue } });
    await supervisor.call(reviewDraft, { id, verdict: "passed" });
    expect(await keeper.refused(publishDisclosure, { id })).toMatchObject({ code: "item-step" });
    await keeper.call(fixDraft, fix);
    const { version } = await keeper.call(publishDisclosure, { id });
    await house.settle();
    const view = await house.visitor().call(readDisclosure, { id });
    expect(view).toMatchObject({
      item: { title: "村东鱼塘租赁结果", late: false, versions: version, step: "published" },
      sections: [
        {
          heading: "租赁结果",
          table: [
            ["项目", "金额（元）"],
            ["鱼塘租金", "18,000"],
            ["押金", "2,000"],
          ],
        },
      ],
      review: { verdict: "passed" },
      fixed: { reference: fix.reference },
      may: [],
    });
    const { seals } = await house.visitor().call(findSeals, { kind: "disclosure.item", subjects: `${id}/1` });
    expect(seals).toHaveLength(1);
    const found = await house.visitor().call(listDisclosures, { q: "鱼塘押金", area: VILLAGE, subject: "finance" });
    expect(found.items.map((item) => item.id)).toContain(id);
    expect((await house.visitor().call(listDisclosures, { q: "鱼塘押金", area: NEXT_DOOR })).items).toEqual([]);
    const told = await house.admin<{ n: number }>(
      "select count(*)::int as n from platform.notice where topic = 'disclosure.published' and path = $1",
      [`disclosure/${id}`],
    );
    expect(told[0]?.n).toBe(1);
    const poster = await house.visitor().call(takePoster, { id, size: "A3" });
    const pdf = Buffer.from(poster.base64, "base64");
    expect(pdf.subarray(0, 8).toString("latin1")).toBe("%PDF-1.3");
    // The characters it shows are in it: a font file with the used glyphs, not a name the printer must know.
    expect(pdf.toString("latin1")).toMatch(/\/FontFile2 \d+ 0 R/);
    const file = await house.visitor().call(takeFile, { format: "csv", q: "鱼塘押金" });
    expect(Buffer.from(file.base64, "base64").toString("utf8")).toContain("鱼塘租金 | 18,000");
  });

  test("hangs its days, and is corrected by a new version that shows what changed", async () => {
    const id = await publish();
    expect(await keeper.refused(takeDown, { id })).toMatchObject({
      code: "hangs-still",
      facts: { days: 5 },
      rule: { rule: "公开的办理" },
    });
    await keeper.call(beginCorrection, { id, reason: "押金数额写错。" });
    await draft(id, TABLE.replace("2,000", "3,000"));
    expect((await house.visitor().call(readDisclosure, { id })).sections[0]?.table[2]).toEqual(["押金", "2,000"]);
    await toFixed(id);
    await keeper.call(publishDisclosure, { id });
    const view = await house.visitor().call(readDisclosure, { id });
    expect(view.versions.map(({ version, reason }) => [version, reason])).toEqual([
      [2, "押金数额写错。"],
      [1, ""],
    ]);
    const [changed, ...others] = view.changes.filter(({ kind }) => kind !== "same");
    expect(others).toEqual([]);
    const side = (without: string) => changed?.stretches.filter(({ mark }) => mark !== without).map(({ text }) => text);
    expect([side("added")?.join(""), side("gone")?.join("")]).toEqual(["押金 | 2,000", "押金 | 3,000"]);
    await daysPass(id, 5);
    expect(await keeper.refused(takeDown, { id })).toMatchObject({ code: "hangs-still" });
    await daysPass(id, 1);
    await keeper.call(takeDown, { id });
    const shown = await house.visitor().call(listDisclosures, { q: "鱼塘", board: "shown" });
    expect(shown.items.map((item) => item.id)).not.toContain(id);
    expect((await house.visitor().call(readDisclosure, { id })).item.versions).toBe(2);
  });
});

describe("the review", () => {
  test("is nobody's who wrote it or owns it; an objection sends it back with its reason; silence is said", async () => {
    const id = await open();
    await keeper.call(beginDraft, { id });
    await draft(id);
    await keeper.call(sendToReview, { id });
    expect(await keeper.refused(reviewDraft, { id, verdict: "passed" })).toMatchObject({ code: "absent" });
    const [person] = await house.admin<{ person_id: string; organization_id: string }>(
      "select p.person_id, p.organization_id from organizations.post p where 'disclosure.review' = any(p.duties) and $1::ltree = any(p.areas)",
      [VILLAGE],
    );
    await house.admin("update disclosure.item set barred = barred || $2::uuid where id = $1", [id, person?.organization_id]);
    expect(await supervisor.refused(reviewDraft, { id, verdict: "passed" })).toMatchObject({ code: "own-item" });
    await house.admin("update disclosure.item set barred = array_remove(barred, $2::uuid) where id = $1", [
      id,
      person?.organization_id,
    ]);
    expect(await supervisor.refused(reviewDraft, { id, verdict: "objected" })).toMatchObject({ code: "invalid-input" });
    await supervisor.call(reviewDraft, { id, verdict: "objected", opinion: "没有写明押金怎么退。" });
    expect((await keeper.call(readDisclosure, { id })).review).toMatchObject({
      verdict: "objected",
      opinion: "没有写明押金怎么退。",
    });
    await draft(id);
    const { reviewDue } = await keeper.call(sendToReview, { id });
    await daysPass(id, 6);
    expect(await supervisor.refused(reviewDraft, { id, verdict: "passed" })).toMatchObject({
      code: "review-over",
      rule: { rule: "公开的办理" },
    });
    expect(reviewDue > today()).toBe(true);
    const late = await house.visitor().call(listOverdue, { area: VILLAGE });
    expect(late.late).toContainEqual(
      expect.objectContaining({ what: "review", page: `disclosure/${id}`, who: "大柳村村务监督委员会" }),
    );
    await keeper.call(fixDraft, { id, metOn: today(), reference: "纪要 19 号" });
    await keeper.call(publishDisclosure, { id });
    expect((await house.visitor().call(readDisclosure, { id })).review).toMatchObject({ verdict: null, silent: true });
    await expect(house.admin("update disclosure.item set reviewed_by = barred[1] where id = $1", [id])).rejects.toThrow(
      "reviewed_by_others",
    );
  });
});

describe("objections", () => {
  test("are answered in their days or go upward, where they must be answered too; each late thing is shown late", async () => {
    const id = await publish();
    const neighbour = await house.signIn("resident-2");
    expect(await house.visitor().refused(objectToDisclosure, { id, text: "租金不对。" })).toMatchObject({
      code: "sign-in-required",
    });
    expect(await neighbour.refused(objectToDisclosure, { id, text: "租金不对。" })).toMatchObject({ code: "not-of-here" });
    const made = await resident.call(objectToDisclosure, { id, text: "租金和合同不一样，请核对。" });
    const seen = async (client: TestClient) => (await client.call(readDisclosure, { id })).objections.at(-1);
    expect(await seen(house.visitor())).toMatchObject({ step: "waiting", text: "", late: false, may: [] });
    expect(await seen(keeper)).toMatchObject({ text: "租金和合同不一样，请核对。", may: ["reply-to-objection"] });
    const upward = { id: made.id, why: "没有答复。" };
    expect(await resident.refused(takeUpward, upward)).toMatchObject({ code: "reply-awaited" });
    expect(await neighbour.refused(takeUpward, upward)).toMatchObject({ code: "absent" });
    await daysPass(id, 6);
    expect(await seen(house.visitor())).toMatchObject({ late: true });
    expect(await resident.refused(objectToDisclosure, { id, text: "再提一次。" })).toMatchObject({
      code: "objections-over",
      facts: { days: 5 },
    });
    const late = await house.visitor().call(listOverdue, {});
    expect(late.late).toContainEqual(expect.objectContaining({ what: "reply", page: `disclosure/${id}`, daysLate: 1 }));
    const { upwardDue } = await resident.call(takeUpward, upward);
    const township = await house.signIn("leader");
    const waiting = (await township.call(listDuties, {})).duties.find(({ item }) => item.id === id);
    expect(waiting).toMatchObject({ act: "rule-on-objection", dueOn: upwardDue });
    await daysPass(id, 16);
    expect((await house.visitor().call(listOverdue, {})).late).toContainEqual(
      expect.objectContaining({ what: "rule", page: `disclosure/${id}`, who: "清河镇" }),
    );
    expect(await keeper.refused(ruleOnObjection, { id: made.id, upheld: "no", ruling: "经核查金额无误。" })).toMatchObject({
      code: "absent",
    });
    const ruling = "合同为 16,000 元，责令更正。";
    const { orderedBy } = await township.call(ruleOnObjection, { id: made.id, upheld: "yes", ruling });
    expect(await seen(house.visitor())).toMatchObject({ step: "ruled", upheld: true, ruling, late: true });
    expect((await keeper.call(listDuties, {})).duties.find(({ item }) => item.id === id)).toMatchObject({ dueOn: orderedBy });
    await daysPass(id, 6);
    expect((await house.visitor().call(listOverdue, {})).late).toContainEqual(
      expect.objectContaining({ what: "correct", page: `disclosure/${id}` }),
    );
    await keeper.call(beginCorrection, { id, reason: "按镇政府要求更正租金。" });
    await draft(id, TABLE.replace("18,000", "16,000"));
    await toFixed(id);
    await keeper.call(publishDisclosure, { id });
    expect(await house.visitor().call(readDisclosure, { id })).toMatchObject({ orderedBy: null, item: { versions: 2 } });
  });

  test("where nothing was published by its day, somebody of the place tells the township at once; whoever is to publish it was reminded", async () => {
    const id = await open();
    expect(await resident.refused(complainOfSilence, { id, text: "还没有公布。" })).toMatchObject({ code: "not-late" });
    await daysPass(id, 6);
    await house.admin(
      `insert into platform.job (tenant_id, id, name, key, payload, created_at, due_at)
         select id, gen_random_uuid(), 'disclosure/open-duties', 'a test', '{}', now(), now() from platform.tenant`,
    );
    await house.settle();
    const told = await house.admin<{ n: number }>(
      "select count(*)::int as n from platform.notice where topic = 'disclosure.late' and path = $1",
      [`disclosure/${id}`],
    );
    expect(told[0]?.n).toBe(1);
    const elsewhere = await house.admin(
      "select 1 from disclosure.item i join platform.tenant t on t.id = i.tenant_id where t.slug <> 'qinghe'",
    );
    expect(elsewhere).toEqual([]);
    expect((await house.visitor().call(readDisclosure, { id })).item.late).toBe(true);
    await resident.call(complainOfSilence, { id, text: "鱼塘租给谁、多少钱，一直没有公布。" });
    const view = await house.visitor().call(readDisclosure, { id });
    expect(view.objections).toMatchObject([{ version: 0, step: "upward", text: "" }]);
  });
});

describe("an initiative", () => {
  test("villagers force something in: counted on a frozen roll, due by law, answered when it is published", async () => {
    const started = await resident.call(startInitiative, {
      kind: "into-disclosure",
      signers: "adults",
      title: "公布村东桥修缮的花费",
      wording: "桥修了两次，花了多少钱、找谁修的，请公布。",
    });
    await house.settle();
    const { initiative, unsigned } = await keeper.call(readInitiative, { id: started.id });
    expect(initiative).toMatchObject({ forMeeting: false, signed: 1, needed: Math.ceil((initiative.outOf ?? 0) / 10) });
    const needed = (initiative.needed ?? 0) - 1;
    await keeper.call(enterSignatures, { id: started.id, personIds: unsigned.slice(0, needed - 1).map(({ value }) => value) });
    expect((await house.visitor().call(readInitiative, { id: started.id })).page).toBeNull();
    await keeper.call(enterSignatures, { id: started.id, personIds: [unsigned[needed - 1]?.value ?? ""] });
    const reached = await house.visitor().call(readInitiative, { id: started.id });
    const id = reached.page?.slice("disclosure/".length) ?? "";
    expect((await house.visitor().call(readDisclosure, { id })).item).toMatchObject({
      why: "forced",
      title: "公布村东桥修缮的花费",
      dueOn: reached.initiative.dueOn,
      owner: "大柳村村民委员会",
    });
    await keeper.call(beginDraft, { id });
    await draft(id);
    await toFixed(id);
    await keeper.call(publishDisclosure, { id });
    expect((await house.visitor().call(readInitiative, { id: started.id })).initiative.state).toBe("answered");
  });
});
