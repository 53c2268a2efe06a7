import { describe, expect, it } from "vitest";
import { messages } from "./messages.ts";
import { found, judgePlanted } from "./planted.ts";

const CHINESE = { list: { title: "{{place}}的诉求", left: "还有 {{count}} 天" }, refusals: { "too-late": "晚了" } };
const ENGLISH = {
  list: { title: "Matters of {{place}}", left_one: "One day left", left_other: "{{count}} days left" },
  refusals: { "too-late": "Too late" },
};

function project(
  changes: { readonly zh?: unknown; readonly en?: unknown; readonly page?: string; readonly contract?: string } = {},
) {
  return {
    "apps/web/messages/zh-CN.json": '{ "skip": "跳到正文", "refusals": { "gone": "没了" } }',
    "apps/web/messages/en.json": '{ "skip": "Skip", "refusals": { "gone": "Gone" } }',
    "capabilities/appeals/messages/zh-CN.json": JSON.stringify(changes.zh ?? CHINESE),
    "capabilities/appeals/messages/en.json": JSON.stringify(changes.en ?? ENGLISH),
    "capabilities/appeals/pages/list.tsx":
      changes.page ?? 'const t = useText("appeals"); export const T = () => t("list.title", { place: 1 });',
    "capabilities/appeals/contract/raise.ts":
      changes.contract ??
      'export const raise = defineAction({ name: "appeals/raise", refusals: { "too-late": "conflict", gone: "gone" } });',
  };
}

const page = (text: string) => found(messages, project({ page: `const t = useText("appeals"); ${text}` }));

describe("messages", () => {
  it("lets two complete languages stand, one form of a plural beside two", () => {
    expect(found(messages, project())).toEqual([]);
  });

  it.each([
    ["a text missing in English", { en: { ...ENGLISH, list: { title: ENGLISH.list.title } } }, "en.json:0 lacks list.left"],
    ["one missing in Chinese", { zh: { ...CHINESE, list: { left: CHINESE.list.left } } }, "zh-CN.json:0 lacks list.title"],
    ["an empty one", { en: { ...ENGLISH, refusals: { "too-late": " " } } }, "refusals.too-late is empty"],
    ["a list", { zh: { ...CHINESE, refusals: ["x"] } }, "refusals is neither"],
    [
      "another figure",
      { en: { ...ENGLISH, list: { ...ENGLISH.list, title: "Matters of {{where}}" } } },
      "list.title takes {where}, in Chinese {place}",
    ],
  ])("stops %s", (_what, changes, message) => {
    expect(found(messages, project(changes))).toContainEqual(expect.stringContaining(message));
  });

  it("follows what pages ask for: literals, either of two, the beginning of a template", () => {
    expect(
      page('t("list.left", { count: 2 }); t(x ? "list.title" : "list.left"); t(`list.${x}`); t(key); other("nothing");'),
    ).toEqual([]);
    expect(page('\nt("list.gone")')).toEqual([
      expect.stringContaining("list.tsx:2 asks for the text appeals:list.gone, which does not exist"),
    ]);
    expect(page('t(x ? "list.title" : "list.no")')).toHaveLength(1);
    expect(page("t(`lists.${x}`)")).toEqual([expect.stringContaining("appeals:lists.…")]);
    expect(found(messages, project({ page: 'const t = useText("ghosts"); t("a"); t("b");' }))).toEqual([
      expect.stringContaining("asks for texts of ghosts, which has none"),
    ]);
  });

  it("wants a sentence for every refusal a contract declares, here or in the house's own", () => {
    const contract = 'export const x = defineQuery({ name: "appeals/list", refusals: { "not-yours": "forbidden" } });';
    expect(found(messages, project({ contract }))).toEqual([expect.stringContaining("appeals:refusals.not-yours")]);
  });

  it("is not due before there are pages, and fails when there are pages and nothing to read", () => {
    expect(judgePlanted(messages, { "packages/a/src/a.ts": "" }).state).toBe("skipped");
    expect(judgePlanted(messages, { "capabilities/a/pages/a.css": "" }).state).toBe("failed");
  });
});
