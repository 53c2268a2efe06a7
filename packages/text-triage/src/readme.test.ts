import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import * as door from "./index.ts";

const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");

test("the README's example prints what it says", () => {
  const example = /```ts\n([\s\S]*?)```/u.exec(readme)?.[1] ?? "";
  const said = [...example.matchAll(/\/\/ (.*)$/gmu)].map((match) => match[1]);
  const cwd = fileURLToPath(new URL("..", import.meta.url));
  const printed = execFileSync(process.execPath, ["--input-type=module", "-e", example], { cwd, encoding: "utf8" });
  expect(said).toHaveLength(2);
  expect(printed.trim().split("\n")).toEqual(said);
});

test("every function the README names is behind the door", () => {
  const named = readme.match(
    /\b(?:trainModel|writeModel|readModel|createClassifier|findIssues|removeText|readHeatFormula|DEFAULT_HEAT)\b/gu,
  );
  expect(new Set(named).size).toBe(8);
  for (const name of named ?? []) expect(door).toHaveProperty(name);
});
