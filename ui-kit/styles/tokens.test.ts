import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

const CSS = readFileSync(new URL("tokens.css", import.meta.url), "utf8");

type Tokens = Readonly<Record<string, string>>;

function tokensOf(selector: string): Tokens {
  const start = CSS.indexOf(`${selector} {`);
  if (start < 0) throw new Error(`tokens.css has no ${selector}`);
  const block = CSS.slice(CSS.indexOf("{", start) + 1, CSS.indexOf("}", start));
  return Object.fromEntries(
    [...block.matchAll(/--([\w-]+):\s*([^;]+);/g)].map((match) => [match[1] ?? "", match[2]?.trim() ?? ""]),
  );
}

/** Relative luminance, WCAG 2.2. */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return channel <= 0.040_45 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

const TEXT_ON: readonly (readonly [string, readonly string[]])[] = [
  ["ink", ["paper", "sheet", "tint", "accent-tint", "good-tint", "warn-tint", "bad-tint", "info-tint"]],
  ["ink-soft", ["paper", "sheet", "tint", "accent-tint"]],
  ["accent", ["paper", "sheet", "tint"]],
  ["on-accent", ["accent", "accent-strong"]],
  ["on-fill", ["fill", "fill-strong"]],
  ["good", ["sheet", "good-tint"]],
  ["warn", ["sheet", "warn-tint"]],
  ["bad", ["sheet", "bad-tint", "paper"]],
  ["info", ["sheet", "info-tint"]],
];
const SHAPES_ON: readonly (readonly [string, readonly string[]])[] = [
  ["rule-strong", ["paper", "sheet"]],
  ["fill", ["paper", "sheet"]],
  ["focus", ["paper", "sheet", "tint"]],
  ...[1, 2, 3, 4, 5].map((place) => [`chart-${place}`, ["paper", "sheet"]] as const),
];

const LIGHT = tokensOf(":root");
const DARK = { ...LIGHT, ...tokensOf(':root[data-scheme="dark"]') };

describe.each([
  ["light", LIGHT],
  ["dark", DARK],
])("the %s theme", (_name, tokens) => {
  const ratio = (front: string, back: string) => contrast(tokens[front] ?? "", tokens[back] ?? "");

  test.each(TEXT_ON)("%s is read on what it stands on (4.5:1)", (front, backs) => {
    for (const back of backs) expect(ratio(front, back), `${front} on ${back}`).toBeGreaterThanOrEqual(4.5);
  });

  test.each(SHAPES_ON)("%s is seen on what it stands on (3:1)", (front, backs) => {
    for (const back of backs) expect(ratio(front, back), `${front} on ${back}`).toBeGreaterThanOrEqual(3);
  });
});

test("the theme that follows the device is the dark theme, word for word", () => {
  expect(tokensOf('  :root[data-scheme="auto"]')).toEqual(tokensOf(':root[data-scheme="dark"]'));
});

test("large print is 18 px with targets of 60 px, and nothing is smaller than its text", () => {
  const large = tokensOf(':root[data-print="large"]');
  const rootPx = (16 * Number.parseFloat(large["root-size"] ?? "")) / 100;
  expect(rootPx).toBe(18);
  expect(rootPx * Number.parseFloat(large["target"] ?? "")).toBeGreaterThanOrEqual(60);
  expect(Number.parseFloat(large["size-small"] ?? "")).toBeGreaterThanOrEqual(1);
  expect([Number(LIGHT["line"]), Number(large["line"])].every((line) => line >= 1.6)).toBe(true);
});

test("a printed page is ink on white in every theme", () => {
  const print = CSS.slice(CSS.indexOf("@media print"));
  expect(print).toMatch(/--paper:\s*#ffffff;/);
  expect(print).toMatch(/--ink:\s*#000000;/);
});
