import { describe, expect, test } from "vitest";
import { judgeConsultation, judgeGround } from "./judge-course.ts";
import { keptFrom, type RuleKind } from "./kinds.ts";

const TODAY = "2026-03-20";
const met = (facts: readonly { readonly met: boolean }[]) => facts.map((fact) => fact.met);

describe("a consultation", () => {
  test.each([
    ["2026-03-05", 0, 0, [true, true]],
    ["2026-03-20", 0, 0, [false, true]],
    ["2026-03-19", 3, 2, [true, false]],
  ] as const)("open until %s with %d comments, %d answered", (until, comments, answered, expected) => {
    expect(met(judgeConsultation({ opened_on: "2026-02-20", open_until: until, comments, answered }, TODAY))).toEqual(expected);
  });

  test("that never began is shut", () => {
    expect(met(judgeConsultation(undefined, TODAY))).toEqual([false]);
  });
});

describe("a resolution as ground", () => {
  const kind: RuleKind = {
    id: "village-pact",
    order: 1,
    key: "village.pact",
    place: "village",
    drafters: ["village-committee"],
    passedBy: ["villagers-assembly"],
    matter: "village-pact",
    consultDays: 15,
    law: "村民委员会组织法",
    article: "27",
  };
  const chain = ["villagers-assembly", "representatives-meeting"];
  const passed = { met: true, sentence: { "zh-CN": "通过。", en: "Passed." } };
  const ground = {
    path: "resolutions/1",
    area: "cn.1",
    wording: "同意。",
    matter: "village-pact",
    bodies: chain,
    stands: true,
    facts: [passed],
  };
  const asked = { number: "1", area: "cn.1", wording: "同意。", kind, today: TODAY };

  test("of these words and this matter stands, since the law keeps the matter from the lower body", () => {
    expect(keptFrom("representatives-meeting", "village-pact", TODAY)).toMatchObject({ article: "27" });
    expect(judgeGround(ground, asked)).toEqual([passed]);
  });

  test.each([
    ["nothing of this number", undefined],
    ["another place", { ...ground, area: "cn.2" }],
    ["other words", { ...ground, wording: "同意一半。" }],
    ["another matter", { ...ground, matter: null }],
    ["not posted for its days", { ...ground, stands: false }],
    ["a body that may not, in a matter nobody keeps from it", { ...ground, bodies: ["group-meeting", ...chain] }],
  ])("%s does not", (name, other) => {
    const own = name.startsWith("a body") ? { ...asked, kind: { ...kind, matter: "" } } : asked;
    const told = judgeGround(other === undefined || own === asked ? other : { ...other, matter: null }, own);
    expect(told.some((fact) => !fact.met)).toBe(true);
  });
});
