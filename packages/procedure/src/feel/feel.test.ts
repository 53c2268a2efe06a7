import { evaluate } from "feelin";
import { describe, expect, test } from "vitest";
import { seeded } from "../fixtures/random-model.ts";
import type { Json, Variables } from "../json.ts";
import type { VariableDeclaration } from "../net/net.ts";
import { readExpression } from "./check-expression.ts";
import { compileExpression, findExpressionFault, toJson } from "./expression.ts";
import { compileFast } from "./fast-condition.ts";

describe("what a condition may say", () => {
  test.each([
    "approved = true",
    'amount > 1000 and kind = "repair"',
    "金额 >= 3 and 通过 = true",
    "not(rejected)",
    "count(votes[item = true]) * 3 > count(votes) * 2",
    "some vote in votes satisfies vote = false",
    'kind in ["a", "b"]',
    "amount in [1..10]",
    'due < date("2026-01-01")',
    "if a then b else c",
    "house.members > 3",
    "string length(name) > 0",
  ])("%s", (text) => expect(findExpressionFault(text, [])).toBeUndefined());

  test.each([
    ["", "empty"],
    ["a ==", "cannot be read"],
    ["a == 1", "FEEL writes = for equality"],
    ["${approved}", "cannot be read"],
    ["now() > due", "calls «now»"],
    ["today() > due", "calls «today»"],
    ['matches(name, "(a+)+$")', "calls «matches»"],
    ["for i in 1..1000000000 return i", "ForExpression"],
    ["function(x) x + 1", "FunctionDefinition"],
    ["some i in 1..1000000000 satisfies i < 0", "quantifier over a range"],
    ["some a in l, b in l satisfies a = b", "several lists"],
    ["count(l[count(l[item > 1]) > 1])", "inside another"],
    ["a.b(1)", "not permitted"],
    [`${"(".repeat(200)}a${")".repeat(200)}`, "nested deeper"],
    [`a = ${"1".repeat(2000)}`, "at most 2000"],
  ])("not %s", (text, fault) => expect(findExpressionFault(text, [])).toContain(fault));

  test("only declared variables, where any are declared", () => {
    expect(findExpressionFault("amount > 1", ["amount"])).toBeUndefined();
    expect(findExpressionFault("amuont > 1", ["amount"])).toContain("«amuont», which is no declared variable");
    expect(findExpressionFault("some v in votes satisfies v > amount", ["votes", "amount"])).toBeUndefined();
    expect(findExpressionFault("count(votes[yes = true]) > 1", ["votes"])).toBeUndefined();
    expect(findExpressionFault('Vacation Approval = "yes"', ["Vacation Approval"])).toBeUndefined();
  });
});

describe("evaluation", () => {
  test("reads dates by their declared type", () => {
    const declared: VariableDeclaration[] = [
      { name: "due", type: "date" },
      { name: "met", type: "date-time" },
    ];
    const holds = (text: string, variables: Variables) => compileExpression(text, ["due", "met"], declared)(variables);
    expect(holds('due < date("2026-03-10")', { due: "2026-03-09" })).toBe(true);
    expect(holds('due = date("2026-03-09")', { due: "2026-03-09" })).toBe(true);
    expect(holds('met > date and time("2026-03-09T01:00:00Z")', { met: "2026-03-09T09:30:00+08:00" })).toBe(true);
    expect(toJson(holds('due + duration("P7D")', { due: "2026-03-09" }))).toBe("2026-03-16");
  });

  test("refuses lists that are too long to walk, and only if they are read", () => {
    const votes = Array.from({ length: 1001 }, () => true);
    expect(() => compileExpression("count(votes) > 1", [], [])({ votes })).toThrow("more than 1000 entries");
    expect(compileExpression("a + 1 > 1", [], [])({ votes, a: 1 })).toBe(true);
  });

  test("the compiled form of simple conditions says what the interpreter says", () => {
    const random = seeded(7);
    const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
    const literals = ["1", "2.5", "0", "1000", '"x"', '"张"', '""', "true", "false"];
    const values: readonly (Json | undefined)[] = [1, 2.5, 0, -3, 1000, "x", "张", "", true, false, null, undefined, [1]];
    const atom = () =>
      pick([`${pick(["a", "b"])} ${pick(["=", "!=", "<", "<=", ">", ">="])} ${pick(literals)}`, pick(["a", "b"])]);
    const term = (depth: number): string =>
      depth === 0
        ? atom()
        : pick([atom(), `(${term(depth - 1)})`, `${term(depth - 1)} ${pick(["and", "or"])} ${term(depth - 1)}`]);
    let decided = 0;
    for (let round = 0; round < 1500; round += 1) {
      const text = term(2);
      const read = readExpression(text, []);
      const fast = typeof read === "string" ? undefined : compileFast(read);
      const given: [string, Json | undefined][] = [
        ["a", pick(values)],
        ["b", pick(values)],
      ];
      const variables = Object.fromEntries(given.filter((entry): entry is [string, Json] => entry[1] !== undefined));
      const answer = fast?.(variables);
      if (answer === undefined) continue;
      decided += 1;
      expect(answer, `${text} ${JSON.stringify(variables)}`).toBe(evaluate(text, { ...variables }).value);
    }
    expect(decided).toBeGreaterThan(200);
  });
});
