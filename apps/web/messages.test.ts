import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { refuse, type RefusalKind } from "../../platform/refusal.ts";
import type { MessageTree } from "../../ui-kit/text/texts.ts";
import { makeSayRefusal, readAllMessages } from "./say-refusal.ts";

const store = readAllMessages();

/** Keys of a tree; a plural is one key, since languages have different numbers of forms. */
function keysOf(tree: MessageTree, prefix = ""): readonly string[] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === "string" ? [`${prefix}${key.replace(/_(?:one|other)$/, "")}`] : keysOf(value, `${prefix}${key}.`),
  );
}

/** The places a text leaves open: `{{count}}`, `{{at, instant}}`. */
function placesOf(tree: MessageTree, prefix = ""): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const [key, value] of Object.entries(tree)) {
    if (typeof value !== "string") for (const [inner, places] of placesOf(value, `${prefix}${key}.`)) found.set(inner, places);
    else if (!key.endsWith("_one"))
      found.set(
        `${prefix}${key.replace(/_other$/, "")}`,
        [...value.matchAll(/\{\{\s*(\w+)[^}]*\}\}/g)]
          .map((match) => match[1] ?? "")
          .toSorted((one, other) => (one < other ? -1 : 1))
          .join(" "),
      );
  }
  return found;
}

test("there are messages to compare", () => {
  expect(Object.keys(store)).toEqual(expect.arrayContaining(["platform", "ui-kit"]));
});

describe.each(Object.keys(store))("the messages of %s", (namespace) => {
  const { "zh-CN": chinese = {}, en: english = {} } = store[namespace] ?? {};

  test("say the same in Chinese and English", () => {
    expect([...new Set(keysOf(english))].sort()).toEqual([...new Set(keysOf(chinese))].sort());
  });

  test("leave the same places open in both", () => {
    expect(Object.fromEntries(placesOf(english))).toEqual(Object.fromEntries(placesOf(chinese)));
  });
});

test("every sort of refusal has a next step", () => {
  const kinds: Readonly<Record<RefusalKind, true>> = {
    invalid: true,
    "sign-in": true,
    forbidden: true,
    absent: true,
    conflict: true,
    "too-large": true,
    "too-many": true,
    gone: true,
    unavailable: true,
  };
  for (const kind of Object.keys(kinds))
    for (const locale of ["zh-CN", "en"]) expect(keysOf(store["platform"]?.[locale] ?? {})).toContain(`next.${kind}`);
});

test("every refusal the platform makes has its sentence", () => {
  const root = new URL("../../platform/", import.meta.url);
  const files = readdirSync(root, { recursive: true, encoding: "utf8" }).filter(
    (name) => name.endsWith(".ts") && !name.endsWith(".test.ts") && !name.includes("/trial/"),
  );
  const made = files.flatMap((name) => [
    ...readFileSync(new URL(name, root), "utf8").matchAll(/\brefuse\(\s*"[a-z-]+",\s*"([a-z-]+)"/g),
  ]);
  const codes = [...new Set(made.map((match) => match[1] ?? ""))];
  expect(codes.length).toBeGreaterThan(20);
  const said = new Set(keysOf(store["platform"]?.["zh-CN"] ?? {}));
  expect(codes.filter((code) => !said.has(`refusals.${code}`))).toEqual([]);
});

test("the API says a refusal in the caller's language", () => {
  const say = makeSayRefusal();
  const refusal = refuse("too-many", "too-many-requests", { facts: { seconds: 60 } });
  expect(say(refusal, "platform", "zh-CN,zh;q=0.9").title).toBe("操作太频繁，请稍等 60 秒。");
  expect(say(refusal, "platform", "en-GB,en;q=0.8").title).toBe("That was too often: please wait 60 seconds.");
});
