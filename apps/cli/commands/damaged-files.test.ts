import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { type Command, CommandRefusal, type OptionValues } from "../command.ts";
import { command as ballots } from "./ballots-count.ts";
import { command as budget } from "./budget-count.ts";
import { command as distribute } from "./distribute.ts";
import { command as opinions } from "./opinions-map.ts";
import { command as panel } from "./panel-draw.ts";
import { command as duplicates } from "./triage-duplicates.ts";
import { command as issues } from "./triage-issues.ts";
import { command as train } from "./triage-train.ts";

const DAMAGES = 24;
const folder = mkdtempSync(join(tmpdir(), "gongzhi-damaged-"));
afterAll(() => rmSync(folder, { recursive: true }));

type Door = {
  readonly command: Command;
  /** The first is damaged. */
  readonly files: Readonly<Record<string, string>>;
  readonly values: OptionValues;
  /** The whole folder is the argument. */
  readonly isFolder?: true;
};

const BUDGET =
  'META\nkey;value\ndescription;"a; b"\nbudget;100\nvote_type;approval\nnum_projects;3\nnum_votes;4\nPROJECTS\nproject_id;cost;name\n1;40;"路灯; 桥"\n2;50;B\n3;60;C\nVOTES\nvoter_id;vote\na;1,2\nb;2\nc;3,1\nd;1\n';
const QUOTAS = "feature,value,min,max\n性别,女,1,2\n性别,男,1,2\n";
const CANDIDATES = "编号,姓名,性别\n1,甲,女\n2,乙,男\n3,丙,女\n4,丁,男\n";
const MESSAGES = `编号,标题,详情,label,时间\n${["路灯坏了,晚上很黑", "停水三天,没有通知", "路灯坏了,晚上很黑"]
  .flatMap((text, at) =>
    [0, 1, 2, 3, 4, 5].map((copy) => `${at}-${copy},${text}${copy},${at === 1 ? "水" : "灯"},2024-01-0${copy + 1}`),
  )
  .join("\n")}\n`;
const PLAN = {
  key: "k",
  title: "t",
  date: "2025-12-31",
  sources: [{ name: "income", account: "e:r", amountCents: 1_000 }],
  steps: [
    { kind: "reserves", name: "r", account: "e:x", share: "1/3" },
    { kind: "members", name: "d", account: "l:d", rest: true },
  ],
  members: [
    { id: "a", shares: 1 },
    { id: "b", shares: "5/2" },
  ],
};
const STATEMENTS = 'comment-id,moderated,agrees,disagrees,comment-body\n0,1,3,1,路灯\n1,1,2,2,"桥, 路"\n';
const VOTES = `comment-id,voter-id,vote\n${[0, 1, 2, 3].flatMap((voter) => [`0,${voter},${voter === 0 ? -1 : 1}`, `1,${voter},${voter < 2 ? -1 : 1}`]).join("\n")}\n`;

const DOORS: Readonly<Record<string, Door>> = {
  "budget count": { command: budget, files: { "f.pb": BUDGET }, values: { rule: "mes-cost-add1u", explain: true } },
  "ballots count, BLT": {
    command: ballots,
    files: { "f.blt": '3 2\n2 1 2 0\n1 2 3 0\n1 3 0\n0\n"甲"\n"乙"\n"丙"\n"t"\n' },
    values: { method: "scottish-stv", explain: true },
  },
  "ballots count, PrefLib": {
    command: ballots,
    files: {
      "f.toi":
        "# NUMBER ALTERNATIVES: 3\n# ALTERNATIVE NAME 1: A\n# ALTERNATIVE NAME 2: B\n# ALTERNATIVE NAME 3: C\n3: 1,{2,3}\n2: 2\n",
    },
    values: { method: "schulze" },
  },
  "ballots count, YAML": {
    command: ballots,
    files: { "f.abc.yaml": "num_cand: 3\ncommitteesize: 1\nprofile: [[0, 1], [2], [1]]\n" },
    values: { method: "seq-pav", explain: true },
  },
  "ballots count, CSV": {
    command: ballots,
    files: { "f.csv": "ranking,count\n甲 > 乙 = 丙,3\n乙,2\n" },
    values: { method: "irv" },
  },
  "opinions map, votes": {
    command: opinions,
    files: { "votes.csv": VOTES, "comments.csv": STATEMENTS },
    values: { replicates: "2" },
    isFolder: true,
  },
  "opinions map, statements": {
    command: opinions,
    files: { "comments.csv": STATEMENTS, "votes.csv": VOTES },
    values: { replicates: "2" },
    isFolder: true,
  },
  "panel draw, candidates": {
    command: panel,
    files: { "c.csv": CANDIDATES, "q.csv": QUOTAS },
    values: { size: "2", tickets: "4" },
  },
  "triage train": { command: train, files: { "f.csv": MESSAGES }, values: { out: join(folder, "model"), examples: "0" } },
  "triage duplicates": { command: duplicates, files: { "f.csv": MESSAGES }, values: {} },
  "triage issues": { command: issues, files: { "f.csv": MESSAGES }, values: { top: "3" } },
  distribute: { command: distribute, files: { "f.json": JSON.stringify(PLAN) }, values: {} },
};

/** A number of a fixed row for each door and damage: the same files on every run. */
function lots(seed: number): (below: number) => number {
  let state = seed + 1;
  return (below) => {
    state = (state * 48_271) % 2_147_483_647; // Park and Miller's generator.
    return state % below;
  };
}

const ODD = [
  "",
  '"',
  ";",
  ",",
  "\0",
  "-1",
  "1e999",
  "99999999999999999999",
  "0",
  "1/0",
  "__proto__",
  "\ufeff",
  "村",
  "\r",
  "\n",
  "{",
  "]",
  ":",
];

function damage(text: string, lot: (below: number) => number): Uint8Array {
  const lines = text.split("\n");
  const at = lot(text.length);
  const line = lot(lines.length);
  const odd = ODD[lot(ODD.length)]!;
  switch (lot(10)) {
    case 0:
      return Buffer.from(`\ufeff${text.replaceAll("\n", "\r\n")}`);
    case 1:
      return Buffer.from(text.slice(0, at));
    case 2:
      return Buffer.from(lines.toSpliced(line, 1).join("\n"));
    case 3:
      return Buffer.from(lines.toSpliced(line, 0, lines[line]!).join("\n"));
    case 4:
      return Buffer.from(text).fill(0xff, at, at + 1);
    case 5:
      return Buffer.from(text.replaceAll(",", ";"));
    case 6:
      return Buffer.from(odd);
    case 7:
      return Buffer.from(text.replace(/\d+/gu, (digits) => (lot(6) === 0 ? odd : digits)));
    default:
      return Buffer.from(text.slice(0, at) + odd + text.slice(at + lot(3)));
  }
}

test.each(Object.keys(DOORS))("gongzhi %s: a damaged file is read or refused by its name, never a crash", async (name) => {
  const { command, files, values, isFolder } = DOORS[name]!;
  const place = join(folder, name.replaceAll(/\W/gu, ""));
  mkdirSync(place);
  const [first] = Object.keys(files);
  const paths = Object.keys(files).map((file) => join(place, file));
  const quiet = { write: () => true };
  let refused = 0;
  for (let number = 0; number < DAMAGES; number += 1) {
    for (const [file, text] of Object.entries(files)) {
      writeFileSync(join(place, file), file === first && number > 0 ? damage(text, lots(number)) : text);
    }
    const input = { positionals: isFolder === true ? [place] : paths, values, stdout: quiet, stderr: quiet };
    const error: unknown = await Promise.resolve()
      .then(() => command.run(input))
      .then(() => undefined)
      .catch((thrown: unknown) => thrown);
    if (number === 0) expect([name, error]).toEqual([name, undefined]);
    if (error === undefined) continue;
    refused += 1;
    expect([number, error]).toEqual([number, expect.any(CommandRefusal)]);
    expect((error as CommandRefusal).message).toMatch(
      isFolder === true ? /\.csv|opinionsmap/u : /\.(?:pb|blt|toi|abc\.yaml|csv|json)\b/u,
    );
  }
  expect(refused).toBeGreaterThan(DAMAGES / 6);
});
