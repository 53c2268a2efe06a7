import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CommandRefusal, type OptionValues } from "../command.ts";
import { command } from "./opinions-map.ts";

/** What the command promises to other programs, as far as it is looked at here. */
type Printed = {
  readonly topic: string;
  readonly groups: Readonly<Record<string, number>>;
  readonly consensus: readonly { readonly statement: string; readonly text: string; readonly by: string }[];
  readonly stability: { readonly verdict: string; readonly replicates: number; readonly seed: number };
  readonly representative: Readonly<Record<string, readonly { readonly statement: string }[]>>;
  readonly places: Readonly<Record<string, readonly [number, number]>>;
  readonly unprovenGroups?: Readonly<Record<string, number>>;
};

const QUICK = { replicates: "5" };
let folder = "";
beforeAll(() => (folder = mkdtempSync(join(tmpdir(), "gongzhi-opinions-"))));
afterAll(() => rmSync(folder, { recursive: true }));

/** People of two streets: all want lamps, and each street wants the bus on its own side; or, `byLot`, nobody wants anything. */
function conversation(name: string, { byLot = false, sign = 1 } = {}): string {
  const path = join(folder, name);
  mkdirSync(path);
  const rows: string[] = [];
  const counts = Array.from({ length: 10 }, () => ({ agrees: 0, disagrees: 0 }));
  let lot = 1;
  for (let person = 0; person < 40; person += 1) {
    for (let statement = 0; statement < 10; statement += 1) {
      lot = (lot * 48_271) % 2_147_483_647; // Park and Miller's generator.
      const meant = statement === 0 ? 1 : (person + statement) % 2 === 0 ? 1 : -1;
      const vote = byLot ? (lot < 2 ** 30 ? 1 : -1) : lot < 2 ** 28 ? 0 : meant;
      if (vote === 1) counts[statement]!.agrees += 1;
      if (vote === -1) counts[statement]!.disagrees += 1;
      rows.push(`${1_700_000_000_000 + rows.length},x,${statement},${100 + person},${vote * sign}`);
    }
  }
  const comments = counts.map(({ agrees, disagrees }, at) => `1,x,${at},100,${agrees},${disagrees},1,"意见 ${at}, 带逗号"`);
  write(path, "comments.csv", ["timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,comment-body", ...comments]);
  write(path, "votes.csv", ["timestamp,datetime,comment-id,voter-id,vote", ...rows]);
  write(path, "summary.csv", ["topic,公交站设在哪边"]);
  return path;
}

function write(path: string, file: string, lines: readonly string[]): void {
  writeFileSync(join(path, file), `${lines.join("\n")}\n`);
}

async function call(positionals: readonly string[], values: OptionValues = QUICK) {
  let [printed, told] = ["", ""];
  const stdout = { write: (text: string) => (printed += text) };
  const stderr = { write: (text: string) => (told += text) };
  const code = await command.run({ positionals, values, stdout, stderr });
  return { code, told, result: JSON.parse(printed) as Printed };
}

async function refusal(positionals: readonly string[], values: OptionValues = QUICK): Promise<CommandRefusal> {
  const error: unknown = await Promise.resolve()
    .then(() => call(positionals, values))
    .catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(CommandRefusal);
  return error as CommandRefusal;
}

describe("opinions map", () => {
  test("prints groups, consensus and stability, whichever sign the file has", async () => {
    const { code, told, result } = await call([conversation("two-streets")]);
    expect(code).toBe(0);
    expect(result.topic).toBe("公交站设在哪边");
    expect(result.stability).toMatchObject({ verdict: "groups", replicates: 5, seed: 1 });
    const groups = Array.from({ length: 40 }, (_, person) => result.groups[String(100 + person)]);
    expect(groups).toEqual(groups.map((_, person) => groups[person % 2]));
    expect(new Set(groups).size).toBe(2);
    expect(result.consensus[0]).toMatchObject({ statement: "0", text: "意见 0, 带逗号", by: "agree" });
    expect(Object.keys(result.representative)).toEqual(["0", "1"]);
    expect(Object.keys(result.places)).toHaveLength(40);
    expect(result.unprovenGroups).toBeUndefined();
    expect(told).toContain("1 means agree");
    const turned = await call([conversation("other-sign", { sign: -1 })]);
    expect(turned.told).toContain("-1 means agree");
    expect(turned.result).toEqual(result);
  });

  test("says no groups where the answers are by lot", async () => {
    const { code, result } = await call([conversation("by-lot", { byLot: true })]);
    expect(code).toBe(0);
    expect(result.stability.verdict).toBe("no groups");
    expect(result.groups).toEqual({});
    expect(result.representative).toEqual({});
    expect(Object.keys(result.unprovenGroups!)).toHaveLength(40);
  });

  test("draws the map, and the page with its tables", async () => {
    const svg = join(folder, "map.svg");
    const html = join(folder, "map.html");
    await call([conversation("drawn")], { ...QUICK, svg, html, language: "en" });
    expect(readFileSync(svg, "utf8")).toMatch(/^<svg [\s\S]*<title[\s\S]*公交站设在哪边[\s\S]*<\/svg>$/u);
    expect(readFileSync(html, "utf8")).toMatch(/<caption>[\s\S]*意见 3, 带逗号/u);
  });

  test("tells the same for the same seed, and takes another", async () => {
    const path = conversation("seeded");
    const one = await call([path], { ...QUICK, seed: "7" });
    expect((await call([path], { ...QUICK, seed: "7" })).result).toEqual(one.result);
    expect(one.result.stability.seed).toBe(7);
  });

  test("refuses what is not there and what is wrong, with file and line", async () => {
    expect((await refusal([])).code).toBe("usage");
    expect((await refusal([join(folder, "nowhere")])).code).toBe("no-such-folder");
    mkdirSync(join(folder, "empty"));
    expect((await refusal([join(folder, "empty")])).code).toBe("missing-file");
    const broken = conversation("broken");
    write(broken, "votes.csv", ["timestamp,datetime,comment-id,voter-id,vote", "1,x,0,100,1", "2,x,0,101,5"]);
    expect((await refusal([broken])).message).toBe("votes.csv, line 3: vote is 1, 0 or -1, not «5»");
    writeFileSync(join(broken, "votes.csv"), Uint8Array.of(0xff, 0xfe, 0x41));
    expect((await refusal([broken])).code).toBe("not-utf-8");
    write(broken, "votes.csv", ["timestamp,datetime,comment-id,voter-id,vote"]);
    expect((await refusal([broken])).code).toBe("no-votes");
  });

  test.each([{ seed: "x" }, { replicates: "0" }, { replicates: "1e9" }, { language: "fr" }, { svg: "/nowhere/at/all.svg" }])(
    "refuses the option %o",
    async (values) => {
      const code = (
        await refusal([conversation(`option-${JSON.stringify(values).replaceAll(/\W/gu, "")}`)], { ...QUICK, ...values })
      ).code;
      expect(["usage", "cannot-write"]).toContain(code);
    },
  );

  test("goes on from what a server stored", async () => {
    const path = conversation("stored");
    const state = join(path, "math-pca2.json");
    const members = Array.from({ length: 40 }, (_, person) => [100 + person]);
    const stored = {
      tids: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
      pca: {
        comps: [
          [0, 1, -1, 1, -1, 1, -1, 1, -1, 1],
          [1, 0, 0, 0, 0, 0, 0, 0, 0, 1],
        ],
      },
      "in-conv": members.flat(),
      "base-clusters": { id: [...members.keys()], members, x: members.map(() => 0), y: members.map(() => 0) },
      "group-clusters": [
        { id: 8, members: [...members.keys()].filter((at) => at % 2 === 1), center: [1, 0] },
        { id: 9, members: [...members.keys()].filter((at) => at % 2 === 0), center: [-1, 0] },
      ],
    };
    writeFileSync(state, JSON.stringify(stored));
    const { result } = await call([path], { ...QUICK, state });
    expect([result.groups["100"], result.groups["101"]]).toEqual([9, 8]);
    writeFileSync(state, JSON.stringify({ ...stored, tids: [0] }));
    expect((await refusal([path], { ...QUICK, state })).code).toBe("bad-state");
  });
});
