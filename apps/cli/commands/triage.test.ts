import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Command, CommandRefusal, type OptionValues } from "../command.ts";
import { command as classify } from "./triage-classify.ts";
import { command as duplicates } from "./triage-duplicates.ts";
import { command as issues } from "./triage-issues.ts";
import { command as train } from "./triage-train.ts";

/** Words that hold the sentence together stand in brackets: a segmented text comes without them. */
const SENTENCES: Readonly<Record<string, readonly string[]>> = {
  供水: [
    "[我们] 村 自来水 停水 [了] 三天",
    "水管 爆裂 漏水 [没有] 人 维修",
    "水质 发黄 [不能] 饮用",
    "水压 太小 二楼 [就] 没有水",
  ],
  道路: ["通村 公路 坑坑洼洼 [很] 危险", "路灯 坏 [了] 半个月 一片 漆黑", "路口 增设 红绿灯 减速带", "大货车 压坏 路面 积水"],
};

let folder = "";
let model = "";

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "gongzhi-triage-"));
  model = join(folder, "appeals.model");
  const rows = [...Array(160).keys()].map((index) => {
    const [label, parts] = sentence(index, 7);
    return { segmented_text: parts.replaceAll(/\[\S+\] ?/gu, ""), label, raw_id: "" };
  });
  await call(train, [table("segmented.csv", rows)], { out: model });
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Three sentences of a class, in a mixture the number decides. */
function sentence(index: number, step: number): readonly [string, string] {
  const labels = Object.keys(SENTENCES);
  const label = labels[index % labels.length]!;
  const own = SENTENCES[label]!;
  return [label, [0, 1, 2].map((part) => own[(index * step + part * (1 + (index % 3))) % own.length]!).join(" ")];
}

function natural(parts: string): string {
  return parts.replaceAll(/[[\] ]/gu, "");
}

function table(name: string, rows: readonly Readonly<Record<string, string>>[]): string {
  const path = join(folder, name);
  const headings = Object.keys(rows[0]!);
  const quoted = (cell: string): string => `"${cell.replaceAll('"', '""')}"`;
  writeFileSync(
    path,
    [headings, ...rows.map((row) => headings.map((heading) => row[heading]!))]
      .map((cells) => cells.map(quoted).join(","))
      .join("\r\n"),
  );
  return path;
}

async function call(command: Command, positionals: readonly string[], values: OptionValues = {}) {
  let printed = "";
  let told = "";
  const stdout = { write: (text: string) => (printed += text) };
  const stderr = { write: (text: string) => (told += text) };
  const code = await command.run({ positionals, values, stdout, stderr });
  return { code, printed, told };
}

async function refusal(promise: Promise<unknown>): Promise<string> {
  const error: unknown = await promise.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(CommandRefusal);
  return (error as CommandRefusal).code;
}

describe("triage train and classify", () => {
  test("a model of segmented texts classifies natural ones, under Chinese headings, keeping rows and columns", async () => {
    const given = [...Array(40).keys()].map((index) => {
      const [label, parts] = sentence(index, 5);
      return {
        留言编号: `${index}`,
        留言主题: natural(parts).slice(0, 8),
        留言详情: `=${natural(parts)}\n第二行,"引号"`,
        label,
        点赞数: "-1",
      };
    });
    const { code, printed, told } = await call(classify, [model, table("given.csv", given)], { nearest: "2" });
    expect(code).toBe(0);
    expect(told).toContain("40 texts");
    const rows: Readonly<Record<string, string>>[] = parse(printed, { columns: true });
    expect(Object.keys(rows[0]!)).toEqual([
      "留言编号",
      "留言主题",
      "留言详情",
      "given_label",
      "点赞数",
      "label",
      "probability",
      "ask_a_person",
      "reasons",
      "nearest",
    ]);
    for (const [index, row] of rows.entries()) {
      expect(row["label"]).toBe(given[index]!.label);
      expect(Number(row["probability"])).toBeGreaterThan(0.5);
      expect(["true", "false"]).toContain(row["ask_a_person"]);
      expect(row["reasons"]).toMatch(/^\S+ \d\.\d\d/u);
      expect(JSON.parse(row["nearest"]!)).toHaveLength(2);
      // A title that a spreadsheet would run is guarded; a number is not, and everything else is as it came.
      expect(row["留言详情"]).toBe(`'${given[index]!.留言详情}`);
      expect(row["点赞数"]).toBe("-1");
      expect(row["留言主题"]).toBe(given[index]!.留言主题);
    }
  });

  test("an empty row, a text of 100,000 characters and a file in GB 18030 come out row for row", async () => {
    const path = join(folder, "odd.csv");
    // 水管爆裂 and 路灯 in GB 18030.
    const pipes = Buffer.from("cbaeb9dcb1acc1d1", "hex");
    const lamp = Buffer.from("c2b7b5c6", "hex");
    writeFileSync(
      path,
      [
        Buffer.from("id,title,detail\r\n1,"),
        pipes,
        Buffer.from(",x\r\n,,\r\n3,"),
        lamp,
        Buffer.from(`,${"y".repeat(100_000)}\r\n`),
      ]
        .map((piece) => piece.toString("latin1"))
        .join(""),
      "latin1",
    );
    const { printed } = await call(classify, [model, path]);
    const rows: Readonly<Record<string, string>>[] = parse(printed, { columns: true });
    expect(rows.map(({ id, title }) => [id, title])).toEqual([
      ["1", "水管爆裂"],
      ["", ""],
      ["3", "路灯"],
    ]);
    expect(rows.map((row) => row["label"])).toEqual(["供水", expect.any(String), "道路"]);
    expect(rows[1]!["ask_a_person"]).toBe("true");
    expect(rows[2]!["detail"]).toHaveLength(100_000);
  });

  test("what training measured is JSON", async () => {
    const path = table(
      "raw.csv",
      [...Array(60).keys()].map((index) => ({
        id: `${index}`,
        title: natural(sentence(index, 5)[1]),
        detail: "",
        label: sentence(index, 5)[0],
      })),
    );
    const out = join(folder, "raw.model");
    const { code, printed, told } = await call(train, [path], { out, examples: "0", seed: "3" });
    const report = JSON.parse(printed) as Readonly<Record<string, unknown>>;
    expect(code).toBe(0);
    expect(report).toMatchObject({ model: "raw.model", texts: 60, labels: ["供水", "道路"], bytes: readFileSync(out).length });
    expect(told).toContain("training 100 %");
  });

  test("refusals say what is wrong and leave no file behind", async () => {
    const noLabel = table("no-label.csv", [{ title: "路灯", detail: "坏了" }]);
    const noText = table("no-text.csv", [{ id: "1", label: "道路" }]);
    const out = join(folder, "never.model");
    expect(await refusal(call(train, [noLabel], { out }))).toBe("heading-missing");
    expect(await refusal(call(train, [noText], { out }))).toBe("heading-missing");
    expect(await refusal(call(train, [join(folder, "absent.csv")], { out }))).toBe("no-such-file");
    expect(await refusal(call(train, [], { out }))).toBe("no-file");
    expect(await refusal(call(train, [noLabel]))).toBe("no-out");
    expect(await refusal(call(train, [noLabel], { out: join(folder, "absent", "never.model") }))).toBe("no-such-folder");
    expect(await refusal(call(train, [noLabel], { out, target: "2" }))).toBe("bad-option");
    expect(await refusal(call(classify, [noLabel, noLabel]))).toBe("bad-model");
    expect(await refusal(call(classify, [model, noText]))).toBe("heading-missing");
    expect(existsSync(out)).toBe(false);
  });
});

describe("triage duplicates", () => {
  const text = "和平街与幸福路口的路灯坏了三盏，晚上一片漆黑，请派人维修";
  const first = [
    { id: "a", title: "路灯", detail: text },
    { id: "b", title: "自来水", detail: "停水三天没有通知，水压太小，二楼没有水" },
  ];
  const second = [...first, { id: "c", title: "路灯", detail: `${text}！` }];

  test("pairs come as CSV, and an index goes on from earlier texts", async () => {
    const index = join(folder, "kept.index");
    const alone = await call(duplicates, [table("second.csv", second)], { threshold: "0.9" });
    expect(parse(alone.printed, { columns: true })).toMatchObject([{ id_a: "a", id_b: "c" }]);
    await call(duplicates, [table("first.csv", first)], { threshold: "0.9", index });
    const grown = await call(duplicates, [table("again.csv", second)], { threshold: "0.9", index });
    expect(grown.told).toContain("1 texts, beside 2");
    expect(grown.printed).toBe(alone.printed);
  });

  test("an id that stands twice and a senseless threshold are refused", async () => {
    expect(await refusal(call(duplicates, [table("twice.csv", [...first, first[0]!])]))).toBe("duplicate-id");
    expect(await refusal(call(duplicates, [table("once.csv", first)], { threshold: "0" }))).toBe("bad-option");
  });
});

describe("triage issues", () => {
  const noise = "图书馆 公交车 红绿灯 幼儿园 门诊 报销 社保 自来水 垃圾 油烟 电梯 消防 学位 补课".split(" ");
  const rows = [...Array(90).keys()].map((index) => ({
    留言编号: `${index}`,
    留言用户: `user ${index % 30}`,
    留言主题: index < 12 ? "碧波新城旁边搅拌机噪音扰民" : `${noise[index % 14]}${noise[(index * 5) % 14]}`,
    留言时间: `2024/3/${1 + (index % 28)} 9:0${index % 10}:00`,
    留言详情:
      index < 12 ? `碧波新城的搅拌机第${index}天夜里轰鸣，粉尘很大` : `${noise[(index * 3) % 14]}，${noise[(index * 11) % 14]}`,
    反对数: "0",
    点赞数: `${index % 5}`,
  }));

  test("the hottest come first, in the promised shape; with --explain why", async () => {
    const path = table("messages.csv", rows);
    const { code, printed } = await call(issues, [path], { top: "2" });
    const [hottest, ...others] = JSON.parse(printed) as readonly {
      readonly title: string;
      readonly heat: number;
      readonly ids: readonly string[];
    }[];
    expect(code).toBe(0);
    expect(others.length).toBeLessThanOrEqual(1);
    expect(Object.keys(hottest!)).toEqual(["title", "heat", "ids"]);
    expect(hottest!.title).toContain("碧波新城");
    expect(hottest!.ids.filter((id) => Number(id) < 12).length).toBeGreaterThanOrEqual(10);
    const explained = await call(issues, [path], { top: "1", explain: true });
    expect(JSON.parse(explained.printed)).toMatchObject([{ from: "2024-03-01", figures: { reporters: 12 } }]);
  });

  test("another formula gives another heat; one that says nothing is refused", async () => {
    const path = table("messages.csv", rows);
    const formula = join(folder, "heat.json");
    writeFileSync(formula, JSON.stringify({ terms: [{ measure: "likes", scale: "linear", weight: 2 }] }));
    const { printed } = await call(issues, [path], { top: "1", formula });
    const [hottest] = JSON.parse(printed) as readonly { readonly heat: number; readonly ids: readonly string[] }[];
    expect(hottest!.heat).toBe(2 * hottest!.ids.reduce((sum, id) => sum + (Number(id) % 5), 0));
    writeFileSync(formula, "{");
    expect(await refusal(call(issues, [path], { formula }))).toBe("bad-option");
    expect(await refusal(call(issues, [path], { top: "0" }))).toBe("bad-option");
  });
});
