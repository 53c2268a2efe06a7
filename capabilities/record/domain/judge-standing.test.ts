import { describe, expect, test } from "vitest";
import { hashLeaf, utf8 } from "@gongzhi/merkle-log";
import { explainHalt, judgeRoots, judgeStanding } from "./judge-standing.ts";

const root = (name: string) => hashLeaf(utf8(name));
const head = (size: bigint, name: string) => ({ size, root: root(name) });

describe("a log", () => {
  test("goes on from where it signed last, or from further on", () => {
    expect(judgeStanding(head(5n, "five"), [])).toBeUndefined();
    expect(judgeStanding(head(5n, "five"), [head(5n, "five"), head(3n, "three")])).toBeUndefined();
    expect(judgeRoots([head(3n, "three")], [root("three")])).toBeUndefined();
  });

  test("does not go on from an older backup, whichever of the two knows more", () => {
    expect(judgeStanding(head(5n, "five"), [head(6n, "six")])).toBe("database-behind");
    expect(judgeStanding(head(5n, "five"), [head(5n, "five"), head(6n, "six")])).toBe("database-behind");
  });

  test("does not go on from another tree of that size, now or before", () => {
    expect(judgeStanding(head(5n, "other"), [head(5n, "five")])).toBe("forked");
    expect(judgeRoots([head(3n, "three")], [root("other")])).toBe("forked");
    expect(judgeRoots([head(3n, "three")], [])).toBe("forked");
  });

  test("says what to do about it", () => {
    expect(explainHalt("database-behind")).toContain("Restore a newer one");
    expect(explainHalt("published-missing")).toContain("gongzhi record download");
  });
});
