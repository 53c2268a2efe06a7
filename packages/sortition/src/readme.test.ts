import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

test("the README's example prints what it says", () => {
  const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
  const example = /```ts\n([\s\S]*?)```/u.exec(readme)?.[1] ?? "";
  const said = [...example.matchAll(/\/\/ (.*)$/gmu)].map((match) => match[1]);
  const cwd = fileURLToPath(new URL("..", import.meta.url));
  const printed = execFileSync(process.execPath, ["--input-type=module", "-e", example], { cwd, encoding: "utf8" });
  expect(said).toHaveLength(2);
  expect(printed.trim().split("\n")).toEqual(said);
});
