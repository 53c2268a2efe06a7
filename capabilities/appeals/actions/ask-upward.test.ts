import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startTestHouse, type TestHouse } from "#apps/server/testing/start-test-house.ts";
import type { TestClient } from "#apps/server/testing/test-client.ts";
import { pathOfCode } from "#capabilities/divisions/index.ts";
import type { Database } from "#platform/db/database.ts";
import { listTasks } from "#capabilities/cases/contract/list-tasks.ts";
import { answerAppeal } from "../contract/answer-appeal.ts";
import { assignRequest } from "../contract/assign-request.ts";
import { callUpperLevel } from "../contract/call-upper-level.ts";
import { decideObjection } from "../contract/decide-objection.ts";
import { dispatchAppeal } from "../contract/dispatch-appeal.ts";
import { objectToDispatch } from "../contract/object-to-dispatch.ts";
import { raiseAppeal } from "../contract/raise-appeal.ts";
import { raiseDispute } from "../contract/raise-dispute.ts";
import { readAppeal } from "../contract/read-appeal.ts";
import { readRequest } from "../contract/read-request.ts";
import { reportOnRequest } from "../contract/report-on-request.ts";
import { ruleOnDispute } from "../contract/rule-on-dispute.ts";
import { suggestDispatch } from "../contract/suggest-dispatch.ts";
import { withdrawAppeal } from "../contract/withdraw-appeal.ts";

let house: TestHouse;
let resident: TestClient;
let clerk: TestClient;
let works: TestClient;
let village: TestClient;
let county: TestClient;
let transport: TestClient;

/** Where the carrier is to die next: before or after the other tenant's commit, or before its own that follows. */
let kill: "before" | "after" | "own" | undefined;

function die(): never {
  kill = undefined;
  throw new Error("killed");
}

/** The database as a process sees it that is killed: what had been committed stays, what had not never was. */
function killable(database: Database): Database {
  let carried = false;
  return {
    ...database,
    transact: async (scope, work, options) => {
      const carrying = scope.purpose === "cases/receive-link";
      const done = await database.transact(
        scope,
        async (tx) => {
          const value = await work(tx);
          if ((carrying && kill === "before") || (carried && kill === "own")) die();
          return value;
        },
        options,
      );
      carried = carrying;
      return carrying && kill === "after" ? die() : done;
    },
  };
}

beforeAll(async () => {
  house = await startTestHouse({ through: killable });
  resident = await house.signIn("resident");
  clerk = await house.signIn("clerk");
  works = await house.signIn("works");
  village = await house.signIn("village");
  county = await house.signIn("county");
  transport = await house.signIn("transport");
  await house.settle();
});
afterAll(() => house.close());

const NAME = "赵某某";
const PHONE = "13800138000";
const LAMP = "大柳村口的路灯坏了三天，晚上看不见路。";

type Raised = { readonly id: string; readonly number: string };

/** A street lamp, in Daliu: the works office has the power over roads, the village committee over street lights. */
async function dispatched(): Promise<Raised> {
  const { id, number } = await resident.call(raiseAppeal, {
    text: LAMP,
    mode: "named",
    area: `${pathOfCode("990101101201")}.g1`,
    place: "村口",
    contactName: NAME,
    contactPhone: PHONE,
  });
  const { units } = await clerk.call(suggestDispatch, { id, matter: "street-light" });
  const unit = units.find(({ name }) => name === "村镇建设办公室");
  await clerk.call(dispatchAppeal, {
    id,
    decision: "unit",
    matter: "street-light",
    organizationId: unit?.organizationId ?? "",
  });
  return { id, number };
}

async function disputed(): Promise<Raised & { readonly request: string }> {
  const raised = await dispatched();
  const { id } = raised;
  await works.call(objectToDispatch, { id, text: "村内路灯由村里维护。", article: "《清河镇权责清单（演示）》第三条" });
  await clerk.call(decideObjection, { id, upheld: false, text: "权责清单载明由你单位负责。" });
  await works.call(raiseDispute, { id, text: "该灯在村内，不在镇道上，应由村委会维护。" });
  await house.settle();
  return { ...raised, request: (await works.call(readAppeal, { number: raised.number })).requests[0]?.id ?? "" };
}

const stateOf = async (id: string) =>
  (
    await house.admin<{ state: string; lead: string | null; due: Date | null }>(
      `select a.state, o.name as lead, a.due_at as due from appeals.appeal a left join organizations.organization o on o.id = a.lead_organization where a.id = $1`,
      [id],
    )
  )[0];

describe("a dispute", () => {
  test("goes one level up, is ruled on there, and the ruling dispatches", async () => {
    const { id, number, request } = await disputed();
    expect(await stateOf(id)).toMatchObject({ state: "waiting", lead: "村镇建设办公室" });
    const ours = await works.call(readAppeal, { number });
    expect(ours.requests).toMatchObject([{ id: request, relation: "appeals.dispute", tenant: "云溪县", answeredAt: null }]);
    // Nobody in the town can do anything about it now.
    expect((await clerk.call(readAppeal, { number })).may).not.toContain("dispatch-appeal");

    const { tasks } = await county.call(listTasks, {});
    expect(tasks).toContainEqual(
      expect.objectContaining({ caseNumber: ours.requests[0]?.number, path: `appeals/requests/${request}` }),
    );
    const asked = await county.call(readRequest, { id: request });
    expect(asked).toMatchObject({ relation: "appeals.dispute", tenant: "清河镇", askedNumber: number, state: "open" });
    expect(asked.may).toEqual(["rule-on-dispute"]);
    const committee = asked.candidates.find(({ name }) => name === "大柳村村民委员会");
    expect(asked.candidates.map(({ name }) => name)).toContain("村镇建设办公室");
    await county.call(ruleOnDispute, {
      id: asked.id,
      ruling: "unit",
      unitId: committee?.organizationId ?? "",
      text: "村内路灯由村委会维护，镇里给予技术协助。",
      article: "《云溪县权责清单（演示）》",
    });
    await house.settle();
    expect(await stateOf(id)).toMatchObject({ state: "handling", lead: "大柳村村民委员会" });
    const entries = (await village.call(readAppeal, { number })).entries;
    const ruling = entries.find(({ kind }) => kind === "ruling");
    expect(ruling).toMatchObject({ by: "云溪县诉求受理中心" });
    expect(ruling?.text).toContain("村委会维护");
    expect((await resident.call(readAppeal, { number })).entries.map(({ kind }) => kind)).toContain("ruling");
    await village.call(answerAppeal, { id, outcome: "solved", text: "灯泡已经换好。" });
    expect((await county.call(readRequest, { id: request })).answer).toMatchObject({ outcome: "unit" });
  });

  test("carries what the rule lets it and nothing else: who raised it never leaves the town", async () => {
    const { id, request } = await disputed();
    const asked = await county.call(readRequest, { id: request });
    expect(asked.words.map(({ name }) => name)).toEqual(["title", "text", "place", "objection", "decision", "reasons"]);
    const rows = await house.admin<{ all: string }>(
      `select (l::text || coalesce(p.words::text, '') || c::text) as all from cases.link l
       left join cases.link_personal p on p.tenant_id = l.tenant_id and p.message_id = l.message_id and p.direction = l.direction
       join cases.case c on c.tenant_id = l.tenant_id and c.id = l.case_id where l.direction = 'in'`,
    );
    expect(rows.length).toBeGreaterThan(0);
    const [owner] = await house.admin<{ owner: string }>("select owner_person as owner from appeals.appeal where id = $1", [id]);
    for (const secret of [NAME, PHONE, owner?.owner ?? "nobody", ".g1"]) expect(JSON.stringify(rows)).not.toContain(secret);
    // The appeal itself does not exist for the county, and the request not for the town.
    expect(await county.refused(readAppeal, { number: asked.askedNumber })).toMatchObject({ status: 404 });
    expect(await clerk.refused(readRequest, { id: request })).toMatchObject({ status: 404 });
    expect(await transport.refused(readRequest, { id: request })).toMatchObject({ status: 404 });
    expect(
      await works.refused(ruleOnDispute, { id: asked.id, ruling: "keep", text: "自己裁定。", article: "第三条" }),
    ).toMatchObject({ status: 404 });
  });

  test("carries none of the resident's words once their objection to it was agreed to", async () => {
    const { id } = await dispatched();
    await house.admin(
      `insert into platform.stopped_use (tenant_id, purpose, person_id, how, since)
       select tenant_id, 'appeals.upward', owner_person, 'objection', now() from appeals.appeal where id = $1`,
      [id],
    );
    const { request } = await disputed();
    const asked = await county.call(readRequest, { id: request });
    expect(asked.words.map(({ name }) => name)).toEqual(["objection", "decision", "reasons"]);
    await house.admin("delete from platform.stopped_use");
  });

  test("ruled to stay keeps its first due date; ruled wrongly sent is dispatched anew", async () => {
    const kept = await disputed();
    const due = (await stateOf(kept.id))?.due;
    const rule = async (id: string, ruling: "keep" | "anew") => {
      await county.call(ruleOnDispute, { id, ruling, text: "按权责清单裁定。", article: "《云溪县权责清单（演示）》" });
      await house.settle();
    };
    await rule(kept.request, "keep");
    expect(await stateOf(kept.id)).toMatchObject({ state: "handling", lead: "村镇建设办公室", due });
    const [task] = await house.admin<{ due: Date }>(
      "select t.due_at as due from cases.task t join appeals.appeal a on a.case_id = t.case_id where a.id = $1 and t.state = 'open'",
      [kept.id],
    );
    expect(task?.due).toEqual(due);
    const anew = await disputed();
    await rule(anew.request, "anew");
    expect(await stateOf(anew.id)).toMatchObject({ state: "waiting", lead: null });
    expect((await clerk.call(readAppeal, { number: anew.number })).may).toContain("dispatch-appeal");
  });

  test("is refused before an objection, after its time, twice, and for a unit the request does not name", async () => {
    const { id } = await dispatched();
    expect(await works.refused(raiseDispute, { id, text: "不归我们管。" })).toMatchObject({ code: "no-objection-before" });
    await works.call(objectToDispatch, { id, text: "村内路灯由村里维护。", article: "第三条" });
    await clerk.call(decideObjection, { id, upheld: false, text: "由你单位负责。" });
    await house.admin(
      "update appeals.entry_personal set at = at - interval '20 days' where appeal_id = $1 and kind = 'objection-decision'",
      [id],
    );
    await house.admin(
      "update cases.task t set done_at = done_at - interval '20 days' from appeals.appeal a where a.case_id = t.case_id and a.id = $1 and t.state = 'done'",
      [id],
    );
    expect(await works.refused(raiseDispute, { id, text: "不归我们管。" })).toMatchObject({
      status: 410,
      code: "dispute-too-late",
    });
    const again = await disputed();
    const own = { id: again.request, ruling: "unit", text: "由县里指定。", article: "第三条" } as const;
    expect(await county.refused(ruleOnDispute, { ...own, unitId: again.request })).toMatchObject({
      fields: [{ pointer: "/unitId" }],
    });
    expect(await works.refused(raiseDispute, { id: again.id, text: "再提一次。" })).toMatchObject({ status: 409 });
  });

  test("that nobody ruled on in time goes back to the unit; what is ruled later still transfers it", async () => {
    const { id, request } = await disputed();
    const due = (await stateOf(id))?.due;
    await house.admin(
      "update cases.timer m set due_at = now() - interval '1 second' from appeals.appeal a where a.case_id = m.case_id and a.id = $1",
      [id],
    );
    await house.settle();
    expect(await stateOf(id)).toMatchObject({ state: "handling", lead: "村镇建设办公室", due });
    const asked = await county.call(readRequest, { id: request });
    const unitId = asked.candidates.find(({ name }) => name === "大柳村村民委员会")?.organizationId ?? "";
    await county.call(ruleOnDispute, { id: asked.id, ruling: "unit", unitId, text: "由村委会维护。", article: "第三条" });
    await house.settle();
    expect(await stateOf(id)).toMatchObject({ state: "handling", lead: "大柳村村民委员会", due });
  });

  test("whose appeal is withdrawn is withdrawn there, too", async () => {
    const { id, request } = await disputed();
    await resident.call(withdrawAppeal, { id });
    await house.settle();
    expect(await county.call(readRequest, { id: request })).toMatchObject({ state: "withdrawn", may: [] });
  });
});

describe("a whistle to the level above", () => {
  test("is given to the bureau with the power, whose report comes back to the lead", async () => {
    const { id, number } = await dispatched();
    await works.call(callUpperLevel, { id, wanted: "县交通运输局", text: "请带登高车到场，更换主路灯头。" });
    expect(await works.refused(callUpperLevel, { id, text: "再吹一次。" })).toMatchObject({ code: "already-called" });
    await house.settle();
    const request = (await works.call(readAppeal, { number })).requests[0]?.id ?? "";
    expect(await works.refused(answerAppeal, { id, outcome: "solved", text: "办好了。" })).toMatchObject({
      code: "co-handlers-outstanding",
    });
    const asked = await county.call(readRequest, { id: request });
    expect(asked).toMatchObject({ relation: "appeals.whistle", wanted: "县交通运输局", chosenMatter: "street-light" });
    expect(asked.units.map(({ name }) => name)).toEqual(["县交通运输局"]);
    const ecology = (await county.call(readRequest, { id: request, matter: "garbage" })).units[0]?.organizationId ?? "";
    const given = { id: asked.id, matter: "street-light" } as const;
    expect(await county.refused(assignRequest, { ...given, organizationId: ecology })).toMatchObject({
      code: "unit-lacks-power",
    });
    await county.call(assignRequest, { ...given, organizationId: asked.units[0]?.organizationId ?? "" });
    expect((await transport.call(readRequest, { id: request })).may).toEqual(["report-on-request"]);
    expect(await transport.refused(reportOnRequest, { id: asked.id, outcome: "refused", text: "没有车。" })).toMatchObject({
      fields: [{ pointer: "/article", code: "article-missing" }],
    });
    await transport.call(reportOnRequest, { id: asked.id, outcome: "done", text: "登高车已到，灯头换完。" });
    await house.settle();
    const { entries, requests } = await works.call(readAppeal, { number });
    expect(requests[0]?.answeredAt).not.toBeNull();
    expect(entries).toContainEqual(expect.objectContaining({ kind: "report", by: "县交通运输局" }));
    expect((await resident.call(readAppeal, { number })).entries.map(({ kind }) => kind)).not.toContain("report");
    await works.call(answerAppeal, { id, outcome: "solved", text: "灯亮了。" });
  });

  test("finds no level above the county", async () => {
    const { id } = await county.call(raiseAppeal, { text: "县道上有一处塌陷，请修。", mode: "anonymous" });
    const { units } = await county.call(suggestDispatch, { id, matter: "roads" });
    await county.call(dispatchAppeal, { id, decision: "unit", matter: "roads", organizationId: units[0]?.organizationId ?? "" });
    expect(await transport.refused(callUpperLevel, { id, text: "请市里来。" })).toMatchObject({ code: "no-level-above" });
  });
});

describe("a link whose carrier is killed", () => {
  const POINTS = [
    ["before the other tenant's commit", "before"],
    ["after the other tenant's commit", "after"],
    ["before its own commit", "own"],
  ] as const;
  const count = async (text: string, values: readonly unknown[]) =>
    (await house.admin<{ count: number }>(`select count(*)::int as count from ${text}`, values))[0]?.count;

  /** The carrier dies once on its way; then, as after a restart, three workers find what is due. */
  async function dieThenDeliver(point: NonNullable<typeof kill>): Promise<void> {
    const before = house.bugs.length;
    kill = point;
    await house.settle();
    expect(kill).toBeUndefined();
    expect(house.bugs.splice(before).map(String).join()).toContain("killed");
    await house.admin("update platform.outbox set due_at = now() - interval '1 second'");
    await Promise.all([house.settle(), house.settle(), house.settle()]);
    expect(await count("platform.outbox where topic like 'cases.link%'", [])).toBe(0);
  }

  test.each(POINTS)("%s delivers once: one case, one answer, one withdrawal", async (_, point) => {
    const raised = await dispatched();
    await works.call(objectToDispatch, { id: raised.id, text: "村内路灯由村里维护。", article: "第三条" });
    await clerk.call(decideObjection, { id: raised.id, upheld: false, text: "由你单位负责。" });
    await house.settle();
    await works.call(raiseDispute, { id: raised.id, text: "应由村委会维护。" });
    await dieThenDeliver(point);
    const opened =
      "cases.link l join cases.case c on c.tenant_id = l.tenant_id and c.id = l.case_id where l.direction = 'in' and l.other_number = $1";
    expect(await count(opened, [raised.number])).toBe(1);
    const [link] = await house.admin<{ id: string }>(
      "select message_id as id from cases.link where direction = 'in' and other_number = $1",
      [raised.number],
    );
    expect(await count("cases.case where subject_id = $1", [link?.id])).toBe(1);

    await county.call(ruleOnDispute, { id: link?.id ?? "", ruling: "keep", text: "由你单位办理。", article: "第三条" });
    await dieThenDeliver(point);
    expect(await stateOf(raised.id)).toMatchObject({ state: "handling", lead: "村镇建设办公室" });
    expect(await count("appeals.entry_personal where appeal_id = $1 and kind = 'ruling'", [raised.id])).toBe(1);

    const other = await disputed();
    await resident.call(withdrawAppeal, { id: other.id });
    // The withdrawal follows from the case's end, a reaction of its own.
    await house.admin(
      "update platform.outbox set due_at = now() + interval '1 hour' where topic not in ('cases.case-ended', 'cases.link-withdrawn')",
    );
    await dieThenDeliver(point);
    expect(await county.call(readRequest, { id: other.request })).toMatchObject({ state: "withdrawn", may: [] });
    expect(
      await count("cases.event e join cases.case c on c.id = e.case_id where c.subject_id = $1 and e.kind = 'case-ended'", [
        other.request,
      ]),
    ).toBe(1);
  });
});
