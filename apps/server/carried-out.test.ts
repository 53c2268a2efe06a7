import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startTestHouse, type TestHouse } from "#apps/server/testing/start-test-house.ts";
import type { TestClient } from "#apps/server/testing/test-client.ts";
import { listDisclosures } from "#capabilities/disclosure/contract/list-disclosures.ts";
import { listOverdue } from "#capabilities/disclosure/contract/list-overdue.ts";
import { readDisclosure } from "#capabilities/disclosure/contract/read-disclosure.ts";
import { pathOfCode } from "#capabilities/divisions/index.ts";
import { giveMandate } from "#capabilities/mandates/contract/give-mandate.ts";
import { decideObjection } from "#capabilities/mandates/contract/decide-objection.ts";
import { judgeCharge } from "#capabilities/mandates/contract/judge-charge.ts";
import { liftCharge } from "#capabilities/mandates/contract/lift-charge.ts";
import { listCharges } from "#capabilities/mandates/contract/list-charges.ts";
import { objectToCharge } from "#capabilities/mandates/contract/object-to-charge.ts";
import { readBurden } from "#capabilities/mandates/contract/read-burden.ts";
import { readCharge } from "#capabilities/mandates/contract/read-charge.ts";
import { readGiveForm } from "#capabilities/mandates/contract/read-give-form.ts";
import { readMandate } from "#capabilities/mandates/contract/read-mandate.ts";
import { reportCharge } from "#capabilities/mandates/contract/report-charge.ts";
import type { InputOf } from "#platform/contract.ts";
import { findSeals } from "#capabilities/record/contract/find-seals.ts";
import { passStep } from "#capabilities/resolutions/contract/pass-step.ts";
import { listProposals } from "#capabilities/resolutions/contract/list-proposals.ts";
import { publishResult } from "#capabilities/resolutions/contract/publish-result.ts";
import { readProposal } from "#capabilities/resolutions/contract/read-proposal.ts";
import { reportResult } from "#capabilities/resolutions/contract/report-result.ts";
import { addContract } from "#capabilities/projects/contract/add-contract.ts";
import { addTask } from "#capabilities/projects/contract/add-task.ts";
import { beginProject } from "#capabilities/projects/contract/begin-project.ts";
import { changeLine } from "#capabilities/projects/contract/change-line.ts";
import { changeMilestone } from "#capabilities/projects/contract/change-milestone.ts";
import { closeAccount } from "#capabilities/projects/contract/close-account.ts";
import { enterCost } from "#capabilities/projects/contract/enter-cost.ts";
import { finishTask } from "#capabilities/projects/contract/finish-task.ts";
import { hangPapers } from "#capabilities/projects/contract/hang-papers.ts";
import { judgeProject } from "#capabilities/projects/contract/judge-project.ts";
import { listProjects } from "#capabilities/projects/contract/list-projects.ts";
import { putOnProject } from "#capabilities/projects/contract/put-on-project.ts";
import { reachMilestone } from "#capabilities/projects/contract/reach-milestone.ts";
import { readBeginForm } from "#capabilities/projects/contract/read-begin-form.ts";
import { readProject } from "#capabilities/projects/contract/read-project.ts";
import { reportDone } from "#capabilities/projects/contract/report-done.ts";
import { stopProject } from "#capabilities/projects/contract/stop-project.ts";

const VILLAGE = pathOfCode("990101101201");
const DAY_MS = 86_400_000;

let house: TestHouse;
let head: TestClient;
let supervisor: TestClient;
let resident: TestClient;
let visitor: TestClient;

beforeAll(async () => {
  house = await startTestHouse();
  head = await house.signIn("village");
  supervisor = await house.signIn("supervisor");
  resident = await house.signIn("resident");
  visitor = house.visitor();
});
afterAll(async () => {
  await house.close();
});

/** A legal day so many days from today. */
function day(after: number): string {
  return new Date(Date.now() + 8 * 3_600_000 + after * DAY_MS).toISOString().slice(0, 10);
}

const plan = (more: { readonly decision?: string } = {}) => ({
  area: VILLAGE,
  kind: "public-works" as const,
  title: "修整村口排水沟",
  aim: "修整村口三百米排水沟，雨天不再积水。",
  place: "村口至桥头",
  lines: [
    { name: "管材", source: "村级公益事业经费", cents: 100_000 },
    { name: "人工", source: "上级补助", cents: 50_001 },
  ],
  milestones: [
    { title: "开工", dueOn: day(-3) },
    { title: "完工", dueOn: day(20) },
  ],
  ...more,
});

const read = async (number: string, who = visitor) => await who.call(readProject, { number });
const line = async (number: string, name: string) => (await read(number)).lines.find((one) => one.name === name)?.id ?? "";

describe("a project from the plan to its account", () => {
  let made: { readonly id: string; readonly number: string };
  const act = () => ({ id: made.id });

  test("is begun by the body that leads, and everybody reads the plan, on the record, at once", async () => {
    expect((await resident.refused(beginProject, plan())).status).toBe(404);
    expect((await supervisor.refused(beginProject, plan())).status).toBe(404);
    made = await head.call(beginProject, plan());
    const view = await read(made.number);
    expect(view).toMatchObject({ project: { state: "running", dueOn: day(20), budgetCents: 150_001 }, may: [], posts: [] });
    // As they were typed.
    expect(view.lines.map(({ name }) => name)).toEqual(["管材", "人工"]);
    await house.settle();
    expect((await visitor.call(findSeals, { kind: "projects.plan", subjects: `${made.number}/1` })).seals).toHaveLength(1);
    expect((await visitor.call(listProjects, { q: "排水沟", state: "running" })).projects.map(({ id }) => id)).toContain(made.id);
  });

  test("a line never costs more than its budget, and another sum needs its reason", async () => {
    const lineId = await line(made.number, "管材");
    const paid = { ...act(), lineId, direction: "paid" as const, what: "管材款", paidOn: day(0) };
    await head.call(enterCost, { ...paid, cents: 90_000 });
    expect(await head.refused(enterCost, { ...paid, cents: 10_001 })).toMatchObject({
      code: "over-budget",
      facts: { cents: 100_001, budget: 100_000 },
    });
    expect((await head.refused(enterCost, { ...paid, direction: "returned", cents: 90_001 })).code).toBe("returned-too-much");
    expect((await head.refused(changeLine, { ...act(), lineId, cents: 89_999, why: "改少一点" })).code).toBe("below-cost");
    const contract = { ...act(), lineId, partner: "云溪管业", subject: "管材供货", signedOn: day(0) };
    expect((await head.refused(addContract, { ...contract, cents: 100_001 })).code).toBe("over-budget");
    await head.call(addContract, { ...contract, cents: 95_000 });
    expect((await head.refused(changeLine, { ...act(), lineId, cents: 94_999, why: "改少一点" })).facts["cents"]).toBe(95_000);
    await head.call(changeLine, { ...act(), lineId, cents: 120_000, why: "加长二十米" });
    await head.call(changeLine, { ...act(), name: "井盖", source: "捐赠", cents: 3_000, why: "原计划漏列" });
    await head.call(enterCost, { ...paid, cents: 25_000 });
    await head.call(enterCost, { ...paid, direction: "returned", what: "退料", cents: 1_000 });
    const view = await read(made.number);
    expect(view.project).toMatchObject({ budgetCents: 173_001, costCents: 114_000 });
    expect(view.lines.find(({ id }) => id === lineId)).toMatchObject({
      plannedCents: 100_000,
      budgetCents: 120_000,
      costCents: 114_000,
      leftCents: 6_000,
      why: "加长二十米",
      earlier: [{ value: 100_000, why: "" }],
    });
    expect(view.sources).toEqual([
      { source: "村级公益事业经费", budgetCents: 120_000, costCents: 114_000 },
      { source: "上级补助", budgetCents: 50_001, costCents: 0 },
      { source: "捐赠", budgetCents: 3_000, costCents: 0 },
    ]);
    expect(view.publications.map(({ kind, version }) => [kind, version])).toEqual([
      ["plan", 1],
      ["plan", 2],
      ["plan", 3],
    ]);
  });

  test("a milestone that is late is late in front of everybody; another day keeps the old one", async () => {
    const { milestones } = await read(made.number);
    const [first, last] = milestones;
    expect([first?.late, last?.late]).toEqual([true, false]);
    await head.call(changeMilestone, { ...act(), milestoneId: last?.id ?? "", dueOn: day(-1), why: "提前完工" });
    const late = (await visitor.call(listOverdue, { area: VILLAGE })).late.filter(
      ({ page }) => page === `projects/${made.number}`,
    );
    expect(late).toMatchObject([{ what: "project", dueOn: day(-1), daysLate: 1 }]);
    expect((await read(made.number)).milestones[1]).toMatchObject({ earlier: [{ value: day(20) }], why: "提前完工" });
    expect((await head.refused(reportDone, act())).code).toBe("milestones-open");
    const future = { ...act(), milestoneId: first?.id ?? "", reachedOn: day(1), note: "开工了" };
    expect((await head.refused(reachMilestone, future)).fields?.[0]?.code).toBe("not-yet");
    for (const one of milestones)
      await head.call(reachMilestone, { ...act(), milestoneId: one.id, reachedOn: day(0), note: "完成了" });
    const again = { ...act(), milestoneId: first?.id ?? "", dueOn: day(3), why: "再改一次" };
    expect((await head.refused(changeMilestone, again)).code).toBe("reached-already");
  });

  test("people by their posts, and a task that must be done before the end", async () => {
    const { posts } = await read(made.number, head);
    const postId = posts.find(({ name }) => name.includes("主任"))?.value ?? "";
    expect((await head.refused(addTask, { ...act(), postId, title: "清运", dueOn: day(2) })).fields?.[0]?.code).toBe("not-on-it");
    await head.call(putOnProject, { ...act(), postId, role: "总负责" });
    expect((await head.refused(putOnProject, { ...act(), postId, role: "总负责" })).code).toBe("on-it-already");
    const [accepting] = await house.admin<{ id: string }>(
      "select id from organizations.post where 'projects.accept' = any(duties) and $1::ltree = any(areas) limit 1",
      [VILLAGE],
    );
    expect((await head.refused(putOnProject, { ...act(), postId: accepting?.id ?? "", role: "监督" })).code).toBe("supervises");
    await head.call(addTask, { ...act(), postId, title: "清运渣土", dueOn: day(2) });
    expect((await head.refused(reportDone, act())).code).toBe("tasks-open");
    const [task] = (await read(made.number)).tasks;
    await head.call(finishTask, { ...act(), taskId: task?.id ?? "", note: "已清运" });
  });

  test("photos and papers hang on it for everybody; nobody hangs what somebody else gave", async () => {
    const bytes = await sharp({ create: { width: 8, height: 8, channels: 3, background: "#345678" } })
      .png()
      .toBuffer();
    const upload = async (who: TestClient) =>
      (await who.upload("projects/photo", { name: "沟.png", type: "image/png", bytes })).json<{ readonly fileId: string }>()
        .fileId;
    expect((await head.refused(hangPapers, { ...act(), caption: "开工当天" })).fields?.[0]?.code).toBe("file-wanted");
    const foreign = { ...act(), caption: "开工当天", photoIds: [await upload(supervisor)] };
    expect((await head.refused(hangPapers, foreign)).fields?.[0]?.code).toBe("file-not-yours");
    const photoId = await upload(head);
    expect((await visitor.fetch({ url: `/t/qinghe/files/${photoId}` })).statusCode).toBe(404);
    await head.call(hangPapers, { ...act(), caption: "开工当天", photoIds: [photoId] });
    expect((await read(made.number)).photos).toMatchObject([{ id: photoId, caption: "开工当天", on: day(0) }]);
    expect((await visitor.fetch({ url: `/t/qinghe/files/${photoId}` })).statusCode).toBe(200);
    expect((await head.refused(hangPapers, { ...act(), caption: "再挂一次", photoIds: [photoId] })).fields?.[0]?.code).toBe(
      "file-not-yours",
    );
  });

  test("is accepted by the supervision committee alone, never by those who carried it out", async () => {
    expect((await head.refused(closeAccount, act())).code).toBe("project-state");
    await head.call(reportDone, act());
    expect((await head.refused(judgeProject, { ...act(), verdict: "accepted", opinion: "自己验收。" })).status).toBe(404);
    expect((await supervisor.call(judgeProject, { ...act(), verdict: "rejected", opinion: "桥头有积水。" })).state).toBe(
      "running",
    );
    await head.call(reportDone, act());
    // Whoever wrote in it is kept from it, whatever their post.
    await house.admin(
      "update projects.project set barred = barred || (select person_id from organizations.post where 'projects.accept' = any(duties) and $1::ltree = any(areas) limit 1) where id = $2",
      [VILLAGE, made.id],
    );
    expect((await supervisor.refused(judgeProject, { ...act(), verdict: "accepted", opinion: "同意验收。" })).status).toBe(404);
    await house.admin("update projects.project set barred = barred[1:2] where id = $1", [made.id]);
    await supervisor.call(judgeProject, { ...act(), verdict: "accepted", opinion: "现场排水通畅。" });
    expect((await read(made.number)).acceptances.map(({ verdict }) => verdict)).toEqual(["rejected", "accepted"]);
  });

  test("its final account is public, on the record, and begins the disclosure it is due for", async () => {
    await head.call(closeAccount, act());
    await house.settle();
    const cost = {
      ...act(),
      lineId: await line(made.number, "人工"),
      direction: "paid" as const,
      what: "补一笔",
      cents: 1,
      paidOn: day(0),
    };
    expect((await head.refused(enterCost, cost)).code).toBe("project-state");
    for (const [kind, version] of [
      ["plan", 4],
      ["acceptance", 2],
      ["account", 1],
    ] as const)
      expect(
        (await visitor.call(findSeals, { kind: `projects.${kind}`, subjects: `${made.number}/${version}` })).seals,
      ).toHaveLength(1);
    const [item] = await house.admin<{ id: string }>("select id from disclosure.item where title = $1", ["修整村口排水沟：结算"]);
    const begun = await head.call(readDisclosure, { id: item?.id ?? "" });
    expect(begun.item.step).toBe("drafting");
    expect(begun.draft?.sections[1]?.table.at(-1)).toEqual(["合计", "", "1,530.01", "1,730.01", "1,140.00"]);
    expect((await visitor.call(listDisclosures, {})).items.map(({ id }) => id)).not.toContain(item?.id);
  });
});

test("a step of a village decision that was not taken by its day is late in front of everybody, from the day after", async () => {
  const [proposal] = (await visitor.call(listProposals, { state: "decide" })).proposals;
  const late = async () =>
    (await visitor.call(listOverdue, {})).late.filter(({ page }) => page === `resolutions/${proposal?.number ?? ""}`);
  const dueAt = "update resolutions.proposal set due_at = ($1::date + 1)::timestamp at time zone 'Asia/Shanghai' where id = $2";
  await house.admin(dueAt, [day(0), proposal?.id]);
  expect(await late()).toEqual([]);
  await house.admin(dueAt, [day(-1), proposal?.id]);
  expect(await late()).toMatchObject([{ what: "resolution-step", dueOn: day(-1), daysLate: 1 }]);
});

test("a decision is carried out by its project: its report waits for acceptance and account", async () => {
  const { proposals } = await visitor.call(listProposals, { state: "post" });
  const [proposal] = proposals;
  if (proposal === undefined) throw new Error("the demo has no posted resolution");
  await house.admin(
    "update resolutions.posting set posted_on = posted_on - 30, posted_until = posted_until - 30, answered = objections where case_number = $1",
    [proposal.number],
  );
  expect((await head.refused(beginProject, plan({ decision: proposal.number }))).code).toBe("decision-not-open");
  await head.call(passStep, { id: proposal.id });
  await house.settle();
  expect((await head.call(readBeginForm, {})).decisions.map(({ value }) => value)).toContain(proposal.number);
  const made = await head.call(beginProject, plan({ decision: proposal.number }));
  expect((await head.refused(beginProject, plan({ decision: proposal.number }))).code).toBe("begun-already");
  const report = { id: proposal.id, doneOn: day(0), result: "排水沟修整完成，不再积水。" };
  expect((await head.refused(reportResult, report)).facts["missing"]).toContain("还没有验收合格");
  const { milestones } = await read(made.number);
  for (const { id } of milestones)
    await head.call(reachMilestone, { id: made.id, milestoneId: id, reachedOn: day(0), note: "完成了" });
  const lineId = await line(made.number, "管材");
  await head.call(enterCost, { id: made.id, lineId, direction: "paid", what: "管材款", cents: 70_000, paidOn: day(0) });
  await head.call(reportDone, { id: made.id });
  await supervisor.call(judgeProject, { id: made.id, verdict: "accepted", opinion: "现场看过，合格。" });
  expect((await head.refused(reportResult, report)).facts["missing"]).toBe("项目的结算还没有公开。");
  await head.call(closeAccount, { id: made.id });
  // What it cost is what the account says, not what is typed.
  expect((await head.refused(reportResult, { ...report, costCents: 5 })).fields?.[0]).toMatchObject({
    code: "account-differs",
    facts: { cents: 70_000 },
  });
  expect((await head.call(readProposal, { number: proposal.number })).accountCents).toBe(70_000);
  expect((await head.call(reportResult, report)).state).toBe("report");
  await head.call(publishResult, { id: proposal.id });
  expect((await visitor.call(readProposal, { number: proposal.number })).costCents).toBe(70_000);
});

test("what is stopped says why, and leaves its decision to another project", async () => {
  const made = await head.call(beginProject, plan());
  await head.call(stopProject, { id: made.id, why: "改由县里统一施工。" });
  expect(await read(made.number)).toMatchObject({ project: { state: "stopped" }, stoppedWhy: "改由县里统一施工。" });
  expect((await head.refused(stopProject, { id: made.id, why: "再停一次。" })).code).toBe("project-state");
});

describe("what the township hands down", () => {
  const NEXT = pathOfCode("990101101202");
  const given = (more: Partial<InputOf<typeof giveMandate>> = {}) => ({
    title: "排查独居老人取暖",
    basis: "清河镇入冬保障会议纪要",
    matter: "street-light",
    act: "handle" as const,
    text: "十二月以前把独居老人家的取暖设备看一遍，有隐患的当天处理。",
    evidence: "排查清单",
    wantsPapers: "yes" as const,
    dueOn: day(10),
    areas: [VILLAGE, NEXT],
    ...more,
  });

  test("goes to the body of each place that has the power and the means, by one act, or to nobody", async () => {
    const leader = await house.signIn("leader");
    expect((await head.refused(giveMandate, given())).status).toBe(403);
    const beyond = await leader.refused(giveMandate, given({ matter: "homestead" }));
    expect(beyond).toMatchObject({ code: "no-power", rule: { article: "17" }, facts: { places: "大柳村、石桥村" } });
    expect((await leader.refused(giveMandate, given({ act: "enforce" }))).code).toBe("no-power");
    const bare = "update rules.power set means = '' where matter_code = 'street-light' and division_path = $1::ltree";
    await house.admin(bare, [NEXT]);
    expect(await leader.refused(giveMandate, given())).toMatchObject({ code: "no-means", facts: { places: "石桥村" } });
    expect(await leader.refused(giveMandate, given({ dueOn: day(1) }))).toMatchObject({
      code: "too-short",
      facts: { figure: 1, threshold: 5 },
    });
    expect((await leader.refused(giveMandate, given({ basis: "" }))).fields).toMatchObject([{ pointer: "/basis" }]);
    const [rule] = (await leader.call(readGiveForm, {})).rules;
    const named = given({ basis: "", rule: rule?.value ?? "", means: "两名医生", areas: [VILLAGE] });
    const byRule = await visitor.call(readMandate, { number: (await leader.call(giveMandate, named)).number });
    expect(byRule).toMatchObject({ basis: rule?.name, ruleId: rule?.value });
    const before = await visitor.call(readBurden, {});
    const { number, charges } = await leader.call(giveMandate, given({ means: "镇卫生院两名医生下村三天" }));
    expect(charges).toBe(2);
    const mandate = await visitor.call(readMandate, { number });
    expect(mandate.charges.map(({ organization, state }) => [organization, state])).toEqual([
      ["大柳村村民委员会", "open"],
      ["石桥村村民委员会", "open"],
    ]);
    const count = (of: typeof before, path: string) => of.places.find((place) => place.path === path)?.given ?? 0;
    const after = await visitor.call(readBurden, {});
    for (const path of [VILLAGE, NEXT]) expect(count(after, path)).toBe(count(before, path) + 1);
  });

  test("is reported by its owner with evidence, judged by its giver, and late to everybody", async () => {
    const leader = await house.signIn("leader");
    const { number } = await leader.call(giveMandate, given({ means: "药剂由镇配发" }));
    const readOne = async (place: number, who = visitor) => await who.call(readCharge, { number, place });
    const id = (await readOne(1)).charge.id;
    expect((await readOne(1, head)).may).toEqual(["report-charge", "object-to-charge"]);
    expect((await supervisor.refused(reportCharge, { id, report: "都查过了。" })).status).toBe(404);
    expect((await head.refused(reportCharge, { id, report: "全部查完。" })).fields).toMatchObject([{ code: "evidence-wanted" }]);
    const background = { r: 40, g: 90, b: 120 };
    const bytes = await sharp({ create: { width: 8, height: 8, channels: 3, background } })
      .png()
      .toBuffer();
    const send = async () => {
      const answer = await head.upload("mandates/photo", { name: "清单.png", type: "image/png", bytes });
      return answer.json<{ readonly fileId: string }>().fileId;
    };
    const report = async (words: string) => await head.call(reportCharge, { id, report: words, photoIds: [await send()] });
    await report("查了二十三户。");
    expect((await head.refused(judgeCharge, { id, verdict: "accepted", opinion: "可以" })).status).toBe(404);
    await leader.call(judgeCharge, { id, verdict: "sent-back", opinion: "没有写有隐患的几户怎样处理。" });
    await report("二十三户都查了，两户换了烟管。");
    await leader.call(judgeCharge, { id, verdict: "accepted", opinion: "情况属实。" });
    const done = await readOne(1);
    expect(done.charge.state).toBe("accepted");
    expect(done.reports.map(({ verdict, papers }) => [verdict, papers.length])).toEqual([
      ["accepted", 1],
      ["sent-back", 1],
    ]);
    expect((await leader.refused(liftCharge, { id, why: "不用办了。" })).code).toBe("charge-state");
    await house.admin("update mandates.charge set due_on = due_on - 20 where number = $1", [number]);
    const { late } = await visitor.call(listOverdue, { area: NEXT });
    expect(late.find(({ page }) => page === `mandates/${number}/2`)).toMatchObject({ what: "mandate-carry", daysLate: 10 });
    const other = (await readOne(2)).charge.id;
    expect((await visitor.call(listCharges, { state: "late", area: NEXT })).charges.map((one) => one.id)).toContain(other);
    await leader.call(liftCharge, { id: other, why: "县里已经统一排查。" });
    expect((await visitor.call(listOverdue, { area: NEXT })).late.some(({ page }) => page === `mandates/${number}/2`)).toBe(
      false,
    );
    await house.settle();
    const { seals } = await visitor.call(findSeals, { kind: "mandates.judgement", subjects: `${number}/102` });
    expect(seals).toMatchObject([{ subject: `${number}/102` }]);
  });

  test("is objected to by its owner once, decided by its giver by a day, and goes on with its days or falls away", async () => {
    const leader = await house.signIn("leader");
    const { number } = await leader.call(giveMandate, given({ means: "药剂由镇配发" }));
    const readOne = async (who = visitor) => await who.call(readCharge, { number, place: 1 });
    const id = (await readOne()).charge.id;
    const objection = { id, ground: "no-power" as const, why: "权责清单只列了路灯，取暖设备归镇应急办。" };
    expect((await supervisor.refused(objectToCharge, objection)).status).toBe(404);
    await head.call(objectToCharge, objection);
    expect(await readOne()).toMatchObject({
      charge: { state: "objected", daysLate: 0 },
      objection: { ground: "no-power", why: objection.why, decideBy: day(10), verdict: null },
    });
    expect((await head.refused(reportCharge, { id, report: "查了几户。" })).code).toBe("charge-state");
    // It is decided, not passed over.
    expect((await leader.refused(liftCharge, { id, why: "先不办了。" })).code).toBe("charge-state");
    expect((await head.refused(decideObjection, { id, verdict: "falls-away", opinion: "可以" })).status).toBe(404);
    // Four days later: late for nobody yet, then for the giver.
    const back = async (days: number) => {
      await house.admin("update mandates.charge set due_on = due_on - $2::int, judge_due = judge_due - $2::int where id = $1", [
        id,
        days,
      ]);
      await house.admin(
        "update mandates.objection set objected_on = objected_on - $2::int, decide_by = decide_by - $2::int where charge_id = $1",
        [id, days],
      );
    };
    await back(14);
    const { late } = await visitor.call(listOverdue, { area: VILLAGE });
    expect(late.filter(({ page }) => page === `mandates/${number}/1`)).toMatchObject([{ what: "mandate-decide", daysLate: 4 }]);
    await leader.call(decideObjection, { id, verdict: "goes-on", opinion: "清单第三项包括入户安全排查。" });
    // Due ten days after it was given, objected to at once: the days it waited are given back.
    expect(await readOne()).toMatchObject({
      charge: { state: "open", dueOn: day(10) },
      objection: { verdict: "goes-on", decidedOn: day(0) },
    });
    expect((await head.refused(objectToCharge, objection)).code).toBe("decided-already");
    const { number: other } = await leader.call(giveMandate, given({ means: "药剂由镇配发", areas: [VILLAGE] }));
    const second = (await visitor.call(readCharge, { number: other, place: 1 })).charge.id;
    await house.admin("update mandates.charge set due_on = current_date - 2 where id = $1", [second]);
    expect((await head.refused(objectToCharge, { ...objection, id: second })).code).toBe("day-over");
    await house.admin("update mandates.charge set due_on = current_date + 9 where id = $1", [second]);
    await head.call(objectToCharge, { id: second, ground: "no-means", why: "没有会查烟管的人。" });
    await leader.call(decideObjection, { id: second, verdict: "falls-away", opinion: "由镇里统一安排。" });
    expect(await visitor.call(readCharge, { number: other, place: 1 })).toMatchObject({
      charge: { state: "lifted", endedOn: day(0) },
      objection: { verdict: "falls-away", opinion: "由镇里统一安排。" },
    });
    await house.settle();
    for (const kind of ["objection", "decision"])
      expect((await visitor.call(findSeals, { kind: `mandates.${kind}`, subjects: `${other}/100` })).seals).toHaveLength(1);
  });

  test("may leave one place longer than the others, never shorter", async () => {
    const leader = await house.signIn("leader");
    const means = "药剂由镇配发";
    const longer = async (area: string, dueOn: string) =>
      await leader.refused(giveMandate, given({ means, longer: [{ area, dueOn }] }));
    expect((await longer(NEXT, day(10))).fields).toMatchObject([{ pointer: "/longer/0/dueOn", code: "not-longer" }]);
    expect((await longer(pathOfCode("990101101001"), day(20))).fields).toMatchObject([
      { pointer: "/longer/0/area", code: "not-charged" },
    ]);
    const twice = [day(20), day(21)].map((dueOn) => ({ area: NEXT, dueOn }));
    expect((await leader.refused(giveMandate, given({ means, longer: twice }))).fields).toMatchObject([{ code: "named-twice" }]);
    const { number } = await leader.call(giveMandate, given({ means, longer: [{ area: NEXT, dueOn: day(20) }] }));
    const { charges } = await visitor.call(readMandate, { number });
    expect(charges.map(({ dueOn }) => dueOn)).toEqual([day(10), day(20)]);
  });
});
