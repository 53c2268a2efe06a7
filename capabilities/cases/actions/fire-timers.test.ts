import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startTestHouse, type TestHouse } from "#apps/server/testing/start-test-house.ts";
import { systemActor } from "#platform/actor.ts";
import type { Tenant } from "#platform/capability.ts";
import { systemContext } from "#platform/outbox/drain.ts";
import { scopeOf } from "#platform/registry/invoke.ts";
import { leaveTraces, noTraces } from "#platform/registry/leave-traces.ts";
import { findDueTimers } from "../store/timers.ts";
import { fireTimer } from "./fire-timers.ts";

let house: TestHouse;
let tenant: Tenant;

beforeAll(async () => {
  house = await startTestHouse();
  const found = await house.tenants.bySlug("qinghe");
  if (found === undefined) throw new Error("the demo has no town");
  tenant = found;
});
afterAll(() => house.close());

/** An answered appeal whose time to be judged has run out: its timer is due. */
async function makeDue() {
  const raise = { kind: "action", name: "appeals/raise-appeal" } as never;
  const dispatch = { kind: "action", name: "appeals/dispatch-appeal" } as never;
  const raised = await house.visitor().send(raise, { text: "请问卫生院几点开门？", mode: "anonymous" });
  const { id, receiptCode: receipt } = raised.json<{ id: string; receiptCode: string }>();
  const clerk = await house.signIn("clerk");
  await clerk.send(dispatch, { id, decision: "answer", matter: "medical", text: "早上八点。" });
  const [timer] = await house.admin<{ caseId: string; timerId: string }>(
    `update cases.timer m set due_at = now() - interval '1 second' from appeals.appeal a where a.case_id = m.case_id and a.id = $1
     returning m.case_id as "caseId", m.id as "timerId"`,
    [id],
  );
  if (timer === undefined) throw new Error("there is no timer");
  return { ...timer, appealId: id, receipt };
}

/** One worker's transaction, as the sweep makes it; `spoil` stands for being killed before the commit. */
async function fire(timerId: string, spoil?: () => void): Promise<boolean> {
  const scope = scopeOf(systemActor(tenant.id, tenant.rootPath), "cases/fire-timer");
  return await house.database.transact(scope, async (tx) => {
    const traces = noTraces();
    const fired = await fireTimer(systemContext(house, tx, tenant, traces), timerId);
    leaveTraces(tx, undefined, traces);
    spoil?.();
    return fired;
  });
}

const firings = async (caseId: string) =>
  (await house.admin("select 1 from cases.event where case_id = $1 and kind = 'timer-fired'", [caseId])).length;

describe("a due timer", () => {
  test("fires once, whichever of three workers comes first", async () => {
    const { caseId, timerId } = await makeDue();
    const fired = await Promise.all([fire(timerId), fire(timerId), fire(timerId)]);
    expect(fired.filter(Boolean)).toHaveLength(1);
    expect(await firings(caseId)).toBe(1);
    expect(await fire(timerId)).toBe(false);
    const [row] = await house.admin("select state, outcome from cases.case where id = $1", [caseId]);
    expect(row).toEqual({ state: "ended", outcome: "closed-unjudged" });
  });

  test("and the act it was waiting for, at the same moment: one of the two ends the case", async () => {
    const { caseId, timerId, appealId, receipt } = await makeDue();
    const judge = { kind: "action", name: "appeals/judge-appeal" } as never;
    const [fired, judged] = await Promise.all([
      fire(timerId),
      house.visitor({ receipt }).send(judge, { id: appealId, responded: true, solved: true, satisfied: true }),
    ]);
    expect([200, 409]).toContain(judged.statusCode);
    expect(await firings(caseId)).toBe(judged.statusCode === 200 ? 0 : 1);
    expect(fired || judged.statusCode === 200).toBe(true);
    const [row] = await house.admin<{ outcome: string; ends: number; timers: number }>(
      `select outcome, (select count(*)::int from cases.event where case_id = c.id and kind = 'case-ended') as ends,
         (select count(*)::int from cases.timer where case_id = c.id) as timers from cases.case c where id = $1`,
      [caseId],
    );
    expect(row).toEqual({ outcome: judged.statusCode === 200 ? "closed" : "closed-unjudged", ends: 1, timers: 0 });
  });

  test("stays due when its worker dies before the commit, and is fired by the next", async () => {
    const { caseId, timerId } = await makeDue();
    const killed = fire(timerId, () => {
      throw new Error("killed");
    });
    await expect(killed).rejects.toThrow("killed");
    expect(await firings(caseId)).toBe(0);
    await house.settle();
    expect(await firings(caseId)).toBe(1);
  });

  test("is found by tenant, time and id alone: the sweeper's role reads nothing else of it", async () => {
    await makeDue();
    const sweep = { areas: [], purpose: "platform/sweep" };
    const asSweeper = { domain: "sweeper", mode: "read only" } as const;
    const due = await house.database.transact(sweep, findDueTimers, asSweeper);
    expect(due.map((one) => Object.keys(one).toSorted())).toEqual([["id", "tenant_id"]]);
    await house.settle();
  });

  test("whose case was withdrawn meanwhile is dropped", async () => {
    const { caseId, timerId } = await makeDue();
    const { rows } = { rows: await house.admin<{ token: number }>("select token from cases.timer where id = $1", [timerId]) };
    await house.settle();
    await house.admin(
      "insert into cases.timer (tenant_id, id, case_id, token, due_at) values ($1, $2, $3, $4, now() - interval '1 second')",
      [tenant.id, timerId, caseId, rows[0]?.token],
    );
    expect(await fire(timerId)).toBe(true);
    expect(await firings(caseId)).toBe(1);
  });
});
