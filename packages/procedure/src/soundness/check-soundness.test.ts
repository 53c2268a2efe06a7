import { describe, expect, test } from "vitest";
import { compile, file, fixtureNet, wrap } from "../fixtures/fixtures.ts";
import { ELEMENTS_MAX } from "../limits.ts";
import { checkSoundness, type Soundness } from "./check-soundness.ts";

const told = ({ violations }: Soundness) => violations.map(({ kind, element }) => `${kind} ${element}`);
const ends = `<startEvent id="s"/><endEvent id="e"/>`;
const tasks = (...ids: readonly string[]) => ids.map((id) => `<userTask id="${id}"/>`).join("");

describe("the fixtures", () => {
  test.each(["appeal", "four-meetings", "mediation", "serveNotice"])("%s is sound", async (name) => {
    expect(checkSoundness(await fixtureNet(name))).toMatchObject({ verdict: "sound", violations: [] });
  });

  test.each([
    ["unsound-deadlock", "deadlock", "wait", ["begin", "choose", "visit"]],
    ["unsound-livelock", "livelock", "archive", ["begin", "again", "draft", "enough", "review", "round", "archive", "round"]],
    ["unsound-improper", "improper-completion", "pay", ["begin", "split", "finance", "merge", "legal", "merge"]],
    ["unsound-dead-step", "dead-step", "appealStep", []],
  ])("%s shows its %s by a shortest path", async (name, kind, element, path) => {
    const { verdict, violations } = checkSoundness(await fixtureNet(name));
    expect(verdict).toBe("unsound");
    expect(violations[0]).toMatchObject({ kind, element, path });
    expect(violations[0]?.message).toContain("“");
  });
});

describe("a step after which nothing follows", () => {
  test("is no way to end, and is told with the way to it; an end event is one", async () => {
    const gateway = `<parallelGateway id="g"/><endEvent id="o"/>`;
    const ways = "s>g g>A g>B A>e";
    const net = await compile(wrap(ends + tasks("A", "B") + gateway, ways));
    const soundness = checkSoundness(net);
    expect(told(soundness)).toEqual(["dead-end B", "dead-step o"]);
    expect(soundness.violations[0]?.path).toEqual(["s", "g", "B"]);
    expect(told(checkSoundness(await compile(wrap(ends + tasks("A", "B") + gateway, `${ways} B>o`))))).toEqual([]);
  });

  test("is found inside a sub-process and behind a boundary event; what nothing leads to is a dead step only", async () => {
    const inner = `<subProcess id="sub"><startEvent id="i"/>${tasks("X")}<sequenceFlow id="in" sourceRef="i" targetRef="X"/></subProcess>`;
    const late = `<boundaryEvent id="b" attachedToRef="A"><timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition></boundaryEvent>`;
    const net = await compile(wrap(ends + tasks("A", "lost") + inner + late, "s>A A>sub sub>e"));
    const { violations } = checkSoundness(net);
    expect(violations.filter(({ kind }) => kind === "dead-end").map(({ element, path }) => [element, path])).toEqual([
      ["b", ["s", "A", "b"]],
      ["X", ["s", "A", "sub", "i", "X"]],
    ]);
    expect(violations.map(({ kind, element }) => `${kind} ${element}`)).toContain("dead-step lost");
  });
});

describe("bindings", () => {
  const bindings = (posts: Readonly<Record<string, readonly string[]>>) => ({
    actionExists: (action: string) => Object.hasOwn(posts, action),
    someoneMay: (action: string, post: string | undefined) =>
      post === undefined ? true : (posts[action]?.includes(post) ?? false),
  });

  test("a step that nobody may do is a violation", async () => {
    const net = await compile(
      wrap(`${ends}<userTask id="A" gongzhi:action="appeals/answer" gongzhi:post="handler"/><userTask id="B"/>`, "s>A A>B B>e"),
    );
    const check = (posts: Readonly<Record<string, readonly string[]>>) =>
      told(checkSoundness(net, { bindings: bindings(posts) }));
    expect(check({ "appeals/answer": ["handler"], "cases/complete-step": [] })).toEqual([]);
    expect(check({ "appeals/answer": ["clerk"], "cases/complete-step": [] })).toEqual(["nobody-may A"]);
    expect(check({ "appeals/answer": ["handler"] })).toEqual(["unknown-action B"]);
    expect(told(checkSoundness(net))).toEqual([]);
  });
});

describe("levels", () => {
  const sub = (inner: string) => `<subProcess id="sub">${inner}</subProcess>`;

  test("what is wrong inside a sub-process is shown on the way from the start", async () => {
    const inner = `<startEvent id="i"/><parallelGateway id="g"/>${tasks("X", "Y")}<exclusiveGateway id="m"/>${tasks("Z")}<endEvent id="o"/>
      ${["i>g", "g>X", "g>Y", "X>m", "Y>m", "m>Z", "Z>o"].map((flow, index) => `<sequenceFlow id="g${index}" sourceRef="${flow[0]}" targetRef="${flow[2]}"/>`).join("")}`;
    const net = await compile(wrap(ends + tasks("A") + sub(inner), "s>A A>sub sub>e"));
    const [violation] = checkSoundness(net).violations;
    expect(violation).toMatchObject({
      kind: "improper-completion",
      element: "Z",
      path: ["s", "A", "i", "g", "X", "m", "Y", "m"],
    });
  });

  test("an error boundary event that nothing can raise is dead", async () => {
    const error = `<error id="E" errorCode="x"/>`;
    const inner = `<startEvent id="i"/><endEvent id="o"/><sequenceFlow id="g" sourceRef="i" targetRef="o"/>`;
    const caught = `<boundaryEvent id="b" attachedToRef="sub"><errorEventDefinition errorRef="E"/></boundaryEvent><endEvent id="n"/>`;
    expect(told(checkSoundness(await compile(wrap(ends + sub(inner) + caught, "s>sub sub>e b>n", error))))).toEqual([
      "dead-step b",
      "dead-step n",
    ]);
    const raised = `<startEvent id="i"/><userTask id="U"/><endEvent id="o"/><sequenceFlow id="g" sourceRef="i" targetRef="U"/><sequenceFlow id="h" sourceRef="U" targetRef="o"/>`;
    expect(checkSoundness(await compile(wrap(ends + sub(raised) + caught, "s>sub sub>e b>n", error))).verdict).toBe("sound");
  });

  test("a reminder beside a step does not count as a second token, unless it joins the main way", async () => {
    const timer = `<timerEventDefinition><timeCycle>R/P1D</timeCycle></timerEventDefinition>`;
    const side = `<boundaryEvent id="b" attachedToRef="A" cancelActivity="false">${timer}</boundaryEvent>${tasks("R")}`;
    const apart = wrap(`${ends}${tasks("A")}${side}<endEvent id="r"/>`, "s>A A>e b>R R>r");
    expect(checkSoundness(await compile(apart)).verdict).toBe("sound");
    const joining = wrap(`${ends}${tasks("A", "B")}${side}`, "s>A A>B B>e b>R R>B");
    expect(checkSoundness(await compile(joining)).violations[0]?.kind).toBe("improper-completion");
    const broken = wrap(`${ends}${tasks("A")}${side}<exclusiveGateway id="x"/>`, "s>A A>e b>x x>R R>x");
    const [violation] = checkSoundness(await compile(broken)).violations;
    expect(violation).toMatchObject({ kind: "livelock", path: ["s", "b", "x", "R", "x"] });
  });

  test("a step at which a case may be reopened must lead to an end by itself", async () => {
    const nodes = `${ends}<parallelGateway id="g"/><userTask id="A" gongzhi:reopen="true"/>${tasks("B")}<parallelGateway id="j"/>`;
    const soundness = checkSoundness(await compile(wrap(nodes, "s>g g>A g>B A>j B>j j>e")));
    expect(soundness.violations).toMatchObject([{ kind: "deadlock", element: "j", reopenedAt: "A", path: ["A"] }]);
  });
});

describe("size", () => {
  /** `width` branches of `length` tasks side by side; entangled pairwise, so that nothing reduces. */
  const wide = (width: number, length: number, extra = "", flows = "") => {
    const ids = Array.from({ length: width }, (_, branch) => Array.from({ length }, (__, step) => `t${branch}_${step}`));
    const chains = ids.flatMap((branch) => [
      `g>${branch[0]}`,
      ...branch.slice(1).map((id, index) => `${branch[index]}>${id}`),
      `${branch.at(-1)}>j`,
    ]);
    return wrap(
      `${ends}<parallelGateway id="g"/><parallelGateway id="j"/>${tasks(...ids.flat())}${extra}`,
      `s>g ${chains.join(" ")} j>e ${flows}`,
    );
  };

  test("well-structured nets are decided at any size", async () => {
    const net = await compile(wide(40, 45));
    const began = performance.now();
    expect(checkSoundness(net)).toMatchObject({ verdict: "sound" });
    expect(performance.now() - began).toBeLessThan(5_000);
  });

  test("a large broken net is called unsound even where its states cannot all be seen", async () => {
    const net = await compile(wide(30, 8, tasks("never"), "never>j"));
    const began = performance.now();
    const soundness = checkSoundness(net, { milliseconds: 1_000 });
    expect(soundness.verdict).toBe("unsound");
    expect(told(soundness)).toContain("dead-step never");
    expect(told(soundness)).toContain("deadlock j");
    expect(soundness.violations[0]?.path[0]).toBe("s");
    expect(performance.now() - began).toBeLessThan(5_000);
  });

  test("a net too large to decide says so in time", async () => {
    // Inclusive joins are not reduced: their guard looks at the whole state.
    const count = 16;
    const ids = Array.from({ length: count }, (_, index) => index);
    const nodes = ids
      .map((index) => `<inclusiveGateway id="m${index}"/>${tasks(`a${index}`, `b${index}`)}<parallelGateway id="p${index}"/>`)
      .join("");
    const flows = ids
      .map((index) => `g>p${index} p${index}>a${index} p${index}>b${index} a${index}>m${index} b${index}>m${index} m${index}>j`)
      .join(" ");
    const net = await compile(wrap(`${ends}<parallelGateway id="g"/><parallelGateway id="j"/>${nodes}`, `s>g ${flows} j>e`));
    const began = performance.now();
    const soundness = checkSoundness(net, { milliseconds: 1_500 });
    expect(soundness).toMatchObject({ verdict: "undecided", violations: [] });
    expect(soundness.reason).toContain("more states than could be looked at");
    expect(performance.now() - began).toBeLessThan(6_000);
    expect(checkSoundness(net, { states: 1_000 })).toMatchObject({ verdict: "undecided" });
  });

  /** Side by side, so many pairs of steps, each joined by a gateway that is not reduced. */
  const inclusive = (count: number) => {
    const ids = Array.from({ length: count }, (_, index) => index);
    const nodes = ids
      .map((n) => `<inclusiveGateway id="m${n}"/>${tasks(`a${n}`, `b${n}`)}<parallelGateway id="p${n}"/>`)
      .join("");
    const flows = ids.map((n) => `g>p${n} p${n}>a${n} p${n}>b${n} a${n}>m${n} b${n}>m${n} m${n}>j`).join(" ");
    return wrap(`${ends}<parallelGateway id="g"/><parallelGateway id="j"/>${nodes}`, `s>g ${flows} j>e`);
  };
  /** One after the other, each of which may go back to any a hundred before it. */
  const looping = (count: number) => {
    const ids = Array.from({ length: count }, (_, index) => index);
    const condition = (n: number) =>
      `<sequenceFlow id="c${n}" sourceRef="x${n}" targetRef="t${Math.max(0, n - 100)}"><conditionExpression>a = ${n}</conditionExpression></sequenceFlow>`;
    const nodes = ids.map((n) => `${tasks(`t${n}`)}<exclusiveGateway id="x${n}" default="d${n}"/>`).join("");
    const on = (n: number) => `<sequenceFlow id="d${n}" sourceRef="x${n}" targetRef="${n + 1 === count ? "e" : `t${n + 1}`}"/>`;
    return wrap(
      `${ends}${nodes}${ids.map((n) => condition(n) + on(n)).join("")}`,
      `s>t0 ${ids.map((n) => `t${n}>x${n}`).join(" ")}`,
    );
  };
  /** Steps with a reminder each, that goes its own way. */
  const reminded = (count: number) => {
    const ids = Array.from({ length: count }, (_, index) => index);
    const timer = "<timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition>";
    const nodes = ids.map(
      (n) =>
        `${tasks(`t${n}`, `r${n}`)}<boundaryEvent id="b${n}" attachedToRef="t${n}" cancelActivity="false">${timer}</boundaryEvent><endEvent id="o${n}"/>`,
    );
    const flows = ids.map((n) => `b${n}>r${n} r${n}>o${n} t${n}>${n + 1 === count ? "e" : `t${n + 1}`}`).join(" ");
    return wrap(`${ends}${nodes.join("")}`, `s>t0 ${flows}`);
  };

  // By the processor's clock, so that a crowded machine changes nothing; `npm run test:nightly`.
  test.runIf(process.env["GONGZHI_NIGHTLY"] === "1").each([
    ["entangled pairs", inclusive(490), "undecided"],
    ["long branches", wide(30, 80), "sound"],
    ["loops", looping(990), "sound"],
    ["reminders", reminded(700), "sound"],
  ])("the largest nets that are read are judged, or said not to be, in ten seconds: %s", async (_, xml, verdict) => {
    const clock = () => {
      const { user, system } = process.cpuUsage();
      return (user + system) / 1_000;
    };
    const began = clock();
    const net = await compile(xml);
    expect(net.elements.length + net.flows.length).toBeGreaterThan(ELEMENTS_MAX * 0.79);
    const soundness = checkSoundness(net, { clock, milliseconds: Math.max(500, 8_000 - (clock() - began)) });
    expect(soundness.verdict).toBe(verdict);
    expect(clock() - began).toBeLessThan(10_000);
  });

  test("more choices at once than can be told apart are undecided", async () => {
    const ids = Array.from({ length: 12 }, (_, index) => `t${index}`);
    const flows = ids.map(
      (id, index) =>
        `<sequenceFlow id="c${index}" sourceRef="x" targetRef="${id}"><conditionExpression>a = ${index}</conditionExpression></sequenceFlow><sequenceFlow id="o${index}" sourceRef="${id}" targetRef="e"/>`,
    );
    const nodes = `${ends}<inclusiveGateway id="x" default="d"/>${tasks(...ids)}<sequenceFlow id="f" sourceRef="s" targetRef="x"/><sequenceFlow id="d" sourceRef="x" targetRef="e"/>${flows.join("")}`;
    expect(checkSoundness(await compile(file(`<process id="p">${nodes}</process>`)))).toMatchObject({
      verdict: "undecided",
      reason: expect.stringContaining("«x»") as string,
    });
  });
});
