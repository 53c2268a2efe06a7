import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newPerson, plantPost, unitId, type NewPerson } from "#apps/server/testing/rights/scene.ts";
import { OWN_PATH, TOWN_PATH } from "#apps/server/testing/rights/places.ts";
import { startTestHouse, type TestHouse } from "#apps/server/testing/start-test-house.ts";
import type { TestClient } from "#apps/server/testing/test-client.ts";
import { listTasks } from "#capabilities/cases/contract/list-tasks.ts";
import { legalDay } from "#platform/legal-day.ts";
import { answerAppeal } from "../contract/answer-appeal.ts";
import { askReview } from "../contract/ask-review.ts";
import { decideReview } from "../contract/decide-review.ts";
import { dispatchAppeal } from "../contract/dispatch-appeal.ts";
import { judgeAppeal } from "../contract/judge-appeal.ts";
import { raiseAppeal } from "../contract/raise-appeal.ts";
import { readAppeal } from "../contract/read-appeal.ts";

const FACTS = "经现场核实，原答复认定的事实不清。";
const ARTICLE = "诉求办理时限";

let house: TestHouse;
let clerk: TestClient;
let works: TestClient;
let leader: TestClient;
let resident: NewPerson;
/** In the unit that decides, with the right to review. */
let colleague: NewPerson;

beforeAll(async () => {
  house = await startTestHouse();
  [clerk, works, leader] = [await house.signIn("clerk"), await house.signIn("works"), await house.signIn("leader")];
  resident = await newPerson(house, "19900003001", OWN_PATH);
  colleague = await newPerson(house, "19900003002", TOWN_PATH);
  await plantPost(house, colleague.personId, {
    organizationId: await unitId(house, "works"),
    duties: ["appeals.review"],
    area: TOWN_PATH,
  });
});
afterAll(async () => {
  await house.close();
});

async function answered(outcome: "justified-no" | "solved") {
  const made = await resident.client.call(raiseAppeal, { text: "村口的路面坏了，请来修。", area: OWN_PATH, mode: "named" });
  await clerk.call(dispatchAppeal, {
    id: made.id,
    decision: "unit",
    matter: "roads",
    organizationId: await unitId(house, "works"),
  });
  const no = { outcome, text: "该路段不在今年的维修计划内。", article: "村镇道路管护办法第三条" };
  await works.call(answerAppeal, { id: made.id, ...no });
  return made;
}

const ask = { about: "answer", text: "去年就说列入计划，事实不对。" } as const;
const decide = (id: string, outcome: "upheld" | "overturned" | "sent-back") => ({ id, outcome, text: FACTS, article: ARTICLE });

describe("a refusal, and its review", () => {
  test("every decision tells facts, rule and version, who, when, how to have it reviewed and by when", async () => {
    const no = await answered("justified-no");
    const referred = await resident.client.call(raiseAppeal, { text: "法院判了不执行，怎么办？", area: OWN_PATH, mode: "named" });
    await clerk.call(dispatchAppeal, { id: referred.id, decision: "channel", matter: "roads", text: "请向人民法院申请执行。" });
    const today = legalDay(new Date());
    for (const [{ number }, facts] of [
      [no, "该路段不在今年的维修计划内。"],
      [referred, "请向人民法院申请执行。"],
    ] as const) {
      const { decision } = await resident.client.call(readAppeal, { number });
      expect(decision).toMatchObject({
        facts,
        rule: { key: "appeals.deadlines", version: 1 },
        review: { action: askReview.name },
      });
      expect(decision?.by).toMatch(/主办科员|受理派单员/);
      expect(legalDay(new Date(decision?.at ?? ""))).toBe(today);
      expect(legalDay(new Date(decision?.review.until ?? "")) > today).toBe(true);
    }
    // Every no of the demo's year as well.
    const all = await house.admin<{ number: string }>(
      "select number from appeals.appeal where outcome in ('justified-no', 'other-channel') and tenant_id = (select id from platform.tenant where slug = 'qinghe') order by id limit 12",
    );
    expect(all.length).toBeGreaterThan(5);
    for (const { number } of all) {
      const { decision } = await leader.call(readAppeal, { number });
      expect([number, Boolean(decision?.facts && decision.rule.version && decision.at && decision.review.until)]).toEqual([
        number,
        true,
      ]);
    }
  });

  test("it is reviewed by nobody who decided, nor in their unit; overturned, it is handled anew", async () => {
    const { id, number } = await answered("justified-no");
    expect((await clerk.refused(askReview, { id, ...ask })).status).toBe(404);
    const asked = await resident.client.call(askReview, { id, ...ask });
    expect(asked.dueAt).not.toBeNull();
    expect((await resident.client.refused(askReview, { id, ...ask })).code).toBe("review-asked");
    const { tasks } = await leader.call(listTasks, { kind: "appeals" });
    expect(tasks.map(({ action, path }) => `${action} ${path}`)).toContain(`appeals/decide-review appeals/${number}`);
    expect((await colleague.client.refused(decideReview, decide(id, "upheld"))).code).toBe("reviewer-decided");
    expect((await leader.call(readAppeal, { number })).may).toContain("decide-review");
    expect((await colleague.client.call(readAppeal, { number })).may).not.toContain("decide-review");
    await leader.call(decideReview, decide(id, "overturned"));
    await house.settle();
    const own = await resident.client.call(readAppeal, { number });
    expect(own).toMatchObject({ state: "handling", outcome: null, decision: null, reopened: 1 });
    expect(own.reviews).toMatchObject([{ state: "decided", outcome: "overturned", about: "answer" }]);
    expect(own.entries.find(({ kind }) => kind === "review-decision")).toMatchObject({ text: FACTS, article: ARTICLE });
    // The unit answers anew, and that may be reviewed once more.
    await works.call(answerAppeal, { id, outcome: "solved", text: "已经补修。" });
    expect((await resident.client.call(readAppeal, { number })).may).toContain("ask-review");
  });

  test("upheld, it stands; of what is closed, sent back, the unit has it again", async () => {
    const stands = await answered("justified-no");
    await resident.client.call(askReview, { id: stands.id, ...ask });
    await leader.call(decideReview, decide(stands.id, "upheld"));
    expect(await resident.client.call(readAppeal, { number: stands.number })).toMatchObject({
      state: "answered",
      outcome: "justified-no",
    });
    const closed = await answered("justified-no");
    await resident.client.call(judgeAppeal, { id: closed.id, responded: true, solved: false, satisfied: false });
    await resident.client.call(askReview, { id: closed.id, ...ask });
    await leader.call(decideReview, decide(closed.id, "sent-back"));
    expect((await resident.client.call(readAppeal, { number: closed.number })).state).toBe("handling");
  });

  test("the time to ask ends by the rule, and the database takes no reviewer who decided", async () => {
    const { id } = await answered("justified-no");
    await house.admin("update appeals.appeal set answered_at = now() - interval '40 days' where id = $1", [id]);
    expect((await resident.client.refused(askReview, { id, ...ask })).code).toBe("review-too-late");
    await expect(house.admin("update appeals.review set reviewer_person = deciders[1] where state = 'decided'")).rejects.toThrow(
      "check constraint",
    );
  });
});
