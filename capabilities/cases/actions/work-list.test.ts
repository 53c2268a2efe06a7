import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startTestHouse, type TestHouse } from "#apps/server/testing/start-test-house.ts";
import type { TestClient } from "#apps/server/testing/test-client.ts";
import { completeStep } from "../contract/complete-step.ts";
import { endSubstitute } from "../contract/end-substitute.ts";
import { giveTask } from "../contract/give-task.ts";
import { listSubstitutes } from "../contract/list-substitutes.ts";
import { listTasks } from "../contract/list-tasks.ts";
import { putSubstitute } from "../contract/put-substitute.ts";
import { readCase } from "../contract/read-case.ts";
import { takeTask } from "../contract/take-task.ts";

let house: TestHouse;
let clerk: TestClient;
let second: TestClient;

beforeAll(async () => {
  house = await startTestHouse();
  clerk = await house.signIn("clerk");
  second = await house.signIn("clerk-2");
});
afterAll(() => house.close());

const HOUR = 3_600_000;
const DISPATCH = "appeals/dispatch-appeal";
/** Another capability's action by its name, as a stranger to its contract calls it. */
const dispatching = { kind: "action", name: DISPATCH } as never;

/** A fresh appeal, so that no test waits on another's. */
async function raise(text: string): Promise<{ readonly id: string; readonly number: string }> {
  const answer = await house
    .visitor()
    .send({ kind: "action", name: "appeals/raise-appeal" } as never, { text, mode: "anonymous" });
  return answer.json();
}

async function taskOf(client: TestClient, number: string) {
  const view = await client.call(readCase, { number });
  const [task] = view.tasks;
  if (task === undefined) throw new Error("the case has no open task");
  return task;
}

const settleAtOnce = (id: string) => ({ id, decision: "answer", matter: "village-affairs", text: "已当场说明。" });

async function postsOf(key: string): Promise<readonly { readonly id: string; readonly title: string }[]> {
  return await house.admin(
    `select o.id, o.title from organizations.post o join register.person p on p.tenant_id = o.tenant_id and p.id = o.person_id
     join platform.account a on a.id = p.account_id join platform.session s on s.account_id = a.id
     where s.token_hash = sha256($1::bytea) order by o.id`,
    [Buffer.from(key)],
  );
}

describe("the work list", () => {
  test("shows what one's posts may do, what is due first on top, each line leading to its matter", async () => {
    const { tasks, counts } = await clerk.call(listTasks, {});
    expect(tasks.length).toBeGreaterThan(3);
    expect(new Set(tasks.map(({ action }) => action))).toEqual(new Set([DISPATCH]));
    // Where the hour is kept back, the day alone is told, and the order by the hour stays.
    const due = tasks.flatMap(({ dueAt, dueByDay }) => (dueByDay ? [] : [dueAt ?? "9"]));
    expect(due).toEqual(due.toSorted());
    expect(tasks[0]?.path).toMatch(/^appeals\/\d{8}-/);
    expect(tasks[0]?.title).not.toBe(tasks[0]?.caseNumber);
    expect(counts.all).toBe(tasks.length);
    const overdue = await clerk.call(listTasks, { due: "overdue" });
    expect(overdue.tasks).toHaveLength(counts.overdue);
    const today = await clerk.call(listTasks, { due: "today" });
    expect(today.tasks).toHaveLength(counts.today);
  });

  test("of a unit holds that unit's tasks only; of a village its own; a resident has none", async () => {
    const works = await (await house.signIn("works")).call(listTasks, {});
    expect(works.tasks.length).toBeGreaterThan(0);
    expect(new Set(works.tasks.map(({ unit }) => unit))).toEqual(new Set(["村镇建设办公室"]));
    expect(works.units.map(({ name }) => name)).toEqual(["村镇建设办公室"]);
    const village = await (await house.signIn("village")).call(listTasks, {});
    // Steps of a village's decision or rule wait for whoever holds their duty there, and for no unit.
    for (const task of village.tasks)
      expect(task.unit, task.action).toBe(/^(resolutions|rulemaking)\//.test(task.action) ? "" : "大柳村村民委员会");
    expect(await (await house.signIn("resident")).refused(listTasks, {})).toMatchObject({ status: 403, code: "not-allowed" });
    expect(await house.visitor().refused(listTasks, {})).toMatchObject({ status: 401 });
    // The county's clerk sees nothing of the town: another tenant. What the town asked of it is a task of its own there.
    await house.settle();
    const county = await (await house.signIn("county")).call(listTasks, {});
    expect(county.tasks.map(({ action }) => action).toSorted()).toEqual(["appeals/assign-request", "appeals/rule-on-dispute"]);
    expect(county.tasks[0]?.title).toContain("清河镇");
  });

  test("is read page by page without a gap or a repetition", async () => {
    const made = await Promise.all(Array.from({ length: 34 }, (_, index) => raise(`第 ${index} 盏路灯不亮了，请修。`)));
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page: { tasks: readonly { id: string; caseNumber: string }[]; next: string | null } = await clerk.call(
        listTasks,
        cursor === undefined ? {} : { cursor },
      );
      seen.push(...page.tasks.map(({ caseNumber }) => caseNumber));
      cursor = page.next ?? undefined;
    } while (cursor !== undefined);
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).toEqual(expect.arrayContaining(made.map(({ number }) => number)));
    expect(await clerk.refused(listTasks, { cursor: "forged" })).toMatchObject({ status: 422 });
  });
});

describe("one task, two clerks", () => {
  test("one wins, the other is told who did it and when", async () => {
    const { id } = await raise("桥头的护栏断了一截。");
    const answers = await Promise.all([clerk, second].map((one) => one.send(dispatching, settleAtOnce(id))));
    expect(answers.map(({ statusCode }) => statusCode).toSorted((one, other) => one - other)).toEqual([200, 409]);
    const loser = answers.find(({ statusCode }) => statusCode === 409)?.json<{ code: string; detail: string }>();
    expect(loser?.code).toBe("step-done-by-other");
    expect(JSON.stringify(loser)).toMatch(/派单员/);
    const done = await house.admin<{ done: number }>(
      "select count(*)::int as done from cases.task t join appeals.appeal a on a.case_id = t.case_id where a.id = $1 and t.action = $2 and t.state = 'done'",
      [id, DISPATCH],
    );
    expect(done).toEqual([{ done: 1 }]);
  });

  test("what one has taken the other cannot do, until it is given on with a reason", async () => {
    const { id, number } = await raise("村口的垃圾三天没有清运。");
    const task = await taskOf(clerk, number);
    await clerk.call(takeTask, { id: task.id });
    expect(await second.refused(takeTask, { id: task.id })).toMatchObject({ status: 409, code: "step-taken" });
    const refused = await second.send(dispatching, settleAtOnce(id));
    expect(refused.json()).toMatchObject({ status: 409, code: "step-taken" });
    expect((await clerk.call(listTasks, { whose: "mine" })).tasks.map(({ id: mine }) => mine)).toContain(task.id);
    expect((await second.call(listTasks, { whose: "free" })).tasks.map(({ id: free }) => free)).not.toContain(task.id);
    const { colleagues } = await taskOf(clerk, number);
    expect(colleagues.map(({ name }) => name)).toEqual([expect.stringContaining("派单员")]);
    await clerk.call(giveTask, { id: task.id, postId: colleagues[0]?.id ?? "", text: "我下午外出，请接着派。" });
    expect((await second.send(dispatching, settleAtOnce(id))).statusCode).toBe(200);
    const { events } = await clerk.call(readCase, { number });
    expect(events).toContainEqual(expect.objectContaining({ kind: "task-given", reason: "我下午外出，请接着派。" }));
    expect(events.map(({ kind }) => kind)).toEqual(expect.arrayContaining(["task-taken", "task-done"]));
  });

  test("it is not given to another unit, nor to a post without the duty", async () => {
    const { number } = await raise("水沟堵了，下雨就漫水。");
    const task = await taskOf(clerk, number);
    const [works] = await postsOf((await house.signIn("works")).token ?? "");
    const [leader] = await postsOf((await house.signIn("leader")).token ?? "");
    for (const post of [works, leader])
      expect(await clerk.refused(giveTask, { id: task.id, postId: post?.id ?? "", text: "请代办。" })).toMatchObject({
        fields: [{ pointer: "/postId", code: "post-may-not" }],
      });
    // Whose post does not carry the duty finds no such task.
    expect(await (await house.signIn("leader")).refused(takeTask, { id: task.id })).toMatchObject({ status: 404 });
    expect(await clerk.refused(completeStep, { id: task.id })).toMatchObject({ status: 409, code: "step-not-generic" });
  });
});

describe("acts on one matter at the same moment", () => {
  const act = (name: string) => ({ kind: "action", name: `appeals/${name}` }) as never;

  /** In the hands of a unit, with whoever raised it. */
  async function inHand() {
    const made = await house.visitor().send(act("raise-appeal"), { text: "桥头第二盏路灯不亮了，请来修。", mode: "anonymous" });
    const { id, receiptCode } = made.json<{ id: string; receiptCode: string }>();
    const { units } = (
      await clerk.send({ kind: "query", name: "appeals/suggest-dispatch" } as never, { id, matter: "street-light" })
    ).json<{
      units: { organizationId: string; name: string }[];
    }>();
    const unit = units.find(({ name }) => name === "村镇建设办公室");
    const sent = await clerk.send(dispatching, {
      id,
      decision: "unit",
      matter: "street-light",
      organizationId: unit?.organizationId,
    });
    if (sent.statusCode !== 200) throw new Error(sent.body);
    return { id, resident: house.visitor({ receipt: receiptCode }) };
  }

  /** Its state, its case's, and how much of it is still open. */
  async function standing(id: string) {
    const [row] = await house.admin<Readonly<Record<string, unknown>>>(
      `select a.state, c.state as course, a.extensions, a.reopened,
         (select count(*)::int from cases.task t where t.case_id = c.id and t.state = 'open') as tasks,
         (select count(*)::int from cases.timer m where m.case_id = c.id) as timers,
         (select count(*)::int from cases.event e where e.case_id = c.id and e.kind = 'case-ended') as ends,
         (select count(*)::int from cases.event e where e.case_id = c.id and e.kind = 'case-reopened') as reopenings
       from appeals.appeal a join cases.case c on c.tenant_id = a.tenant_id and c.id = a.case_id where a.id = $1`,
      [id],
    );
    return row;
  }

  test("are done one after the other: whoever comes late is told, and nothing is left half done", async () => {
    const works = await house.signIn("works");
    for (let round = 0; round < 3; round += 1) {
      const { id, resident } = await inHand();
      const answers = await Promise.all([
        works.send(act("extend-appeal"), { id, text: "配件明天才到，请多给几天。" }),
        resident.send(act("withdraw-appeal"), { id, text: "邻居已经修好了。" }),
        works.send(act("answer-appeal"), { id, outcome: "solved", text: "已更换灯泡。", article: "" }),
        works.send(act("extend-appeal"), { id, text: "再请几天。" }),
      ]);
      const statuses = answers.map(({ statusCode }) => statusCode);
      expect(statuses.filter((status) => status !== 200 && status !== 409)).toEqual([]);
      const [extended, withdrawn, answered, again] = statuses;
      const after = await standing(id);
      // One extension is allowed, and who withdrew has withdrawn, before or after it was answered.
      expect(after?.["extensions"]).toBe([extended, again].filter((status) => status === 200).length);
      expect(after?.["extensions"]).toBeLessThanOrEqual(1);
      if (withdrawn === 200)
        expect(after).toMatchObject({ state: "withdrawn", course: "withdrawn", tasks: 0, timers: 0, ends: 1 });
      else expect(after).toMatchObject({ state: "answered", course: "open", tasks: 1, ends: 0 });
      expect([withdrawn, answered]).toContain(200);
    }
  });

  test("reopen a closed matter once, however often it is asked", async () => {
    const works = await house.signIn("works");
    const { id, resident } = await inHand();
    await works.send(act("answer-appeal"), { id, outcome: "solved", text: "已更换灯泡。", article: "" });
    const content = { id, responded: true, solved: true, satisfied: true };
    const judged = await Promise.all([1, 2].map(() => resident.send(act("judge-appeal"), content)));
    expect(judged.map(({ statusCode }) => statusCode).toSorted((one, other) => one - other)).toEqual([200, 409]);
    expect(await standing(id)).toMatchObject({ state: "closed", course: "ended", tasks: 0, timers: 0, ends: 1 });
    const asked = await Promise.all([1, 2, 3].map(() => resident.send(act("reopen-appeal"), { id, text: "昨晚又不亮了。" })));
    expect(asked.map(({ statusCode }) => statusCode).toSorted((one, other) => one - other)).toEqual([200, 409, 409]);
    expect(await standing(id)).toMatchObject({ state: "handling", course: "open", reopened: 1, tasks: 1, reopenings: 1 });
  });
});

describe("standing in", () => {
  test("lends the daily duties for a time; the record names both; ended, it is over at once", async () => {
    const [own] = await postsOf(clerk.token ?? "");
    const [other] = await postsOf(second.token ?? "");
    const times = { from: new Date(Date.now() - HOUR).toISOString(), to: new Date(Date.now() + HOUR).toISOString() };
    const pair = { postId: own?.id ?? "", substitutePostId: other?.id ?? "" };
    // Only the post's own holder or a steward arranges it.
    expect(await second.refused(putSubstitute, { ...pair, ...times })).toMatchObject({ status: 404 });
    const duties = async () =>
      (await house.callerOf({ headers: { authorization: `Bearer ${second.token}` }, cookies: {} } as never, "qinghe"))?.actor;
    expect((await duties())?.posts).toHaveLength(1);
    const { id } = await clerk.call(putSubstitute, { ...pair, ...times });
    const lent = (await duties())?.posts.find(({ postId }) => postId === own?.id);
    expect(lent?.duties.toSorted()).toEqual(["appeals.desk", "appeals.dispatch", "appeals.release"]);
    expect(lent?.throughPost).toBe(other?.id);
    expect(await clerk.refused(putSubstitute, { ...pair, ...times })).toMatchObject({ code: "substituted-already" });

    // What the absent clerk had taken is done under the clerk's post, by the person who stands in.
    const raised = await raise("井盖翘起来了，晚上看不见。");
    const task = await taskOf(clerk, raised.number);
    await clerk.call(takeTask, { id: task.id });
    expect((await second.call(listTasks, { whose: "mine" })).tasks.map((one) => one.id)).toContain(task.id);
    expect((await second.send(dispatching, settleAtOnce(raised.id))).statusCode).toBe(200);
    const [row] = await house.admin<{ done_by_post: string; mine: boolean }>(
      `select t.done_by_post, t.done_by_person = (select person_id from organizations.post where id = $2) as mine from cases.task t where t.id = $1`,
      [task.id, other?.id],
    );
    expect(row).toEqual({ done_by_post: own?.id, mine: true });

    await clerk.call(endSubstitute, { id });
    expect((await duties())?.posts).toHaveLength(1);
    expect(await clerk.refused(endSubstitute, { id })).toMatchObject({ code: "substitution-over" });
    expect((await clerk.call(listSubstitutes, {})).substitutions).toEqual([]);
  });

  test("is refused for oneself, for another unit, for a time gone by or too long", async () => {
    const [own] = await postsOf(clerk.token ?? "");
    const [works] = await postsOf((await house.signIn("works")).token ?? "");
    const [other] = await postsOf(second.token ?? "");
    const at = (days: number) => new Date(Date.now() + days * 24 * HOUR).toISOString();
    const put = async (substitutePostId: string | undefined, from: number, to: number) =>
      await clerk.refused(putSubstitute, {
        postId: own?.id ?? "",
        substitutePostId: substitutePostId ?? "",
        from: at(from),
        to: at(to),
      });
    expect(await put(own?.id, 0, 1)).toMatchObject({ fields: [{ code: "substitute-same-person" }] });
    expect(await put(works?.id, 0, 1)).toMatchObject({ fields: [{ code: "substitute-elsewhere" }] });
    expect(await put(other?.id, -3, -1)).toMatchObject({ fields: [{ code: "substitution-times" }] });
    expect(await put(other?.id, 1, 120)).toMatchObject({ fields: [{ code: "substitution-times" }] });
  });
});

test("a post that ended cannot complete, and what it had taken is everybody's again", async () => {
  const { id, number } = await raise("公交站牌倒了。");
  const task = await taskOf(clerk, number);
  await second.call(takeTask, { id: task.id });
  const [other] = await postsOf(second.token ?? "");
  await house.admin("update organizations.post set valid_to = now() where id = $1", [other?.id]);
  expect((await second.send(dispatching, settleAtOnce(id))).statusCode).toBe(404);
  expect(await second.refused(listTasks, {})).toMatchObject({ status: 403 });
  expect((await taskOf(clerk, number)).takenBy).toBe("");
  expect((await clerk.send(dispatching, settleAtOnce(id))).statusCode).toBe(200);
  await house.admin("update organizations.post set valid_to = null where id = $1", [other?.id]);
});
