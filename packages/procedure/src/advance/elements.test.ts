import { describe, expect, test } from "vitest";
import { AT, compile, file, openTasks, play, take, wrap } from "../fixtures/fixtures.ts";
import { checkSoundness } from "../soundness/check-soundness.ts";
import { advance, start } from "./advance.ts";

const flow = (id: string, from: string, to: string, condition = "") =>
  `<sequenceFlow id="${id}" sourceRef="${from}" targetRef="${to}">${condition === "" ? "" : `<conditionExpression>${condition}</conditionExpression>`}</sequenceFlow>`;
const process = (contents: string, before = "") => file(`<process id="p" isExecutable="true">${contents}</process>`, before);

describe("inclusive gateways", () => {
  const xml =
    process(`<startEvent id="s"/><inclusiveGateway id="fork" default="toC"/><userTask id="A"/><userTask id="B"/><userTask id="C"/>
    <inclusiveGateway id="join"/><userTask id="D"/><endEvent id="e"/>
    ${flow("f1", "s", "fork")}${flow("toA", "fork", "A", "a = true")}${flow("toB", "fork", "B", "b = true")}${flow("toC", "fork", "C")}
    ${flow("f2", "A", "join")}${flow("f3", "B", "join")}${flow("f4", "C", "join")}${flow("f5", "join", "D")}${flow("f6", "D", "e")}`);

  test("take every true flow, else the default, and wait for just those", async () => {
    const net = await compile(xml);
    expect(checkSoundness(net).verdict).toBe("sound");
    const both = take(start(net, { a: true, b: true }, AT));
    expect(openTasks(net, both)).toEqual(["A", "B"]);
    const one = play(net, both, [{ type: "complete", element: "A" }]);
    expect(openTasks(net, one)).toEqual(["B"]);
    expect(openTasks(net, play(net, one, [{ type: "complete", element: "B" }]))).toEqual(["D"]);
    const none = take(start(net, {}, AT));
    expect(openTasks(net, none)).toEqual(["C"]);
    expect(openTasks(net, play(net, none, [{ type: "complete", element: "C" }]))).toEqual(["D"]);
  });
});

describe("multi-instance", () => {
  const loop = (marker: string) =>
    process(`<startEvent id="s"/><userTask id="A"><multiInstanceLoopCharacteristics ${marker}</multiInstanceLoopCharacteristics></userTask>
      <endEvent id="e"/>${flow("f1", "s", "A")}${flow("f2", "A", "e")}`);

  test("runs one after the other", async () => {
    const net = await compile(loop(`isSequential="true"><loopCardinality>3</loopCardinality>`));
    const first = take(start(net, {}, AT));
    expect(first.effects).toMatchObject([{ type: "open-task", instance: { index: 0, total: 3 } }]);
    const second = play(net, first, [{ type: "complete", element: "A" }]);
    expect(second.effects.at(-1)).toMatchObject({ type: "open-task", instance: { index: 1, total: 3 } });
    const done = play(net, second, [
      { type: "complete", element: "A" },
      { type: "complete", element: "A" },
    ]);
    expect(done.marking.state).toBe("ended");
    expect(done.passed).toEqual(["A", "f2", "e"]);
  });

  test("stops once enough are done", async () => {
    const net = await compile(
      loop(
        `gongzhi:maximum="9"><loopCardinality>count(houses)</loopCardinality><completionCondition>numberOfCompletedInstances * 2 > numberOfInstances</completionCondition>`,
      ),
    );
    const opened = take(start(net, { houses: [1, 2, 3] }, AT));
    expect(opened.effects).toHaveLength(3);
    const two = play(net, opened, [
      { type: "complete", task: 3 },
      { type: "complete", task: 2 },
    ]);
    expect(two.effects.map((effect) => effect.type)).toEqual(["complete-task", "cancel-task", "case-ended"]);
    expect(two.effects[1]).toMatchObject({ task: 4, because: "enough" });
  });

  test("gives each sub-process its own entry", async () => {
    const net = await compile(
      process(`<startEvent id="s"/><subProcess id="each"><multiInstanceLoopCharacteristics gongzhi:collection="houses" gongzhi:item="house" gongzhi:maximum="5"/>
        <startEvent id="i"/><exclusiveGateway id="x" default="toRich"/><userTask id="poor"/><userTask id="rich"/><endEvent id="o"/>
        ${flow("g1", "i", "x")}${flow("g2", "x", "poor", "house.poor = true")}${flow("toRich", "x", "rich")}${flow("g3", "poor", "o")}${flow("g4", "rich", "o")}
        </subProcess><endEvent id="e"/>${flow("f1", "s", "each")}${flow("f2", "each", "e")}`),
    );
    expect(checkSoundness(net).verdict).toBe("sound");
    const opened = take(start(net, { houses: [{ poor: true }, { poor: false }, { poor: true }] }, AT));
    expect(openTasks(net, opened)).toEqual(["poor", "poor", "rich"]);
    const rest = play(net, opened, [{ type: "complete", element: "rich" }]);
    expect(rest.marking.items.filter((item) => item.loop?.done === 1)).toHaveLength(1);
    expect(advance(net, rest.marking, {}, { type: "complete", element: "poor", at: AT })).toMatchObject({
      code: "task-ambiguous",
    });
    const tasks = rest.marking.items.filter((item) => net.elements[item.at]?.id === "poor").map((item) => item.id);
    expect(
      play(
        net,
        rest,
        tasks.map((task) => ({ type: "complete", task })),
      ).marking.state,
    ).toBe("ended");
  });
});

describe("ends", () => {
  test("terminate cancels the rest of its own level only", async () => {
    const net = await compile(
      process(`<startEvent id="s"/><parallelGateway id="fork"/><userTask id="outer"/><subProcess id="sub"><startEvent id="i"/><parallelGateway id="g"/>
        <userTask id="A"/><userTask id="B"/><endEvent id="stop"><terminateEventDefinition/></endEvent><endEvent id="o"/>
        ${flow("g1", "i", "g")}${flow("g2", "g", "A")}${flow("g3", "g", "B")}${flow("g4", "A", "stop")}${flow("g5", "B", "o")}</subProcess>
        <endEvent id="e1"/><endEvent id="e2"/>${flow("f1", "s", "fork")}${flow("f2", "fork", "outer")}${flow("f3", "fork", "sub")}
        ${flow("f4", "outer", "e1")}${flow("f5", "sub", "e2")}`),
    );
    expect(checkSoundness(net).verdict).toBe("sound");
    const stopped = play(net, take(start(net, {}, AT)), [{ type: "complete", element: "A" }]);
    expect(openTasks(net, stopped)).toEqual(["outer"]);
    expect(stopped.passed.slice(-4)).toEqual(["stop", "sub", "f5", "e2"]);
  });

  test("an error nobody catches ends the case with its code", async () => {
    const net = await compile(
      process(
        `<startEvent id="s"/><userTask id="A"/><subProcess id="sub"><startEvent id="i"/><endEvent id="bad" name="坏"><errorEventDefinition errorRef="E"/></endEvent>
        ${flow("g1", "i", "bad")}</subProcess><endEvent id="e"/>${flow("f1", "s", "A")}${flow("f2", "A", "sub")}${flow("f3", "sub", "e")}`,
        `<error id="E" errorCode="broken"/>`,
      ),
    );
    const ended = play(net, take(start(net, {}, AT)), [{ type: "complete", element: "A" }]);
    expect(ended.effects.at(-1)).toEqual({ type: "case-ended", outcome: "error", element: "bad", name: "坏", code: "broken" });
    // It ends, but what comes after the sub-process can never be done.
    const violations = checkSoundness(net).violations.map(({ kind, element }) => `${kind} ${element}`);
    expect(violations).toEqual(["dead-step sub", "dead-step e"]);
  });
});

describe("events", () => {
  test("a start event is named where there are several", async () => {
    const net = await compile(
      process(
        `<startEvent id="byHand"/><startEvent id="byMessage"><messageEventDefinition messageRef="M"/></startEvent><startEvent id="daily"><timerEventDefinition><timeCycle>R/P1D</timeCycle></timerEventDefinition></startEvent>
        <userTask id="A"/><endEvent id="e"/>${flow("f1", "byHand", "A")}${flow("f2", "byMessage", "A")}${flow("f3", "daily", "A")}${flow("f4", "A", "e")}`,
        `<message id="M" name="m"/>`,
      ),
    );
    expect(take(start(net, {}, AT)).passed[0]).toBe("byHand");
    expect(take(start(net, {}, AT, { startEvent: "daily" })).passed[0]).toBe("daily");
    expect(start(net, {}, AT, { startEvent: "A" })).toMatchObject({ code: "start-unknown" });
    expect(checkSoundness(net).verdict).toBe("sound");
  });

  test("the calendar reckons working days and rules; times may be FEEL", async () => {
    const timer = (definition: string) =>
      wrap(
        `<startEvent id="s"/><intermediateCatchEvent id="t"><timerEventDefinition ${definition}</timerEventDefinition></intermediateCatchEvent><endEvent id="e"/>`,
        "s>t t>e",
      );
    const due = async (definition: string, variables = {}) => {
      const calendar = (ask: object) => JSON.stringify(ask);
      const step = take(start(await compile(timer(definition)), variables, AT, { calendar }));
      const effect = step.effects.find(({ type }) => type === "set-timer");
      return effect?.type === "set-timer" ? effect : undefined;
    };
    expect(await due(`gongzhi:workingDays="15">`)).toMatchObject({
      kind: "workingDays",
      value: "15",
      dueAt: `{"kind":"workingDays","value":"15","from":"${AT}","element":"t"}`,
    });
    expect(await due(`gongzhi:workingDays="=days">`, { days: 7 })).toMatchObject({ value: "7" });
    expect(await due(`gongzhi:rule="replyDays">`)).toMatchObject({ kind: "rule", value: "replyDays" });
    expect(await due(`><timeDate>=hearing</timeDate>`, { hearing: "2026-04-01" })).toMatchObject({
      kind: "date",
      dueAt: expect.stringContaining(`"kind":"date","value":"2026-04-01"`) as string,
    });
    expect(start(await compile(timer(`><timeDate>=hearing</timeDate>`)), { hearing: "soon" }, AT)).toMatchObject({
      code: "timer-invalid",
      element: "t",
    });
  });

  test("a receive task waits with a deadline", async () => {
    const net = await compile(
      process(
        `<startEvent id="s"/><receiveTask id="R" messageRef="M"/><boundaryEvent id="late" attachedToRef="R"><timerEventDefinition><timeDuration>P5D</timeDuration></timerEventDefinition></boundaryEvent>
        <endEvent id="got"/><endEvent id="gone"/>${flow("f1", "s", "R")}${flow("f2", "R", "got")}${flow("f3", "late", "gone")}`,
        `<message id="M" name="reply"/>`,
      ),
    );
    const waiting = take(start(net, {}, AT));
    expect(waiting.effects).toMatchObject([
      { type: "await-message", wait: 1, message: "reply" },
      { type: "set-timer", timer: 2, task: 1 },
    ]);
    expect(play(net, waiting, [{ type: "message", name: "reply" }]).effects.at(-1)).toMatchObject({ element: "got" });
    expect(play(net, waiting, [{ type: "timer", timer: 2 }]).effects.at(-1)).toMatchObject({ element: "gone" });
    expect(advance(net, waiting.marking, {}, { type: "message", name: "other", at: AT })).toMatchObject({
      code: "message-unawaited",
    });
  });
});

describe("refusals of an advance", () => {
  test("name what is wrong and change nothing", async () => {
    const net = await compile(wrap(`<startEvent id="s"/><userTask id="A"/><endEvent id="e"/>`, "s>A A>e"));
    const other = await compile(wrap(`<startEvent id="s"/><userTask id="B"/><endEvent id="e"/>`, "s>B B>e"));
    const step = take(start(net, {}, AT));
    const before = JSON.stringify(step);
    expect(advance(other, step.marking, {}, { type: "complete", task: 1, at: AT })).toMatchObject({ code: "marking-foreign" });
    expect(advance(net, step.marking, {}, { type: "complete", task: 9, at: AT })).toMatchObject({ code: "task-unknown" });
    expect(advance(net, step.marking, {}, { type: "complete", task: 1, at: "yesterday" })).toMatchObject({
      code: "event-invalid",
    });
    expect(advance(net, step.marking, {}, { type: "explode", at: AT } as never)).toMatchObject({ code: "event-invalid" });
    expect(JSON.stringify(step)).toBe(before);
  });

  test("a loop that waits for nobody is stopped", async () => {
    const net = await compile(
      process(
        `<startEvent id="s"/><exclusiveGateway id="x" default="f2"/><exclusiveGateway id="y"/><endEvent id="e"/>${flow("f1", "s", "y")}${flow("f2", "x", "y")}${flow("f3", "y", "x")}${flow("f4", "x", "e", "stop = true")}`,
      ),
    );
    expect(start(net, {}, AT)).toMatchObject({ code: "endless-loop" });
    expect(take(start(net, { stop: true }, AT)).marking.state).toBe("ended");
    expect(start(net, { stop: 1 }, AT)).toMatchObject({ code: "endless-loop" });
  });

  test("a condition that is no truth value is refused", async () => {
    const net = await compile(
      process(
        `<startEvent id="s"/><exclusiveGateway id="x" default="f3"/><endEvent id="a"/><endEvent id="b"/>${flow("f1", "s", "x")}${flow("f2", "x", "a", "amount + 1")}${flow("f3", "x", "b")}`,
      ),
    );
    expect(start(net, { amount: 1 }, AT)).toMatchObject({ code: "condition-not-boolean" });
    expect(take(start(net, {}, AT)).passed.at(-1)).toBe("b");
  });
});
