import { describe, expect, test } from "vitest";
import { AT, compile, fixtureNet, openTasks, play, take, wrap } from "../fixtures/fixtures.ts";
import { start } from "../advance/advance.ts";
import { migrateMarking } from "./migrate-marking.ts";

const ends = `<startEvent id="s"/><endEvent id="e"/>`;
const chain = (...ids: readonly string[]) => {
  const all = ["s", ...ids, "e"];
  const flows = all.slice(1).map((id, index) => `${all[index]}>${id}`);
  return wrap(ends + ids.map((id) => `<userTask id="${id}" name="${id}"/>`).join(""), flows.join(" "));
};

describe("migrateMarking", () => {
  test("carries an open task over to a version with more steps", async () => {
    const old = await compile(chain("A", "B"));
    const target = await compile(chain("New", "A", "Check", "B"));
    const step = take(start(old, {}, AT));
    const moved = take(migrateMarking(old, target, step.marking));
    expect(moved.net).toBe(target.fingerprint);
    expect(moved.items.map((item) => item.id)).toEqual(step.marking.items.map((item) => item.id));
    const next = play(target, { ...step, marking: moved }, [{ type: "complete", task: 1 }]);
    expect(openTasks(target, next)).toEqual(["Check"]);
  });

  test("refuses by name what is open and gone, or something else now", async () => {
    const old = await compile(chain("A", "B"));
    const step = take(start(old, {}, AT));
    expect(migrateMarking(old, await compile(chain("B")), step.marking)).toMatchObject({
      code: "migration-misfit",
      element: "A",
    });
    const manual = await compile(
      wrap(
        `${ends}<intermediateCatchEvent id="A"><timerEventDefinition gongzhi:workingDays="1"/></intermediateCatchEvent>`,
        "s>A A>e",
      ),
    );
    expect(migrateMarking(old, manual, step.marking)).toMatchObject({ code: "migration-misfit", element: "A" });
    const bound = await compile(wrap(`${ends}<userTask id="A" gongzhi:action="x/y"/>`, "s>A A>e"));
    expect(migrateMarking(old, bound, step.marking)).toMatchObject({
      message: expect.stringContaining("completed by x/y") as string,
    });
    expect(migrateMarking(bound, old, step.marking)).toMatchObject({ code: "marking-foreign" });
  });

  test("refuses a version in which the case could get stuck", async () => {
    const gates = `<parallelGateway id="g"/><parallelGateway id="j"/><userTask id="A"/><userTask id="B"/><userTask id="C"/>`;
    const old = await compile(wrap(ends + gates, "s>g g>A g>B A>j B>j j>C C>e"));
    const waiting = play(old, take(start(old, {}, AT)), [{ type: "complete", element: "A" }]);
    const same = await compile(wrap(`${ends}${gates}<userTask id="D"/>`, "s>g g>A g>B A>j B>j j>C C>D D>e"));
    const moved = take(migrateMarking(old, same, waiting.marking));
    expect(openTasks(same, play(same, { ...waiting, marking: moved }, [{ type: "complete", element: "B" }]))).toEqual(["C"]);
    // Sound by itself, but its third branch never began in this case.
    const third = await compile(wrap(`${ends}${gates}<userTask id="D"/>`, "s>g g>A g>B A>j B>j j>C C>e g>D D>j"));
    expect(migrateMarking(old, third, waiting.marking)).toMatchObject({
      code: "migration-misfit",
      message: expect.stringContaining("“j”") as string,
    });
    const joinless = await compile(wrap(`${ends}${gates}`, "s>g g>A g>B A>C B>j j>C C>e"));
    expect(migrateMarking(old, joinless, waiting.marking)).toMatchObject({ code: "migration-misfit" });
  });

  test("refuses a version with an event that was never set", async () => {
    const old = await compile(chain("A"));
    const timed = await compile(
      wrap(
        `${ends}<userTask id="A" name="A"/><boundaryEvent id="late" name="逾期" attachedToRef="A"><timerEventDefinition gongzhi:workingDays="5"/></boundaryEvent>`,
        "s>A A>e late>e",
      ),
    );
    expect(migrateMarking(old, timed, take(start(old, {}, AT)).marking)).toMatchObject({
      message: expect.stringContaining("逾期") as string,
    });
  });

  test("refuses a gateway that waits for other events there", async () => {
    const timer = (id: string) =>
      `<intermediateCatchEvent id="${id}"><timerEventDefinition gongzhi:workingDays="5"/></intermediateCatchEvent>`;
    const gate = (...ids: readonly string[]) =>
      wrap(`${ends}<eventBasedGateway id="g"/>${ids.map(timer).join("")}`, `s>g ${ids.map((id) => `g>${id} ${id}>e`).join(" ")}`);
    const old = await compile(gate("a", "b"));
    const step = take(start(old, {}, AT));
    expect(take(migrateMarking(old, await compile(gate("b", "a")), step.marking)).items).toHaveLength(3);
    expect(migrateMarking(old, await compile(gate("a", "b", "c")), step.marking)).toMatchObject({
      code: "migration-misfit",
      element: "g",
    });
  });

  test("keeps sub-processes, instances and an ended case", async () => {
    const net = await fixtureNet("mediation");
    const session = play(net, take(start(net, {}, AT)), [
      { type: "complete", element: "notify/call" },
      { type: "complete", element: "notify/post" },
    ]);
    expect(take(migrateMarking(net, net, session.marking))).toEqual(session.marking);
    const meetings = await fixtureNet("four-meetings");
    const listening = play(meetings, take(start(meetings, { groups: ["a", "b"] }, AT)), [
      { type: "complete", element: "propose" },
      { type: "complete", element: "consult" },
    ]);
    expect(take(migrateMarking(meetings, meetings, listening.marking))).toEqual(listening.marking);
    const ended = play(net, session, [{ type: "withdraw" }]);
    expect(take(migrateMarking(net, net, ended.marking)).state).toBe("withdrawn");
  });
});
