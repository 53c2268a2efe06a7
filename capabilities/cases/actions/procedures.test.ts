import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startTestHouse, type TestHouse } from "#apps/server/testing/start-test-house.ts";
import type { TestClient } from "#apps/server/testing/test-client.ts";
import { legalDay } from "#platform/legal-day.ts";
import { beginCase } from "../contract/begin-case.ts";
import { completeStep } from "../contract/complete-step.ts";
import { discardDraft } from "../contract/discard-draft.ts";
import { draftProcedure } from "../contract/draft-procedure.ts";
import { enactProcedure } from "../contract/enact-procedure.ts";
import { listProcedures } from "../contract/list-procedures.ts";
import { listTasks } from "../contract/list-tasks.ts";
import { readCase } from "../contract/read-case.ts";
import { readDraft } from "../contract/read-draft.ts";
import { readDrawing } from "../contract/read-drawing.ts";
import { readProcedureFile } from "../contract/read-procedure-file.ts";
import { readProcedure } from "../contract/read-procedure.ts";

const KEY = "appeals.handling";
const HANDLING = readFileSync(new URL("../../appeals/procedures/handling.bpmn", import.meta.url), "utf8");
const RENAMED = HANDLING.replace('name="群众评价"', 'name="提出人评价"');
const TODAY = legalDay(new Date());
const TOMORROW = legalDay(new Date(Date.now() + 24 * 3_600_000));

/** The procedure with so many pairs of steps at once before its first, each joined by a gateway that is not reduced. */
function withBranches(count: number): string {
  const step = (id: string) => `<bpmn:userTask id="${id}" name="${id}" gongzhi:post="appeals.dispatch" />`;
  const flow = (from: string, to: string) => `<bpmn:sequenceFlow id="f-${from}-${to}" sourceRef="${from}" targetRef="${to}" />`;
  const branches = Array.from({ length: count }, (_, n) => {
    const [split, join, one, other] = [`p${n}`, `m${n}`, `a${n}`, `b${n}`];
    const nodes = `<bpmn:parallelGateway id="${split}" /><bpmn:inclusiveGateway id="${join}" />${step(one)}${step(other)}`;
    return (
      nodes + flow("g", split) + flow(split, one) + flow(split, other) + flow(one, join) + flow(other, join) + flow(join, "j")
    );
  }).join("");
  const ends = `<bpmn:parallelGateway id="g" /><bpmn:parallelGateway id="j" />`;
  return HANDLING.replace(
    /<bpmn:sequenceFlow id="f-raised"[^>]*>/u,
    `${flow("raised", "g")}${ends}${branches}${flow("j", "dispatch")}`,
  )
    .replace("<bpmn:outgoing>f-raised</bpmn:outgoing>", "<bpmn:outgoing>f-raised-g</bpmn:outgoing>")
    .replace("<bpmn:incoming>f-raised</bpmn:incoming>", "<bpmn:incoming>f-j-dispatch</bpmn:incoming>");
}

let house: TestHouse;
let steward: TestClient;
let clerk: TestClient;

beforeAll(async () => {
  house = await startTestHouse({ pages: true });
  steward = await house.signIn("steward");
  clerk = await house.signIn("clerk");
});
afterAll(() => house.close());

async function upload(bpmn: string | Buffer, who = steward): Promise<string> {
  const answer = await who.upload("cases/procedure", { name: "办理.bpmn", bytes: Buffer.from(bpmn as string), type: "text/xml" });
  if (answer.statusCode !== 200 && answer.statusCode !== 201) throw new Error(answer.body);
  return answer.json<{ fileId: string }>().fileId;
}

async function draft(bpmn: string | Buffer, forms?: string): Promise<string> {
  const given = { key: KEY, fileId: await upload(bpmn), ...(forms === undefined ? {} : { forms }) };
  return (await steward.call(draftProcedure, given)).id;
}

async function versionsOf(client: TestClient) {
  const { procedures } = await client.call(listProcedures, {});
  return procedures.find(({ key }) => key === KEY)?.versions ?? [];
}

async function raise(text: string): Promise<string> {
  const signature = { kind: "action", name: "appeals/raise-appeal" } as never;
  const answer = await house.visitor().send(signature, { text, mode: "anonymous" });
  return answer.json<{ number: string }>().number;
}

describe("procedures", () => {
  test("are everybody's to read: versions, steps with who and by when, proof, drawing; how much runs is for whoever works here", async () => {
    const [version, ...others] = await versionsOf(house.visitor());
    expect(version).toMatchObject({ version: 1, state: "in-force", to: null, open: null });
    expect(others).toEqual([]);
    const [staffVersion] = await versionsOf(clerk);
    const [counted] = await house.admin<{ count: number }>(
      "select count(*)::int as count from cases.case where procedure_key = $1 and state = 'open' and tenant_id = (select id from platform.tenant where slug = 'qinghe')",
      [KEY],
    );
    expect(staffVersion?.open).toBe(counted?.count);
    const view = await house.visitor().call(readProcedure, { key: KEY, version: 1 });
    expect(view.svg).toContain("受理派单");
    expect(view.rule?.title).toBe("诉求办理时限");
    const handle = view.steps.find(({ element }) => element === "handle");
    expect(handle).toMatchObject({ kind: "task", action: "appeals/answer-appeal", duty: "appeals.handle", within: "lead" });
    expect(handle?.posts).toBeGreaterThan(1);
    expect(handle?.deadline?.spans).toContainEqual({ when: "urgent", amount: 2, unit: "hours" });
    expect(handle?.timers).toMatchObject([{ name: "到期", deadline: { name: "handle" } }]);
    expect(view.steps.find(({ element }) => element === "judge")).toMatchObject({ duty: "owner", timers: [{ name: "未评价" }] });
    expect(view.states).toBeGreaterThan(0);
    expect(await house.visitor().refused(readProcedure, { key: KEY, version: 9 })).toMatchObject({ status: 404 });
    expect(await house.visitor().refused(readProcedure, { key: "appeals.none", version: 1 })).toMatchObject({ status: 404 });
  });

  test("come out as they went in, to everybody", async () => {
    expect((await house.visitor().call(readProcedureFile, { key: KEY, version: 1 })).bpmn).toBe(HANDLING);
    const file = await house.visitor().fetch({ url: `/t/qinghe/cases/procedures/${KEY}/1/file` });
    expect(file.body).toBe(HANDLING);
    expect(file.headers).toMatchObject({
      "content-type": "application/bpmn+xml; charset=utf-8",
      "content-disposition": `attachment; filename="${KEY}-1.bpmn"`,
    });
    const statusOf = async (client: TestClient, path: string) =>
      (await client.fetch({ url: `/t/qinghe/cases/procedures/${path}` })).statusCode;
    expect(await statusOf(house.visitor(), `${KEY}/nine`)).toBe(404);
    expect([await statusOf(house.visitor(), "new"), await statusOf(clerk, "new"), await statusOf(steward, "new")]).toEqual([
      401, 403, 200,
    ]);
  });
});

describe("a draft", () => {
  test("is made by whoever enacts procedures for the whole tenant, and by nobody else, from a file of one's own", async () => {
    const fileId = await upload(RENAMED);
    for (const client of [clerk, await house.signIn("village")])
      expect(await client.refused(draftProcedure, { key: KEY, fileId })).toMatchObject({ status: 404 });
    expect(await house.visitor().refused(draftProcedure, { key: KEY, fileId })).toMatchObject({ status: 401 });
    expect(await steward.refused(draftProcedure, { key: KEY, fileId: await upload(RENAMED, clerk) })).toMatchObject({
      code: "file-gone",
    });
    expect(await steward.refused(draftProcedure, { key: "appeals.none", fileId })).toMatchObject({
      fields: [{ code: "procedure-absent" }],
    });
    const { drafts } = await clerk.call(listProcedures, {});
    expect(drafts).toEqual([]);
    const [shown] = (await steward.call(listProcedures, {})).drafts;
    expect(await clerk.refused(readDraft, { id: shown?.id ?? "" })).toMatchObject({ status: 404 });
  });

  test("is looked over: what it changes, and every fault by its element with the way to it", async () => {
    const view = await steward.call(readDraft, { id: await draft(RENAMED) });
    expect(view).toMatchObject({ verdict: "ready", faults: [], added: [], removed: [], newest: { version: 1 } });
    const faulty = HANDLING.replace(
      'gongzhi:post="appeals.dispatch" gongzhi:deadline="dispatch"',
      'gongzhi:post="appeals.nobody" gongzhi:deadline="never"',
    ).replace("appeals/answer-appeal", "appeals/no-such-action");
    const { verdict, faults, svg } = await steward.call(readDraft, { id: await draft(faulty) });
    expect(verdict).toBe("faulty");
    expect(svg).toContain("<svg");
    const found = faults.map(({ code, element }) => `${code} ${element}`);
    expect(found).toEqual(expect.arrayContaining(["nobody-may dispatch", "deadline-unknown dispatch", "unknown-action handle"]));
    const unsupported = HANDLING.replace('<bpmn:userTask id="judge"', '<bpmn:scriptTask id="judge"').replace(
      /(<bpmn:scriptTask id="judge"[\s\S]*?)<\/bpmn:userTask>/u,
      "$1</bpmn:scriptTask>",
    );
    const refused = await steward.call(readDraft, { id: await draft(unsupported) });
    expect(refused).toMatchObject({
      verdict: "faulty",
      steps: [],
      faults: [
        { code: "element-unsupported", element: "judge", name: "群众评价" },
        { code: "boundary-invalid", element: "unjudged" },
      ],
    });
  });

  test("keeps what the capability's actions rely on, or is told what it lacks and not enacted", async () => {
    const without = HANDLING.replace('name="overdue"', 'name="late"').replaceAll('"closed-unjudged"', '"closed-anyhow"');
    const id = await draft(without);
    const { verdict, faults } = await steward.call(readDraft, { id });
    expect(verdict).toBe("faulty");
    expect(faults.map(({ code, name }) => `${code} ${name}`)).toEqual(["need-sent-message overdue", "need-end closed-unjudged"]);
    expect(await steward.refused(enactProcedure, { id, from: TOMORROW })).toMatchObject({ code: "procedure-faulty" });
  });

  test("shows a way in which a case gets stuck", async () => {
    // Both ways of the gateway at once, and only one of them ends.
    const stuck = HANDLING.replaceAll(/bpmn:exclusiveGateway( id="upheld")/gu, "bpmn:parallelGateway$1")
      .replace(/(<bpmn:parallelGateway id="upheld".*?)<\/bpmn:exclusiveGateway>/u, "$1</bpmn:parallelGateway>")
      .replace(' default="f-rejected"', "")
      .replace("<bpmn:conditionExpression>upheld = true</bpmn:conditionExpression>", "");
    const id = await draft(stuck);
    const { verdict, faults } = await steward.call(readDraft, { id });
    expect(verdict).toBe("faulty");
    const [first] = faults;
    expect(first?.code).toBe("improper-completion");
    expect(first?.path).toEqual(expect.arrayContaining(["受理派单", "异议审核"]));
    expect(await steward.refused(enactProcedure, { id, from: TOMORROW })).toMatchObject({
      code: "procedure-faulty",
      status: 409,
    });
  });

  test("too complex to be judged at once is judged by a job, and enacted on what that found", async () => {
    const id = await draft(withBranches(6));
    const first = await steward.call(readDraft, { id });
    expect(first).toMatchObject({ verdict: "unjudged", faults: [] });
    expect(first.provingSeconds).toBeGreaterThanOrEqual(0);
    expect(await steward.refused(enactProcedure, { id, from: TOMORROW })).toMatchObject({ code: "procedure-unjudged" });
    const page = await steward.fetch({ url: `/t/qinghe/cases/procedures/drafts/${id}` });
    expect(page.body).toMatch(/<meta http-?equiv="refresh"/iu);
    await house.settle();
    const judged = await steward.call(readDraft, { id });
    expect(judged).toMatchObject({ verdict: "ready", faults: [] });
    expect(judged.states).toBeGreaterThan(3_000);
    await steward.call(discardDraft, { id });
  });

  test("that cannot be read, or whose forms cannot, is refused at once", async () => {
    const key = KEY;
    const broken = await upload(HANDLING.slice(0, 2_000));
    expect(await steward.refused(draftProcedure, { key, fileId: broken })).toMatchObject({
      fields: [{ code: "procedure-unreadable" }],
    });
    const fileId = await upload(RENAMED);
    expect(await steward.refused(draftProcedure, { key, fileId, forms: "[" })).toMatchObject({
      fields: [{ code: "forms-no-json" }],
    });
    const unused = await draft(RENAMED, '{"check": {"type": "object"}}');
    expect((await steward.call(readDraft, { id: unused })).faults).toMatchObject([{ code: "form-unused", name: "check" }]);
    expect(await steward.call(discardDraft, { id: unused })).toEqual({ key });
    expect(await steward.refused(discardDraft, { id: unused })).toMatchObject({ status: 404 });
  });
});

describe("enacting a draft", () => {
  test("ends the version before, holds for what is opened from its day on, and leaves what runs on its own version", async () => {
    const before = await raise("桥头的护栏断了一截，请来修。");
    const id = await draft(RENAMED);
    const yesterday = legalDay(new Date(Date.now() - 24 * 3_600_000));
    expect(await steward.refused(enactProcedure, { id, from: yesterday })).toMatchObject({ fields: [{ code: "day-past" }] });
    const key = house.newId();
    const twins = await Promise.all([1, 2, 3].map(() => steward.send(enactProcedure, { id, from: TODAY }, { key })));
    expect(twins.map((answer) => answer.json<unknown>())).toEqual(Array.from({ length: 3 }, () => ({ key: KEY, version: 2 })));
    expect(await versionsOf(clerk)).toMatchObject([
      { version: 2, state: "in-force", from: TODAY, to: null, open: 0 },
      { version: 1, state: "past", to: TODAY },
    ]);
    const [act] = await house.admin<{ action: string }>("select action from platform.audit where subject = $1", [`${KEY}/2`]);
    expect(act?.action).toBe("cases/enact-procedure");
    await house.settle();
    const recorded = await house.admin("select 1 from record.entry where kind = 'cases.procedure' and subject = $1", [
      `${KEY}/2`,
    ]);
    expect(recorded).toHaveLength(1);
    const after = await raise("村口的路灯不亮了，请来修。");
    expect((await clerk.call(readCase, { number: before })).procedure.version).toBe(1);
    expect((await clerk.call(readCase, { number: after })).procedure.version).toBe(2);
    expect((await steward.call(readProcedure, { key: KEY, version: 2 })).enactedBy).not.toBe("");
  });

  test("of two at once makes one version of each, one after the other, never two for one day", async () => {
    const ids = [await draft(RENAMED), await draft(RENAMED)];
    const answers = await Promise.all(ids.map((id) => steward.send(enactProcedure, { id, from: TOMORROW })));
    expect(answers.map(({ statusCode }) => statusCode).toSorted((one, other) => one - other)).toEqual([200, 409]);
    expect(answers.find(({ statusCode }) => statusCode === 409)?.json()).toMatchObject({ code: "version-overlaps" });
    expect((await versionsOf(clerk)).map(({ version, state }) => `${version} ${state}`)).toEqual([
      "3 to-come",
      "2 in-force",
      "1 past",
    ]);
  });
});

describe("a procedure of the office's own", () => {
  const step = (id: string, name: string, more: string) =>
    `<userTask id="${id}" name="${name}" gongzhi:post="appeals.dispatch" ${more}/>`;
  const drawn = (first: string) => `<?xml version="1.0" encoding="UTF-8"?>
    <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:gongzhi="urn:gongzhi:bpmn:1" id="d" targetNamespace="t">
      <process id="seal-use" isExecutable="true"><startEvent id="s"/>${first}${step("note", "登记用印", "")}<endEvent id="e"/>
        <sequenceFlow id="f1" sourceRef="s" targetRef="check"/><sequenceFlow id="f2" sourceRef="check" targetRef="note"/>
        <sequenceFlow id="f3" sourceRef="note" targetRef="e"/></process></definitions>`;
  const GOOD = drawn(step("check", "核对用印", 'gongzhi:deadline="dispatch"'));
  const about = { name: "seal-use", title: "用印审批", ruleKey: "appeals.deadlines" };
  const key = "office.seal-use";

  test("is refused without its name and rule, and where a step would wait for nobody", async () => {
    const fileId = await upload(GOOD);
    expect(await steward.refused(draftProcedure, { fileId })).toMatchObject({ fields: [{ pointer: "/name" }] });
    expect(await steward.refused(draftProcedure, { ...about, fileId, ruleKey: "no.rule" })).toMatchObject({
      fields: [{ code: "rule-absent" }],
    });
    expect(await clerk.refused(draftProcedure, { ...about, fileId })).toMatchObject({ status: 404 });
    const strange = drawn(step("check", "核对用印", 'gongzhi:action="appeals/dispatch-appeal"'));
    const { id } = await steward.call(draftProcedure, { ...about, fileId: await upload(strange) });
    expect((await steward.call(readDraft, { id })).faults).toMatchObject([{ code: "own-action", element: "check" }]);
    await steward.call(discardDraft, { id });
  });

  test("is enacted once, and cases of it run from step to step", async () => {
    const fileId = await upload(GOOD);
    const [one, twin] = [
      await steward.call(draftProcedure, { ...about, fileId }),
      await steward.call(draftProcedure, { ...about, fileId }),
    ];
    expect(await steward.call(readDraft, one)).toMatchObject({ verdict: "ready", title: "用印审批", newest: null });
    expect(await clerk.refused(beginCase, { key, text: "合同用印一份。" })).toMatchObject({ status: 404 });
    const answers = await Promise.all([one, twin].map(({ id }) => steward.send(enactProcedure, { id, from: TODAY })));
    expect(answers.map(({ statusCode }) => statusCode).toSorted((a, b) => a - b)).toEqual([200, 409]);
    expect(await steward.refused(draftProcedure, { ...about, fileId })).toMatchObject({ fields: [{ code: "procedure-exists" }] });
    expect(await house.visitor().refused(beginCase, { key, text: "合同用印一份。" })).toMatchObject({ status: 401 });
    expect(await clerk.refused(beginCase, { key: KEY, text: "合同用印一份。" })).toMatchObject({ code: "procedure-not-own" });
    expect((await clerk.call(readProcedure, { key, version: 1 })).mayBegin).toBe(true);
    expect((await house.visitor().call(readProcedure, { key, version: 1 })).mayBegin).toBe(false);
    const { number } = await clerk.call(beginCase, { key, text: "合同用印一份。" });
    const { tasks } = await clerk.call(listTasks, {});
    expect(tasks.find((task) => task.caseNumber === number)).toMatchObject({ name: "核对用印", path: `cases/${number}` });
    for (const name of ["核对用印", "登记用印"]) {
      const [task] = (await clerk.call(readCase, { number })).tasks;
      expect(task?.name).toBe(name);
      await clerk.call(completeStep, { id: task?.id ?? "" });
    }
    const ended = await clerk.call(readCase, { number });
    expect(ended).toMatchObject({ state: "ended", title: `用印审批 ${number}` });
    expect(ended.events.map(({ reason }) => reason)).toContain("合同用印一份。");
  });

  test("begins on its page without a script", async () => {
    const page = (client: TestClient) => client.fetch({ url: `/t/qinghe/cases/procedures/${key}/1` });
    expect((await page(clerk)).body).toContain("要办什么事");
    expect((await page(house.visitor())).body).not.toContain("要办什么事");
    // Who may not do its step is told with whom it lies, and until when.
    const { number } = await clerk.call(beginCase, { key, text: "证明用印一份。" });
    const casePage = async (client: TestClient) => (await client.fetch({ url: `/t/qinghe/cases/${number}` })).body;
    expect(await casePage(clerk)).toContain("我来办");
    expect(await casePage(steward)).not.toContain("我来办");
    expect(await casePage(steward)).toMatch(/<dt[^>]*>核对用印<\/dt>/u);
    const form = await steward.fetch({ url: "/t/qinghe/cases/procedures/new-own" });
    expect(form.body).toContain("流程标识");
  });

  test("is tried on its past cases before its next version is enacted; a case that runs ends by the version it began with", async () => {
    const { number } = await clerk.call(beginCase, { key, text: "介绍信用印一份。" });
    const before = (await clerk.call(readCase, { number })).tasks[0];
    const between = step("sign", "负责人签字", "");
    const longer = GOOD.replace('<endEvent id="e"/>', `<endEvent id="e"/>${between}`)
      .replace('sourceRef="check" targetRef="note"', 'sourceRef="check" targetRef="sign"')
      .replace("</process>", '<sequenceFlow id="f4" sourceRef="sign" targetRef="note"/></process>');
    const { id: first } = await steward.call(draftProcedure, { key, fileId: await upload(GOOD) });
    expect((await steward.call(readDraft, { id: first })).trial).toMatchObject({ tried: 3, same: 3, others: 0 });
    const { id } = await steward.call(draftProcedure, { replaces: first, fileId: await upload(longer) });
    expect(await steward.refused(readDraft, { id: first })).toMatchObject({ status: 404 });
    // One has ended; two have not come to where the versions part.
    expect((await steward.call(readDraft, { id })).trial).toMatchObject({
      tried: 3,
      same: 2,
      others: 1,
      unrecorded: 0,
      ways: [{ after: "核对用印", went: ["登记用印"], instead: ["负责人签字"], count: 1 }],
    });
    expect(await clerk.refused(readDrawing, { draft: id })).toMatchObject({ status: 404 });
    expect(await steward.call(readDrawing, { draft: id })).toMatchObject({
      key,
      draft: id,
      version: 1,
      bpmn: longer,
      faults: [],
    });
    expect(await steward.call(readDrawing, { key })).toMatchObject({ draft: null, bpmn: GOOD, actions: [] });
    await steward.call(enactProcedure, { id, from: TOMORROW });
    const enacted = await steward.call(readProcedure, { key, version: 2 });
    expect(enacted).toMatchObject({ tried: { tried: 3, others: 1, unrecorded: 0 }, mayEdit: true });
    expect(await steward.call(readProcedure, { key, version: 1 })).toMatchObject({ tried: null, mayEdit: false });
    await clerk.call(completeStep, { id: before?.id ?? "" });
    const [next] = (await clerk.call(readCase, { number })).tasks;
    expect(next?.name).toBe("登记用印");
    await clerk.call(completeStep, { id: next?.id ?? "" });
    expect(await clerk.call(readCase, { number })).toMatchObject({ state: "ended", procedure: { version: 1 } });
  });
});
