import { SaxesParser } from "saxes";
import { describe, expect, test } from "vitest";
import { AT, compile, fixture, fixtureNet, play, readFixture, take, wrap } from "../fixtures/fixtures.ts";
import { start } from "../advance/advance.ts";
import { childrenOf, contentsOf, textOf } from "../model/model.ts";
import { parseProcedure } from "../compile/parse-procedure.ts";
import { asList, presentElements } from "./as-list.ts";
import { diagramSvg } from "./diagram-svg.ts";
import { layOut } from "./layout.ts";
import { escapeXml, fitText, textWidth, wrapText } from "./text.ts";

type Seen = { readonly name: string; readonly attributes: Readonly<Record<string, string>>; text: string };

function read(svg: string): readonly Seen[] {
  const parser = new SaxesParser({ xmlns: true });
  const seen: Seen[] = [];
  const open: Seen[] = [];
  parser.on("error", (error) => {
    throw error;
  });
  parser.on("opentag", (tag) => {
    const attributes = Object.fromEntries(Object.values(tag.attributes).map(({ name, value }) => [name, value]));
    const element = { name: tag.local, attributes, text: "" };
    seen.push(element);
    open.push(element);
  });
  parser.on("text", (text) => {
    const top = open.at(-1);
    if (top !== undefined) top.text += text;
  });
  parser.on("closetag", () => open.pop());
  parser.write(svg).close();
  return seen;
}

async function drawn(name: string) {
  const { definitions } = await readFixture(name);
  const net = await fixtureNet(name);
  const begun = take(start(net, {}, AT));
  const step = play(net, begun, [{ type: "complete", element: "accept", variables: { accepted: true } }]);
  const history = [...begun.passed, ...step.passed];
  return { definitions, net, step, history };
}

describe("the diagram", () => {
  test("is well-formed, without script or style, and shows the path and the present step", async () => {
    const { definitions, net, step, history } = await drawn("appeal");
    const present = presentElements(net, step.marking);
    expect(present).toEqual(["handle"]);
    const seen = read(diagramSvg(definitions, { taken: history, present, notes: { handle: "6 天" } }));
    expect(seen.some(({ name }) => name === "script" || name === "style" || name === "image")).toBe(false);
    expect(
      seen.some(({ attributes }) =>
        Object.keys(attributes).some((name) => name.startsWith("on") || name === "style" || name === "href"),
      ),
    ).toBe(false);
    const classOf = (id: string) => seen.find(({ attributes }) => attributes["data-element"] === id)?.attributes["class"];
    expect(classOf("handle")).toBe("procedure-shape is-present");
    // Where it stands, as shares of width and height: a page may bring it into view.
    const svg = diagramSvg(definitions, { present });
    const [, x, y, width, height] = /viewBox="(\S+) (\S+) (\S+) (\S+)"/u.exec(svg)?.map(Number) ?? [];
    const [, left, top] = /data-present="(\S+) (\S+)"/u.exec(svg)?.map(Number) ?? [];
    const box = /data-element="handle".*?<rect class="outline" x="(\S+)" y="(\S+)" width="(\S+)" height="(\S+)"/su
      .exec(svg)
      ?.map(Number);
    const [, atX = 0, atY = 0, ofWidth = 0, ofHeight = 0] = box ?? [];
    expect([left, top]).toEqual([
      expect.closeTo((atX + ofWidth / 2 - (x ?? 0)) / (width ?? 1), 3),
      expect.closeTo((atY + ofHeight / 2 - (y ?? 0)) / (height ?? 1), 3),
    ]);
    expect(diagramSvg(definitions)).not.toContain("data-present");
    expect(classOf("accept")).toBe("procedure-shape is-taken");
    expect(classOf("answer")).toBe("procedure-shape");
    expect(classOf("flow_accept")).toBe("procedure-edge is-taken");
    expect(classOf("flow_refuse")).toBe("procedure-edge");
    expect(seen.find(({ name }) => name === "svg")?.attributes).toMatchObject({
      role: "img",
      lang: "zh-CN",
      "aria-labelledby": "procedure-title procedure-desc",
    });
    expect(seen.find(({ attributes }) => attributes["id"] === "procedure-title")?.text).toBe("诉求办理");
    expect(seen.find(({ attributes }) => attributes["id"] === "procedure-desc")?.text).toBe(
      "当前步骤：办理。已完成：群众提出诉求、受理审核。",
    );
    expect(seen.some(({ text }) => text === "6 天")).toBe(true);
  });

  test("every element of the process is drawn, with a drawing in the file or without", async () => {
    const bare = fixture("appeal").replace(/<bpmndi:BPMNDiagram[\s\S]*<\/bpmndi:BPMNDiagram>/u, "");
    for (const xml of [fixture("appeal"), bare]) {
      const { definitions } = take(await parseProcedure(xml));
      const ids = new Set(read(diagramSvg(definitions, { lang: "en" })).map(({ attributes }) => attributes["data-element"]));
      const process = childrenOf(definitions.root, "rootElements").find(({ $type }) => $type === "bpmn:Process");
      if (process === undefined) throw new Error("no process");
      const { nodes, flows } = contentsOf(process);
      for (const element of [...nodes, ...flows]) expect(ids).toContain(textOf(element, "id"));
    }
  });

  test("names from a file cannot break out", async () => {
    const name = `&quot;>&lt;script>alert(1)&lt;/script>]]&gt;`;
    const { definitions } = take(
      await parseProcedure(wrap(`<startEvent id="s"/><userTask id="A" name="${name}"/><endEvent id="e"/>`, "s>A A>e")),
    );
    const svg = diagramSvg(definitions, { title: `"><script>`, id: `"><script>`, notes: { A: "<b>" } });
    expect(read(svg).some(({ name: tag }) => tag === "script" || tag === "b")).toBe(false);
    expect(escapeXml('a\u0000\u001f<\ud800>&"')).toBe("a&lt;\ufffd&gt;&amp;&quot;");
  });

  test("the layout overlaps no two shapes and keeps lines out of shapes they do not join", async () => {
    for (const name of ["appeal", "four-meetings", "unsound-livelock"]) {
      const { definitions } = await readFixture(name);
      const process = childrenOf(definitions.root, "rootElements").find(({ $type }) => $type === "bpmn:Process");
      if (process === undefined) throw new Error("no process");
      const { shapes, edges } = layOut(process);
      const steps = shapes.filter(({ element }) => element.$type !== "bpmn:BoundaryEvent");
      for (const [index, a] of steps.entries()) {
        for (const b of steps.slice(index + 1)) {
          const apart = a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y;
          expect(apart, `${textOf(a.element, "id")} ${textOf(b.element, "id")}`).toBe(true);
        }
      }
      for (const edge of edges) {
        for (const [index, end] of edge.points.entries()) {
          const from = edge.points[index - 1];
          if (from === undefined) continue;
          const [left, right] = [Math.min(from.x, end.x) + 1, Math.max(from.x, end.x) - 1];
          const [top, bottom] = [Math.min(from.y, end.y) + 1, Math.max(from.y, end.y) - 1];
          const crossed = steps.filter((s) => left < s.x + s.width && right > s.x && top < s.y + s.height && bottom > s.y);
          expect(
            crossed.map((s) => textOf(s.element, "id")),
            textOf(edge.element, "id"),
          ).toEqual([]);
        }
      }
    }
  });
});

describe("text in shapes", () => {
  test("breaks Chinese anywhere but at forbidden marks, Latin between words", () => {
    expect(wrapText("村民会议或者村民代表会议决议", 6)).toEqual(["村民会议或者", "村民代表会议", "决议"]);
    expect(wrapText("受理、办理、答复（含延期）", 5)).toEqual(["受理、办", "理、答复", "（含延期）"]);
    for (const line of wrapText("告知诉讼、仲裁途径，并说明理由。", 4)) expect(line).not.toMatch(/^[、，。]|[（《]$/u);
    expect(wrapText("Notify employee of approval", 8)).toEqual(["Notify employee", "of approval"]);
    expect(wrapText("abcdefghijklmnopqrstuvwxyz", 4).every((line) => textWidth(line) <= 5)).toBe(true);
  });

  test("shrinks to fit, and ends in an ellipsis where it cannot", () => {
    expect(fitText("办理", { width: 108, height: 60 }, [13, 9]).size).toBe(13);
    const long = fitText("很".repeat(500), { width: 108, height: 60 }, [13, 9]);
    expect(long.size).toBe(9);
    expect(long.lines.length * long.lineHeight).toBeLessThanOrEqual(61);
    expect(long.lines.at(-1)).toMatch(/…$/u);
  });
});

describe("the list", () => {
  test("tells each step in order: done, now, ahead, skipped", async () => {
    const { net, step, history } = await drawn("appeal");
    const states = (list: ReturnType<typeof asList>) => Object.fromEntries(list.map(({ element, state }) => [element, state]));
    const list = asList(net, step.marking, history);
    expect(list.slice(0, 2).map(({ name }) => name)).toEqual(["受理审核", "办理"]);
    expect(states(list)).toMatchObject({
      accept: "done",
      handle: "now",
      answer: "ahead",
      closed: "ahead",
      explain: "skipped",
      notAccepted: "skipped",
    });
    const again = play(net, step, [
      { type: "complete", element: "handle", variables: { outcome: "extension" } },
      { type: "complete", element: "decideExtension" },
    ]);
    expect(
      asList(net, again.marking, [...history, "handle", "decideExtension"]).find(({ element }) => element === "handle"),
    ).toMatchObject({ state: "now", count: 1 });
    const withdrawn = play(net, step, [{ type: "withdraw" }]);
    expect(new Set(Object.values(states(asList(net, withdrawn.marking, history))))).toEqual(new Set(["done", "skipped"]));
  });

  test("puts a step before the one it may be sent back from, whatever shorter way leads there", async () => {
    const net = await compile(
      wrap(
        `<startEvent id="s"/><exclusiveGateway id="way" default="f1"/><userTask id="handle"/><userTask id="judge"/><exclusiveGateway id="again" default="f4"/><endEvent id="e"/>
        <sequenceFlow id="toHandle" sourceRef="way" targetRef="handle"><conditionExpression>unit = true</conditionExpression></sequenceFlow>
        <sequenceFlow id="back" sourceRef="again" targetRef="handle"><conditionExpression>again = true</conditionExpression></sequenceFlow>`,
        "s>way way>judge handle>judge judge>again again>e",
      ),
    );
    expect(asList(net, take(start(net, {}, AT)).marking, []).map(({ element }) => element)).toEqual(["handle", "judge", "e"]);
  });

  test("puts the inside of a sub-process after it, one deeper", async () => {
    const net = await compile(
      wrap(
        `<startEvent id="s"/><subProcess id="sub"><startEvent id="i"/><userTask id="A"/><sequenceFlow id="g" sourceRef="i" targetRef="A"/></subProcess><userTask id="B"/><endEvent id="e"/>`,
        "s>sub sub>B B>e",
      ),
    );
    const list = asList(net, take(start(net, {}, AT)).marking, []);
    expect(list.map(({ element, depth, state }) => `${element} ${depth} ${state}`)).toEqual([
      "sub 0 now",
      "A 1 now",
      "B 0 ahead",
      "e 0 ahead",
    ]);
  });
});
