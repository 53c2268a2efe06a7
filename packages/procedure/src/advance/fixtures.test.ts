import { describe, expect, test } from "vitest";
import { AT, fixtureNet, openTasks, play, take } from "../fixtures/fixtures.ts";
import { advance, start } from "./advance.ts";

describe("the appeal procedure", () => {
  test("runs from intake to a satisfied resident", async () => {
    const net = await fixtureNet("appeal");
    const begun = take(start(net, {}, AT));
    expect(begun.effects).toEqual([
      {
        type: "open-task",
        task: 1,
        element: "accept",
        name: "受理审核",
        work: "user",
        action: "appeals/decide-acceptance",
        post: "clerk",
        deadline: "acceptanceDays",
      },
    ]);
    const rated = play(net, begun, [
      { type: "complete", task: 1, variables: { accepted: true } },
      { type: "complete", element: "handle" },
      { type: "complete", element: "answer" },
      { type: "message", name: "resident-rating", variables: { satisfied: true } },
    ]);
    expect(rated.marking).toMatchObject({ state: "ended", items: [], joins: [] });
    expect(rated.effects.at(-1)).toEqual({ type: "case-ended", outcome: "completed", element: "closed", name: "办结" });
    expect(rated.effects.map((effect) => effect.type)).toEqual(["message-received", "cancel-timer", "case-ended"]);
    expect(rated.passed).toEqual("waitRating flow_12 rated flow_14 isSatisfied flow_satisfied toClose flow_16 closed".split(" "));
  });

  test("goes back to handling when the resident is not satisfied, and ends without a rating after seven days", async () => {
    const net = await fixtureNet("appeal");
    const asked = play(net, take(start(net, {}, AT)), [
      { type: "complete", element: "accept", variables: { accepted: true } },
      { type: "complete", element: "handle" },
      { type: "complete", element: "answer" },
    ]);
    const again = play(net, asked, [{ type: "message", name: "resident-rating", variables: { satisfied: false } }]);
    expect(openTasks(net, again)).toEqual(["handle"]);
    const due = asked.effects.find((effect) => effect.type === "set-timer");
    expect(due).toMatchObject({ element: "notRated", kind: "duration", value: "P7D", dueAt: "2026-03-09T01:00:00.000Z" });
    expect(play(net, asked, [{ type: "timer", element: "notRated" }]).marking.state).toBe("ended");
  });

  test("reminds three times beside the handling and escalates when the working days are over", async () => {
    const net = await fixtureNet("appeal");
    const handling = play(net, take(start(net, {}, AT)), [
      { type: "complete", element: "accept", variables: { accepted: true } },
    ]);
    const timers = handling.effects.filter((effect) => effect.type === "set-timer");
    expect(timers).toMatchObject([
      { element: "handlingDue", kind: "workingDays", value: "15" },
      { element: "remindDaily", kind: "cycle", value: "R3/P1D" },
    ]);
    expect(timers[0]).not.toHaveProperty("dueAt");
    const reminded = play(net, handling, [{ type: "timer", element: "remindDaily" }]);
    expect(reminded.effects.map((effect) => effect.type)).toEqual(["timer-fired", "set-timer", "send-message"]);
    const thrice = play(net, reminded, [
      { type: "timer", element: "remindDaily" },
      { type: "timer", element: "remindDaily" },
    ]);
    expect(openTasks(net, thrice)).toEqual(["handle"]);
    expect(advance(net, thrice.marking, {}, { type: "timer", element: "remindDaily", at: AT })).toMatchObject({
      code: "timer-unknown",
    });
    const escalated = play(net, reminded, [{ type: "timer", element: "handlingDue" }]);
    expect(openTasks(net, escalated)).toEqual(["escalate"]);
    expect(escalated.effects).toContainEqual({ type: "cancel-task", task: 2, element: "handle", because: "interrupted" });
    expect(escalated.marking.items).toHaveLength(1);
  });

  test("lets the clerk take acceptance back until the handler has begun, and reopens a closed case at handling", async () => {
    const net = await fixtureNet("appeal");
    const accepted = play(net, take(start(net, {}, AT)), [{ type: "complete", task: 1, variables: { accepted: true } }]);
    const back = play(net, accepted, [{ type: "take-back", task: 1 }]);
    expect(openTasks(net, back)).toEqual(["accept"]);
    expect(back.marking.items[0]?.id).toBeGreaterThan(1);
    expect(back.effects.filter((effect) => effect.type === "cancel-task")).toMatchObject([
      { element: "handle", because: "taken-back" },
    ]);
    const handled = play(net, accepted, [{ type: "complete", element: "handle" }]);
    expect(advance(net, handled.marking, {}, { type: "take-back", task: 1, at: AT })).toMatchObject({ code: "not-withdrawable" });
    const refused = play(net, back, [
      { type: "complete", element: "accept", variables: { accepted: false } },
      { type: "complete", element: "explain" },
    ]);
    expect(refused.effects.at(-1)).toMatchObject({ outcome: "completed", element: "notAccepted" });
    const reopened = play(net, refused, [{ type: "reopen", element: "handle" }]);
    expect(openTasks(net, reopened)).toEqual(["handle"]);
    expect(reopened.effects[0]).toEqual({ type: "case-reopened", element: "handle" });
    expect(advance(net, refused.marking, {}, { type: "reopen", element: "answer", at: AT })).toMatchObject({
      code: "not-reopenable",
    });
    expect(advance(net, reopened.marking, {}, { type: "reopen", element: "handle", at: AT })).toMatchObject({
      code: "case-running",
    });
  });

  test("is withdrawn as a whole", async () => {
    const net = await fixtureNet("appeal");
    const handling = play(net, take(start(net, {}, AT)), [{ type: "complete", task: 1, variables: { accepted: true } }]);
    const withdrawn = play(net, handling, [{ type: "withdraw" }]);
    expect(withdrawn.marking).toMatchObject({ state: "withdrawn", items: [], joins: [] });
    expect(withdrawn.effects.map((effect) => effect.type)).toEqual(["cancel-task", "cancel-timer", "cancel-timer", "case-ended"]);
    expect(advance(net, withdrawn.marking, {}, { type: "withdraw", at: AT })).toMatchObject({ code: "case-not-running" });
  });
});

describe("the four meetings", () => {
  test("hear every group, gather what each said in its own order, and end when work and supervision are both done", async () => {
    const net = await fixtureNet("four-meetings");
    const groups = ["一组", "二组", "三组"];
    const listening = play(net, take(start(net, { groups }, AT)), [
      { type: "complete", element: "propose" },
      { type: "complete", element: "consult" },
    ]);
    const opened = listening.effects.filter((effect) => effect.type === "open-task");
    expect(opened.map((effect) => effect.instance)).toEqual(groups.map((item, index) => ({ index, total: 3, item })));
    const [first = 0, second = 0, third = 0] = opened.map((effect) => effect.task);
    const heard = play(net, listening, [
      { type: "complete", task: third, variables: { opinion: "丙" } },
      { type: "complete", task: first, variables: { opinion: "甲" } },
    ]);
    expect(heard.variables["opinions"]).toEqual(["甲", null, "丙"]);
    expect(openTasks(net, heard)).toEqual(["listen"]);
    const resolved = play(net, heard, [
      { type: "complete", task: second, variables: { opinion: "乙" } },
      { type: "complete", element: "deliberate", variables: { agreed: true } },
      { type: "complete", element: "resolve", variables: { resolved: true } },
      { type: "complete", element: "publish" },
      { type: "timer", element: "posting" },
    ]);
    expect(resolved.variables["opinions"]).toEqual(["甲", "乙", "丙"]);
    expect(openTasks(net, resolved)).toEqual(["implement", "supervise"]);
    const supervised = play(net, resolved, [{ type: "complete", element: "supervise" }]);
    expect(supervised.marking.joins).toHaveLength(1);
    const done = play(net, supervised, [
      { type: "complete", element: "implement" },
      { type: "complete", element: "publishResult" },
    ]);
    expect(done.effects.at(-1)).toMatchObject({ type: "case-ended", element: "done" });
  });

  test("refuse more groups than stated and variables of another type", async () => {
    const net = await fixtureNet("four-meetings");
    const groups = Array.from({ length: 61 }, (_, index) => `${index}`);
    const consulting = play(net, take(start(net, { groups }, AT)), [{ type: "complete", element: "propose" }]);
    const event = { type: "complete", element: "consult", at: AT } as const;
    expect(advance(net, consulting.marking, consulting.variables, event)).toMatchObject({
      code: "too-many-instances",
      element: "listen",
    });
    expect(advance(net, consulting.marking, {}, event)).toMatchObject({ code: "variable-invalid" });
    expect(start(net, { groups: "一组" }, AT)).toMatchObject({ code: "variable-invalid" });
    expect(start(net, { unheard: 1 }, AT)).toMatchObject({ code: "variable-invalid" });
    const none = play(net, take(start(net, { groups: [] }, AT)), [
      { type: "complete", element: "propose" },
      { type: "complete", element: "consult" },
    ]);
    expect(openTasks(net, none)).toEqual(["deliberate"]);
  });
});

describe("the mediation", () => {
  test("calls another process in place, and leaves the sub-process by its end, an error or a message", async () => {
    const net = await fixtureNet("mediation");
    const notifying = take(start(net, {}, AT));
    expect(openTasks(net, notifying)).toEqual(["notify/call", "notify/post"]);
    const session = play(net, notifying, [
      { type: "complete", element: "notify/call" },
      { type: "complete", element: "notify/post" },
    ]);
    expect(openTasks(net, session)).toEqual(["session"]);
    expect(session.passed).toContain("notify");
    const agreed = play(net, session, [
      { type: "complete", element: "session" },
      { type: "complete", element: "agreement" },
    ]);
    expect(agreed.effects.at(-1)).toMatchObject({ type: "call-service", operation: "mediation/archive" });
    const failed = play(net, session, [{ type: "complete", element: "session", variables: { result: "failed" } }]);
    expect(openTasks(net, failed)).toEqual(["advise"]);
    expect(failed.passed).toContain("caughtFailure");
    const reported = play(net, session, [{ type: "error", element: "session", code: "failed" }]);
    expect(openTasks(net, reported)).toEqual(["advise"]);
    expect(advance(net, session.marking, {}, { type: "error", element: "session", code: "other", at: AT })).toMatchObject({
      code: "error-uncaught",
    });
    const settled = play(net, session, [{ type: "message", name: "parties-settled" }]);
    expect(openTasks(net, settled)).toEqual(["file"]);
    expect(settled.effects).toContainEqual({
      type: "cancel-task",
      task: expect.any(Number) as number,
      element: "session",
      because: "interrupted",
    });
    expect(play(net, settled, [{ type: "complete", element: "file" }]).marking.state).toBe("ended");
  });
});
