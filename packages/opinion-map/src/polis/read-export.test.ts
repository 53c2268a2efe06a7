import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { listConversations, readConversation } from "../fixtures/real-data.ts";
import { plantVotes } from "../fixtures/planted.ts";
import { VILLAGE } from "../fixtures/village.ts";
import { mapOpinions } from "../map/opinion-map.ts";
import { OpinionRefusal } from "../refusal.ts";
import type { Vote } from "../votes/vote-table.ts";
import { type Conversation, moderatedOut, votesOf } from "./conversation.ts";
import { csvCell, csvRows } from "./csv-rows.ts";
import { type ExportFiles, readExport } from "./read-export.ts";
import { readServerFiles } from "./read-server-files.ts";
import { voteSign, withSign } from "./vote-sign.ts";
import { writeExport } from "./write-export.ts";

function refusal(files: ExportFiles, read: (files: ExportFiles) => unknown = readExport) {
  try {
    read(files);
  } catch (error) {
    expect(error).toBeInstanceOf(OpinionRefusal);
    const { code, file, line, message } = error as OpinionRefusal;
    if (file !== undefined) expect(message).toContain(file);
    return { code, file, line };
  }
  throw new Error("was read");
}

function answersIn(conversation: Conversation): Map<string, number> {
  return new Map(conversation.votes.map(({ participant, statement, vote }) => [`${participant} ${statement}`, vote]));
}

function flipped(file: string): string {
  return file.replaceAll(/,(-?)1(?=\r?$)/gmu, (_, minus: string) => (minus === "" ? ",-1" : ",1"));
}

describe("an export", () => {
  const conversation = readExport(VILLAGE);

  test("is read with its topic, statements, votes and groups", () => {
    expect(conversation).toMatchObject({
      topic: "村口停车",
      description: "第一行\n第二行, 有逗号",
      url: "https://example.org/1",
    });
    expect(conversation.statements.map(({ id, text }) => [id, text])).toEqual([
      ["2", '村口应当划车位, 说"先来先停"'],
      ["1", "晚上要有路灯"],
      ["3", "还没有人表态"],
      ["10", "广告"],
    ]);
    expect(conversation.votes).toHaveLength(8);
    expect(conversation.votes[0]).toEqual({ participant: "a", statement: "1", vote: 1, castAtMs: 1_700_000_010_000 });
    expect(conversation.exportedGroups).toEqual(
      new Map([
        ["a", "0"],
        ["b", "1"],
      ]),
    );
    expect(moderatedOut(conversation)).toEqual(["10"]);
    expect(answersIn(conversation).get("b 2")).toBe(1);
  });

  test("means the same with the other sign", () => {
    const other = readExport({ ...VILLAGE, "votes.csv": flipped(VILLAGE["votes.csv"]!) });
    expect(other.votes).toEqual(conversation.votes);
    expect(other.notes.join()).toContain("-1 means agree");
    expect(other.votes.some(({ vote }) => Object.is(vote, -0))).toBe(false);
  });

  test("without votes.csv is read from the matrix, whatever the order of its columns", () => {
    const { "votes.csv": _, ...files } = VILLAGE;
    expect(answersIn(readExport(files))).toEqual(answersIn(conversation));
    const { "participants-votes.csv": matrix, ...others } = files;
    expect(answersIn(readExport({ ...others, "participant-votes.csv": matrix! }))).toEqual(answersIn(conversation));
  });

  test("says so where the sign cannot be told", () => {
    const silent = { ...VILLAGE, "comments.csv": "comment-id,moderated,comment-body\n1,1,a\n2,1,b\n10,-1,c\n" };
    expect(readExport(silent).notes.join()).toContain("does not tell");
    expect(readExport(silent).votes).toEqual(conversation.votes);
  });

  const COMMENTS = VILLAGE["comments.csv"]!;
  const VOTES = VILLAGE["votes.csv"]!;
  test.each<[string, ExportFiles, { code: string; file?: string; line?: number }]>([
    ["no statements", { "votes.csv": VOTES }, { code: "missing-file" }],
    ["no votes", { "comments.csv": COMMENTS }, { code: "missing-file" }],
    ["an empty file", { ...VILLAGE, "votes.csv": "" }, { code: "missing-column", file: "votes.csv" }],
    [
      "no voters",
      { ...VILLAGE, "votes.csv": VOTES.replace("voter-id", "who") },
      { code: "missing-column", file: "votes.csv", line: 1 },
    ],
    [
      "a column twice",
      { ...VILLAGE, "votes.csv": VOTES.replace("datetime", "vote") },
      { code: "duplicate", file: "votes.csv", line: 1 },
    ],
    [
      "a vote of 2",
      { ...VILLAGE, "votes.csv": VOTES.replace("1,c,1", "1,c,2") },
      { code: "bad-vote", file: "votes.csv", line: 4 },
    ],
    [
      "an empty vote",
      { ...VILLAGE, "votes.csv": VOTES.replace("1,c,1", "1,c,") },
      { code: "bad-vote", file: "votes.csv", line: 4 },
    ],
    [
      "a word for a vote",
      { ...VILLAGE, "votes.csv": VOTES.replace("1,c,1", "1,c,yes") },
      { code: "bad-vote", file: "votes.csv", line: 4 },
    ],
    [
      "a row too short",
      { ...VILLAGE, "votes.csv": VOTES.replace("x,1,b,1", "x,1,b") },
      { code: "bad-row", file: "votes.csv", line: 3 },
    ],
    [
      "a row too long",
      { ...VILLAGE, "votes.csv": VOTES.replace("x,1,b,1", "x,1,b,1,1") },
      { code: "bad-row", file: "votes.csv", line: 3 },
    ],
    [
      "nobody's vote",
      { ...VILLAGE, "votes.csv": VOTES.replace("x,1,b,1", "x,1,,1") },
      { code: "bad-id", file: "votes.csv", line: 3 },
    ],
    [
      "a time in words",
      { ...VILLAGE, "votes.csv": VOTES.replace("1700000010001", "noon") },
      { code: "bad-number", file: "votes.csv", line: 3 },
    ],
    [
      "a vote on nothing",
      { ...VILLAGE, "votes.csv": VOTES.replace("x,1,b,1", "x,77,b,1") },
      { code: "unknown-statement", file: "votes.csv", line: 3 },
    ],
    [
      "a statement twice",
      { ...VILLAGE, "comments.csv": `${COMMENTS}\n1,x,1,a,0,0,1,again` },
      { code: "duplicate", file: "comments.csv", line: 6 },
    ],
    [
      "an open quote",
      { ...VILLAGE, "comments.csv": `${COMMENTS}\n1,x,5,a,0,0,1,"open` },
      { code: "bad-quote", file: "comments.csv", line: 6 },
    ],
    [
      "text after a quote",
      { ...VILLAGE, "comments.csv": `${COMMENTS}\n1,x,5,a,0,0,1,"a"b` },
      { code: "bad-quote", file: "comments.csv", line: 6 },
    ],
    [
      "moderation that is none",
      { ...VILLAGE, "comments.csv": COMMENTS.replace("0,0,0,还", "0,0,maybe,还") },
      { code: "bad-vote", file: "comments.csv", line: 4 },
    ],
    [
      "a matrix with a wrong cell",
      { "comments.csv": COMMENTS, "participants-votes.csv": VILLAGE["participants-votes.csv"]!.replace("-1,,1", "-1,9,1") },
      { code: "bad-vote", file: "participants-votes.csv", line: 4 },
    ],
  ])("with %s is refused with file and line", (_, files, expected) => {
    expect(refusal(files)).toMatchObject(expected);
  });
});

describe("what a server answers", () => {
  const files = {
    "comments.json": JSON.stringify([
      { statement_id: 1, txt: "路灯", moderated: 1, is_meta: false, participant_id: 7, agree_count: 2, disagree_count: 0 },
      { tid: 2, txt: "我住在村里", mod: 0, is_meta: true, pid: 7, agree_count: 0, disagree_count: 1 },
    ]),
    "votes.json": JSON.stringify([
      { participant_id: 0, statement_id: 1, vote: -1, modified: 5 },
      { pid: 3, tid: 1, vote: -1 },
      { pid: 3, tid: 2, vote: 1 },
    ]),
    "conversation.json": JSON.stringify({ topic: "村口" }),
  };

  test("is read, with the sign it has", () => {
    const conversation = readServerFiles(files);
    expect(conversation.topic).toBe("村口");
    expect(answersIn(conversation)).toEqual(new Map(Object.entries({ "0 1": 1, "3 1": 1, "3 2": -1 })));
    expect(moderatedOut(conversation)).toEqual(["2"]);
  });

  test.each([
    ["no votes", { "comments.json": files["comments.json"] }, { code: "missing-file" }],
    ["no JSON", { ...files, "votes.json": "[{" }, { code: "bad-json", file: "votes.json" }],
    ["no list", { ...files, "votes.json": "{}" }, { code: "bad-row", file: "votes.json" }],
    ["a vote of 2", { ...files, "votes.json": '[{"pid":1,"tid":1,"vote":2}]' }, { code: "bad-vote", file: "votes.json" }],
    ["nobody's vote", { ...files, "votes.json": '[{"tid":1,"vote":1}]' }, { code: "bad-row", file: "votes.json" }],
    ["a vote on nothing", { ...files, "votes.json": '[{"pid":1,"tid":9,"vote":1}]' }, { code: "bad-row", file: "votes.json" }],
  ])("with %s is refused", (_, broken, expected) => {
    expect(refusal(broken, readServerFiles)).toMatchObject(expected);
  });
});

test("the sign is the one under which the counts agree", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1e6 }), fc.boolean(), (seed, turned) => {
      const votes = plantVotes({ people: 9, statements: 5, groups: 1, seed, loyal: 0.6 });
      const counted = [...Map.groupBy(votes, ({ statement }) => statement)].map(([statement, cast]) => ({
        statement,
        agrees: cast.filter(({ vote }) => vote === 1).length,
        disagrees: cast.filter(({ vote }) => vote === -1).length,
      }));
      fc.pre(counted.some(({ agrees, disagrees }) => agrees !== disagrees));
      const file = turned ? votes.map((cast) => ({ ...cast, vote: (0 - cast.vote) as Vote["vote"] })) : votes;
      const sign = voteSign(file, counted);
      expect(sign).toEqual({ agree: turned ? -1 : 1, told: true });
      expect(withSign(file, sign)).toEqual(votes);
    }),
  );
});

test("any cell is read back as it was written", () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(fc.string({ unit: fc.constantFrom("a", ",", '"', "\n", "中", " ") }), { minLength: 2, maxLength: 4 })),
      (rows) => {
        const text = rows.map((cells) => `${cells.map(csvCell).join(",")}\n`).join("");
        expect([...csvRows(text, "x")].map(({ cells }) => cells)).toEqual(rows);
      },
    ),
  );
});

const real = listConversations("polis");

describe.skipIf(real.length === 0).each(real)("the export of %s", (name) => {
  const files = readConversation("polis", name);
  const conversation = readExport(files);

  test("counts come out as the exporter counted them", () => {
    const { "votes.csv": _, ...withoutVotes } = files;
    expect(answersIn(readExport(withoutVotes))).toEqual(answersIn(conversation));
  });

  test("is written and read back whole, with the map's groups", () => {
    const map = mapOpinions(votesOf(conversation), { moderatedOut: moderatedOut(conversation) });
    const again = readExport(writeExport(conversation, map));
    expect({ ...again, exportedGroups: 0, notes: 0 }).toEqual({ ...conversation, exportedGroups: 0, notes: 0 });
    expect(again.exportedGroups.size).toBe(map.groupOf.filter((group) => group >= 0).length);
    for (const [row, id] of map.votes.participants.entries()) {
      expect(again.exportedGroups.get(id)).toBe(map.groupOf[row]! < 0 ? undefined : String(map.groupOf[row]));
    }
  });
});
