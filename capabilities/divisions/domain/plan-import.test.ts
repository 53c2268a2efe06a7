import { describe, expect, test } from "vitest";
import { planImport, type KnownVersion } from "./plan-import.ts";
import { planSuccession } from "./plan-succession.ts";

const FROM = "2023-06-30";
const SOURCE = [
  { code: "990101101201", name: "大柳村委会" },
  { code: "990101101", name: "清河镇" },
  { code: "99", name: "演示省" },
  { code: "9901", name: "演示市" },
  { code: "990101", name: "云溪县" },
];
const known = (
  code: string,
  name: string,
  validFrom: string,
  validTo: string | null = null,
  path = `cn.${code}`,
): KnownVersion => ({
  code,
  name,
  path,
  validFrom,
  validTo,
});

describe("a county that is taken in", () => {
  test("comes parents first, each below its parent's path", () => {
    const { add, unchanged } = planImport([], SOURCE, "990101", FROM);
    expect(add.map(({ path }) => path)).toEqual([
      "cn.99",
      "cn.99.9901",
      "cn.99.9901.990101",
      "cn.99.9901.990101.990101101",
      "cn.99.9901.990101.990101101.990101101201",
    ]);
    expect(unchanged).toBe(0);
  });

  test("changes nothing the second time, and takes nothing away", () => {
    const first = planImport([], SOURCE, "990101", FROM);
    const there = first.add.map(({ code, name, path }) => known(code, name, FROM, null, path));
    const again = planImport(
      [...there, known("990101199", "旧镇", "2000-01-01"), known("990101198", "新镇", "2025-01-01")],
      SOURCE,
      "990101",
      FROM,
    );
    expect(again).toMatchObject({ add: [], rename: [], unchanged: 5, newer: [], missing: ["990101199"] });
  });

  test("names what has another name anew, unless the tree knows better", () => {
    const tree = [
      known("99", "演示省", "2000-01-01"),
      known("9901", "演示地区", "2000-01-01"),
      known("990101", "云溪区", "2025-01-01"),
      known("990101101", "清河乡", "2000-01-01", "2024-01-01", "cn.x"),
    ];
    const plan = planImport(tree, SOURCE, "990101", FROM);
    expect(plan.rename.map(({ code }) => code)).toEqual(["9901"]);
    expect(plan.names.get("9901")).toBe("演示市");
    expect(plan.newer).toEqual(["990101", "990101101"]);
    // A village stands below the path its town came with, whatever the town's number is now.
    expect(plan.add).toEqual([{ code: "990101101201", name: "大柳村委会", path: "cn.x.990101101201" }]);
  });
});

describe("a code that takes another's place", () => {
  const tree = [
    known("990101101", "清河镇", "2000-01-01", null, "cn.a"),
    known("990101101201", "大柳村", "2000-01-01", null, "cn.a.b"),
    known("990101102", "白沙镇", "2000-01-01", null, "cn.c"),
    known("990101103", "旧镇", "1990-01-01", "2001-01-01", "cn.d"),
  ];
  const asked = { from: "990101101", to: "990101115", day: "2026-07-01", name: undefined };

  test("keeps the path where it is new, and takes along what lies below", () => {
    expect(planSuccession(tree, { ...asked, name: "清河街道" })).toEqual([
      { from: "990101101", to: "990101115", name: "清河街道", path: "cn.a", begins: true },
      { from: "990101101201", to: "990101115201", name: "大柳村", path: "cn.a.b", begins: true },
    ]);
  });

  test("only ends where the other is there already and nothing lies below", () => {
    const emptied = tree.filter(({ code }) => code !== "990101101201");
    const merged = { ...asked, to: "990101102" };
    expect(planSuccession(emptied, merged)).toEqual([
      { from: "990101101", to: "990101102", name: "白沙镇", path: "cn.c", begins: false },
    ]);
    expect(planSuccession(tree, merged)).toEqual({ fault: "still-has-below", codes: ["990101101201"] });
  });

  test.each([
    ["itself", { ...asked, to: asked.from }, "same-code"],
    ["a village", { ...asked, to: "990101115201" }, "other-level"],
    ["one that has ended", { ...asked, to: "990101103" }, "successor-ended"],
    ["what has ended", { ...asked, from: "990101103" }, "not-in-force"],
    ["what is not there", { ...asked, from: "990101999" }, "not-in-force"],
    ["what began later", { ...asked, day: "1999-01-01" }, "began-later"],
  ])("is refused with %s", (_, given, fault) => {
    expect(planSuccession(tree, given)).toMatchObject({ fault });
  });
});
