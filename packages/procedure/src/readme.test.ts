import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { REMEDIES } from "./refusal.ts";

const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");

test("the README's example prints what it says", () => {
  const example = /```ts\n([\s\S]*?)```/u.exec(readme)?.[1] ?? "";
  const said = [...example.matchAll(/\/\/ (.*)$/gmu)].map((match) => match[1]);
  const cwd = fileURLToPath(new URL("..", import.meta.url));
  const printed = execFileSync(process.execPath, ["--input-type=module", "-e", example], { cwd, encoding: "utf8" });
  expect(said).toHaveLength(2);
  expect(printed.trim().split("\n")).toEqual(said);
});

test("every effect and event the code knows is in the README", () => {
  const source = ["advance/effect.ts", "advance/event.ts"]
    .map((file) => readFileSync(new URL(file, import.meta.url), "utf8"))
    .join("\n");
  const types = [...source.matchAll(/type: "([a-z-]+)"/gu)].map((match) => match[1] ?? "");
  expect(types.length).toBeGreaterThan(20);
  for (const type of types) expect(readme).toContain(`\`${type}\``);
});

test("every refusal says what to do", () => {
  for (const remedy of Object.values(REMEDIES)) expect(remedy).toMatch(/^[A-Z].*\.$/u);
});
