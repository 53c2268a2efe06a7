import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { OpinionRefusal } from "../refusal.ts";
import { addVotes, answerCount, type Answer, type Vote, voteTable, type VoteTable } from "./vote-table.ts";

const someVotes = fc.array(
  fc.record({
    participant: fc.constantFrom("甲", "乙", "p3", "p4", "10", "9"),
    statement: fc.constantFrom("s1", "s2", "s3", "11", "2"),
    vote: fc.constantFrom<Answer>(1, 0, -1),
  }),
  { maxLength: 60 },
);

function asMap(table: VoteTable): Map<string, number> {
  const found = new Map<string, number>();
  for (const [row, participant] of table.participants.entries()) {
    for (let at = table.starts[row]!; at < table.starts[row + 1]!; at += 1) {
      found.set(`${participant} ${table.statements[table.columns[at]!]!}`, table.answers[at]!);
    }
  }
  return found;
}

describe("a table of votes", () => {
  test("holds the last vote of everybody on everything, as a plain map does", () => {
    fc.assert(
      fc.property(someVotes, (votes) => {
        const table = voteTable(votes);
        expect(asMap(table)).toEqual(
          new Map(votes.map(({ participant, statement, vote }) => [`${participant} ${statement}`, vote])),
        );
        expect(table.participants).toEqual([...new Set(votes.map(({ participant }) => participant))]);
        expect(table.statements).toEqual([...new Set(votes.map(({ statement }) => statement))]);
        for (const row of table.participants.keys()) {
          const columns = table.columns.slice(table.starts[row], table.starts[row + 1]);
          expect(columns).toEqual(columns.toSorted());
          expect(new Set(columns).size).toBe(answerCount(table, row));
        }
      }),
    );
  });

  test("is the same whether votes come at once or one after the other, and what was is left as it was", () => {
    fc.assert(
      fc.property(someVotes, someVotes, (first, second) => {
        const before = voteTable(first);
        const kept = asMap(before);
        expect(addVotes(before, second)).toEqual(voteTable([...first, ...second]));
        expect(asMap(before)).toEqual(kept);
      }),
    );
  });

  test("refuses what is no vote and no id", () => {
    const refusedWith = (vote: unknown): string => {
      try {
        voteTable([vote as Vote]);
      } catch (error) {
        expect(error).toBeInstanceOf(OpinionRefusal);
        return (error as OpinionRefusal).code;
      }
      return "taken";
    };
    expect(refusedWith({ participant: "p", statement: "s", vote: 2 })).toBe("bad-vote");
    expect(refusedWith({ participant: "p", statement: "s", vote: Number.NaN })).toBe("bad-vote");
    expect(refusedWith({ participant: "", statement: "s", vote: 1 })).toBe("bad-id");
    expect(refusedWith({ participant: "p", statement: "s".repeat(201), vote: 1 })).toBe("bad-id");
  });

  test("refuses more statements than it can number", () => {
    const votes = Array.from({ length: 10_001 }, (_, at): Vote => ({ participant: "p", statement: `s${at}`, vote: 1 }));
    expect(() => voteTable(votes)).toThrow(/10000 statements/u);
  });
});
