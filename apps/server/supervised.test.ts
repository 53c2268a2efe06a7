import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startTestHouse, type TestHouse } from "#apps/server/testing/start-test-house.ts";
import type { TestClient } from "#apps/server/testing/test-client.ts";
import { listDisclosures } from "#capabilities/disclosure/contract/list-disclosures.ts";
import { listOverdue } from "#capabilities/disclosure/contract/list-overdue.ts";
import { pathOfCode } from "#capabilities/divisions/index.ts";
import { enterSignatures } from "#capabilities/meetings/contract/enter-signatures.ts";
import { readInitiative } from "#capabilities/meetings/contract/read-initiative.ts";
import { startInitiative } from "#capabilities/meetings/contract/start-initiative.ts";
import { endPost } from "#capabilities/organizations/contract/end-post.ts";
import { givePost } from "#capabilities/organizations/contract/give-post.ts";
import { listProjects } from "#capabilities/projects/contract/list-projects.ts";
import { askErasure } from "#capabilities/record/contract/ask-erasure.ts";
import { decideErasure } from "#capabilities/record/contract/decide-erasure.ts";
import { findSeals } from "#capabilities/record/contract/find-seals.ts";
import { declareKin } from "#capabilities/register/contract/declare-kin.ts";
import { endKin } from "#capabilities/register/contract/end-kin.ts";
import { readOwnEntry } from "#capabilities/register/contract/read-own-entry.ts";
import { answerMatter } from "#capabilities/supervision/contract/answer-matter.ts";
import { complain } from "#capabilities/supervision/contract/complain.ts";
import { listMatters } from "#capabilities/supervision/contract/list-matters.ts";
import { putRight } from "#capabilities/supervision/contract/put-right.ts";
import { raiseInquiry } from "#capabilities/supervision/contract/raise-inquiry.ts";
import { raiseObjection } from "#capabilities/supervision/contract/raise-objection.ts";
import { readDesk } from "#capabilities/supervision/contract/read-desk.ts";
import { readMatter } from "#capabilities/supervision/contract/read-matter.ts";
import { ruleOnMatter } from "#capabilities/supervision/contract/rule-on-matter.ts";
import { takeUpward } from "#capabilities/supervision/contract/take-upward.ts";

const VILLAGE = pathOfCode("990101101201");
const NEXT_VILLAGE = pathOfCode("990101101202");
const DAY_MS = 86_400_000;

let house: TestHouse;
let head: TestClient;
let supervisor: TestClient;
let leader: TestClient;
let resident: TestClient;
let visitor: TestClient;

beforeAll(async () => {
  house = await startTestHouse();
  head = await house.signIn("village");
  supervisor = await house.signIn("supervisor");
  leader = await house.signIn("leader");
  resident = await house.signIn("resident");
  visitor = house.visitor();
  // What the demo's own objection waits for is answered: each project takes one at a time.
  await house.admin("update supervision.matter set step = 'righted' where kind = 'objection'");
  // Whether something may still be objected to would hang on the day the demo was made.
  await house.admin(
    "update disclosure.item set objections_until = $1 where id = (select id from disclosure.item where versions > 0 and division_path = $2::ltree order by id limit 1)",
    [day(1), VILLAGE],
  );
});
afterAll(async () => {
  await house.close();
});

/** A legal day so many days from today. */
function day(after: number): string {
  return new Date(Date.now() + 8 * 3_600_000 + after * DAY_MS).toISOString().slice(0, 10);
}

/** As if it had been raised, answered or taken upward so many days before. */
async function passDays(id: string, days: number): Promise<void> {
  const columns = ["made_on", "answer_due", "answered_on", "upward_on", "upward_due", "ruled_on", "order_due"];
  const sets = columns.map((column) => `${column} = ${column} - ${days}`).join(", ");
  await house.admin(`update supervision.matter set ${sets} where id = $1`, [id]);
}

async function project(area: string): Promise<string> {
  const [found] = (await visitor.call(listProjects, { area, state: "running" })).projects;
  return `projects/${found?.number ?? ""}`;
}

const late = async (number: string) =>
  (await visitor.call(listOverdue, {})).late.filter(({ page }) => page === `supervision/${number}`);
const sealed = async (kind: string, number: string) =>
  (await visitor.call(findSeals, { kind: `supervision.${kind}`, subjects: `${number}/1` })).seals.length;
const WORDS = "付款时没有验收单，请补办验收并说明经过。";

describe("the supervision committee objects", () => {
  let made: { readonly id: string; readonly number: string };

  test("its desk shows every step under way, its own acts first", async () => {
    const { steps } = await supervisor.call(readDesk, {});
    const whats = new Set(steps.map(({ what }) => what.slice(0, what.indexOf("-"))));
    expect([...whats].toSorted()).toEqual(["appraisal", "disclosure", "meeting", "project", "resolution"]);
    const firstOther = steps.findIndex(({ own }) => !own);
    expect(steps.slice(firstOther).some(({ own }) => own)).toBe(false);
    expect((await resident.refused(readDesk, {})).status).toBe(403);
    // Whoever answers has a desk too, without the steps.
    expect((await head.call(readDesk, {})).steps).toEqual([]);
  });

  test("to a step of its own place that is not over, and to one thing once at a time", async () => {
    const about = await project(VILLAGE);
    const input = { about, title: "付款没有验收单", words: WORDS };
    expect((await head.refused(raiseObjection, input)).status).toBe(403);
    expect((await supervisor.refused(raiseObjection, { ...input, about: await project(NEXT_VILLAGE) })).code).toBe("not-here");
    const [finished] = (await visitor.call(listProjects, { area: VILLAGE, state: "finished" })).projects;
    const over = { ...input, about: `projects/${finished?.number ?? ""}` };
    expect((await supervisor.refused(raiseObjection, over)).code).toBe("not-open");
    made = await supervisor.call(raiseObjection, input);
    expect(await supervisor.refused(raiseObjection, input)).toMatchObject({
      code: "objected-already",
      facts: { number: made.number },
    });
    const view = await visitor.call(readMatter, { number: made.number });
    expect(view).toMatchObject({ words: WORDS, answerDue: day(5), matter: { step: "waiting", dueOn: day(5) }, may: [] });
    expect((await visitor.call(listMatters, { about })).matters.map(({ id }) => id)).toContain(made.id);
  });

  test("is late in front of everybody from the day after, and may go upward only then", async () => {
    expect((await supervisor.refused(takeUpward, { id: made.id, why: "没有答复。" })).code).toBe("answer-awaited");
    await passDays(made.id, 5);
    expect(await late(made.number)).toEqual([]);
    await passDays(made.id, 1);
    expect(await late(made.number)).toMatchObject([{ what: "supervision-answer", daysLate: 1 }]);
    expect((await head.refused(takeUpward, { id: made.id, why: "没有答复。" })).status).toBe(404);
  });

  test("is answered by the body alone; explained it goes upward once, upheld it is put right by a day", async () => {
    const answer = { id: made.id, outcome: "explained" as const, answer: "施工队口头报告过，不需要另办。" };
    expect((await supervisor.refused(answerMatter, answer)).status).toBe(404);
    await head.call(answerMatter, answer);
    expect((await head.refused(answerMatter, answer)).code).toBe("matter-step");
    expect(await late(made.number)).toEqual([]);
    expect((await supervisor.call(takeUpward, { id: made.id, why: "口头报告不是验收。" })).step).toBe("upward");
    expect((await supervisor.refused(takeUpward, { id: made.id, why: "再来一次。" })).code).toBe("matter-step");
    const ruling = { id: made.id, upheld: "yes" as const, ruling: "合同约定凭验收单付款，意见成立。" };
    expect((await head.refused(ruleOnMatter, ruling)).status).toBe(404);
    expect((await leader.call(ruleOnMatter, ruling)).step).toBe("righting");
    await passDays(made.id, 16);
    expect(await late(made.number)).toMatchObject([{ what: "supervision-right", daysLate: 1 }]);
    // The township has ruled: there is nothing above it here.
    expect((await supervisor.refused(takeUpward, { id: made.id, why: "还没有改正。" })).code).toBe("matter-step");
    expect((await head.call(putRight, { id: made.id, report: "验收已经补办，验收单挂在项目页面。" })).step).toBe("righted");
    await house.settle();
    for (const kind of ["objection", "answer", "ruling", "righting"]) expect(await sealed(kind, made.number), kind).toBe(1);
  });

  test("a name that slipped into an answer is erased by two persons from the page and the record; what was ruled stands", async () => {
    const [seal] = (await visitor.call(findSeals, { kind: "supervision.answer", subjects: `${made.number}/1` })).seals;
    const steward = await house.signIn("steward");
    const { id } = await steward.call(askErasure, { index: seal?.index ?? 0, field: "answer", ground: "personal" });
    await leader.call(decideErasure, { id, decision: "erased" });
    await house.settle();
    const view = await visitor.call(readMatter, { number: made.number });
    expect(view.answer).not.toContain("施工队");
    expect(view.ruling).toContain("意见成立");
    const [kept] = await house.admin<{ content: string }>(
      "select content::text as content from supervision.publication where number = $1 and kind = 'answer'",
      [made.number],
    );
    expect(kept?.content).not.toContain("施工队");
  });

  test("never through a member of the committee it watches, or of their household", async () => {
    const input = { about: await project(VILLAGE), title: "又一件意见", words: WORDS };
    const [own] = await house.admin<{ id: string }>(
      "select p.id from register.person p join organizations.post o on o.tenant_id = p.tenant_id and o.person_id = p.id where 'supervision.watch' = any(o.duties) and $1::ltree = any(o.areas)",
      [VILLAGE],
    );
    const [chair] = await house.admin<{ id: string; household_id: string | null }>(
      "select p.id, p.household_id from register.person p join organizations.post o on o.tenant_id = p.tenant_id and o.person_id = p.id where 'supervision.answer' = any(o.duties) and 'projects.keep' = any(o.duties) and $1::ltree = any(o.areas)",
      [VILLAGE],
    );
    const [household] = await house.admin<{ id: string }>(
      "select id from register.household where division_path <@ $1::ltree and ended_on is null order by id limit 1",
      [VILLAGE],
    );
    const live = "update register.person set household_id = $1 where id = any($2::uuid[])";
    await house.admin(live, [household?.id, [own?.id, chair?.id]]);
    expect((await supervisor.refused(raiseObjection, input)).code).toBe("excluded-member");
    await house.admin(live, [null, [own?.id, chair?.id]]);
    await supervisor.call(raiseObjection, input);
  });
});

describe("whom the law keeps out of the supervision committee", () => {
  const bodyOf = async (kind: string) =>
    (
      await house.admin<{ id: string }>(
        "select o.id from organizations.organization o join platform.tenant t on t.id = o.tenant_id where t.slug = 'qinghe' and o.kind = $1 and o.division_path @> $2::ltree order by o.division_path desc limit 1",
        [kind, VILLAGE],
      )
    )[0]?.id ?? "";
  const entryOf = async (client: TestClient) => {
    const { person } = await client.call(readOwnEntry, {});
    return { personId: person?.id ?? "", name: person?.name ?? "" };
  };

  test("a kinship declared later stands on the township's desk, bars the member's acts, and is ended by somebody else", async () => {
    const [own, other] = [await entryOf(head), await entryOf(supervisor)];
    const input = { id: own.personId, name: other.name, kin: "sibling" as const, ground: "户口簿" };
    expect((await head.refused(declareKin, { ...input, number: "19900000014" })).code).toBe("no-such-kin");
    const { id } = await head.call(declareKin, { ...input, number: "19900000015" });
    expect((await head.refused(declareKin, { ...input, number: "19900000015" })).code).toBe("kin-already");
    expect((await resident.refused(declareKin, { ...input, number: "19900000015" })).status).toBe(404);
    const objection = { about: await project(VILLAGE), title: "第三件意见", words: WORDS };
    expect((await supervisor.refused(raiseObjection, objection)).code).toBe("excluded-member");
    expect((await leader.call(readDesk, {})).conflicts).toMatchObject([{ personId: other.personId, ground: "kin" }]);
    expect((await supervisor.call(readDesk, {})).conflicts).toMatchObject([{ ground: "kin" }]);
    expect((await head.call(readDesk, {})).conflicts).toEqual([]);
    // What they are to each other lies encrypted.
    const rows = await house.admin<{ facts: string }>("select k::text as facts from register.kinship k where id = $1", [id]);
    expect(rows[0]?.facts).not.toMatch(/sibling|户口簿/);
    expect((await supervisor.call(readOwnEntry, {})).kin).toMatchObject([{ kin: "sibling", ground: "户口簿" }]);
    expect((await head.refused(endKin, { kinId: id, ground: "登记有误" })).code).toBe("own-entry");
    const steward = await house.signIn("steward");
    await steward.call(endKin, { kinId: id, ground: "登记有误" });
    expect((await steward.refused(endKin, { kinId: id, ground: "登记有误" })).code).toBe("kin-ended");
    expect((await leader.call(readDesk, {})).conflicts).toEqual([]);
  });

  test("near kin, whoever keeps the books and whoever serves are given no post of it, with the rule", async () => {
    const steward = await house.signIn("steward");
    const post = { title: "委员", duties: ["supervision.watch"], areas: [VILLAGE], namePublic: true };
    const give = { ...post, organizationId: await bodyOf("supervision-committee") };
    const [own, other] = [await entryOf(head), await entryOf(resident)];
    const serves = await steward.refused(givePost, { ...give, personId: own.personId });
    expect(serves).toMatchObject({
      code: "excluded-from-post",
      facts: { why: expect.stringContaining("村（居）民委员会成员") as string },
    });
    expect(serves.rule?.rule).toContain("村务监督委员会");
    const kin = { name: other.name, number: "19900000011", kin: "parent-child" as const, ground: "出生证" };
    const { id } = await steward.call(declareKin, { id: own.personId, ...kin });
    expect((await steward.refused(givePost, { ...give, personId: other.personId })).facts).toMatchObject({
      whyEn: expect.stringContaining("near kin") as string,
    });
    await steward.call(endKin, { kinId: id, ground: "登记有误" });
    const books = { ...post, title: "代理记账会计", duties: [], keepsBooks: true, organizationId: await bodyOf("government") };
    const { id: bookPost } = await steward.call(givePost, { ...books, personId: other.personId });
    expect((await steward.refused(givePost, { ...give, personId: other.personId })).facts).toMatchObject({
      why: expect.stringContaining("会计") as string,
    });
    await steward.call(endPost, { id: bookPost });
    const { id: given } = await steward.call(givePost, { ...give, personId: other.personId });
    await steward.call(endPost, { id: given });
  });
});

test("an inquiry waits for its fifteen days, and shows as late on the day after", async () => {
  const input = { area: VILLAGE, title: "山林租金收了多少", words: "请说明应收和实收的金额。请说明用途。" };
  expect((await supervisor.refused(raiseInquiry, { ...input, area: NEXT_VILLAGE })).status).toBe(404);
  const { id, number } = await supervisor.call(raiseInquiry, input);
  expect((await visitor.call(readMatter, { number })).answerDue).toBe(day(15));
  await passDays(id, 16);
  expect(await late(number)).toMatchObject([{ what: "supervision-answer", daysLate: 1 }]);
  await head.call(answerMatter, { id, outcome: "explained", answer: "应收一万二千元，实收一万二千元，用于修路。" });
  expect(await late(number)).toEqual([]);
});

test("villagers ask by their signatures: the committee owes the answer by the rule's day, and the initiative is answered with it", async () => {
  const wording = "机井维修花了多少钱、什么时候出水，请书面答复。";
  const asked = { kind: "inquiry", signers: "adults" as const, title: "机井维修的花费", wording };
  const { id } = await resident.call(startInitiative, asked);
  await house.settle();
  const { initiative, unsigned } = await head.call(readInitiative, { id });
  const needed = initiative.needed ?? 0;
  // A tenth, rounded up: one short is not enough.
  expect(needed).toBe(Math.ceil((initiative.outOf ?? 0) / 10));
  await head.call(enterSignatures, { id, personIds: unsigned.slice(0, needed - 2).map(({ value }) => value) });
  expect((await visitor.call(readInitiative, { id })).page).toBeNull();
  await head.call(enterSignatures, { id, personIds: [unsigned[needed - 2]?.value ?? ""] });
  const number = (await visitor.call(readInitiative, { id })).page?.slice("supervision/".length) ?? "";
  const view = await visitor.call(readMatter, { number });
  expect(view).toMatchObject({ words: wording, raisedBy: "", answerDue: day(15), about: null });
  expect(view.matter).toMatchObject({ kind: "inquiry", organization: "大柳村村民委员会" });
  const answer = "花了五千元，本月二十日出水。";
  await head.call(answerMatter, { id: view.matter.id, outcome: "explained", answer });
  expect((await visitor.call(readInitiative, { id })).initiative.state).toBe("answered");
});

describe("a resident complains to the township", () => {
  const words = "机井修了两个月没有出水，我家浇不上地。";

  test("of what is done in their own place; their words and name stay there", async () => {
    const about = await project(VILLAGE);
    expect((await visitor.refused(complain, { about, words })).status).toBe(401);
    expect((await resident.refused(complain, { about: await project(NEXT_VILLAGE), words })).code).toBe("not-of-here");
    const { number, id } = await resident.call(complain, { about, words });
    expect((await resident.call(readMatter, { number })).words).toBe(words);
    expect((await leader.call(readMatter, { number })).words).toBe(words);
    // Not the body it is about, not the committee, not a visitor; and not in the database under their rights.
    for (const who of [head, supervisor, visitor]) {
      const view = await who.call(readMatter, { number });
      expect([view.words, view.raisedBy, view.matter.step]).toEqual(["", "", "upward"]);
    }
    await passDays(id, 16);
    expect(await late(number)).toMatchObject([{ what: "supervision-rule", daysLate: 1 }]);
    await leader.call(ruleOnMatter, { id, upheld: "no", ruling: "现场核查，水泵已经出水，反映的问题不成立。" });
    await house.settle();
    expect(await sealed("ruling", number)).toBe(1);
    const [content] = await house.admin<{ content: string }>(
      "select content::text as content from supervision.publication where number = $1",
      [number],
    );
    expect(content?.content).not.toContain(words);
  });

  test("of an objection that was not answered, from the day after its day; what is published has its own way", async () => {
    const [matter] = (await visitor.call(listMatters, { kind: "objection", step: "waiting", area: VILLAGE })).matters;
    if (matter === undefined) throw new Error("no objection waits");
    const about = `supervision/${matter.number}`;
    expect((await resident.refused(complain, { about, words })).code).toBe("answer-awaited");
    await passDays(matter.id, 6);
    expect((await resident.call(complain, { about, words })).step).toBe("upward");
    const [item] = (await visitor.call(listDisclosures, { area: VILLAGE })).items;
    expect((await resident.refused(complain, { about: `disclosure/${item?.id ?? ""}`, words })).code).toBe("not-here");
  });
});

test("an item asked for by enough signatures and put on no agenda by its day is late on the page of what is overdue", async () => {
  const wording = "请把村口桥梁加固列入议题，去年汛期桥面已经开裂。";
  const start = { kind: "item-villagers-assembly", signers: "adults" as const, title: "桥梁加固列入议题", wording };
  const { id } = await resident.call(startInitiative, start);
  await house.settle();
  const { initiative, unsigned } = await head.call(readInitiative, { id });
  await head.call(enterSignatures, { id, personIds: unsigned.slice(0, initiative.needed ?? 0).map(({ value }) => value) });
  await house.admin("update meetings.initiative set due_on = '2026-01-01' where id = $1", [id]);
  const { late: overdue } = await visitor.call(listOverdue, {});
  expect(overdue.filter(({ page }) => page === `meetings/initiatives/${id}`)).toMatchObject([{ what: "take-item" }]);
});
