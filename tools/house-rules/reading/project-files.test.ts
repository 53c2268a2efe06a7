import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { readProject } from "./project-files.ts";

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "gongzhi-files-"));
  for (const folder of ["platform", "node_modules/x", "data"]) mkdirSync(join(root, folder), { recursive: true });
  writeFileSync(join(root, "platform/a.ts"), "export const a = 1;\n");
  writeFileSync(join(root, "platform/map.bin"), "\u0000".repeat(10));
  writeFileSync(join(root, "node_modules/x/index.js"), "");
  writeFileSync(join(root, "data/secret.ts"), "");
  writeFileSync(join(root, ".gitignore"), "node_modules/\ndata/\n");
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const EXPECTED = [
  { path: ".gitignore", bytes: 20, text: "" },
  { path: "platform/a.ts", bytes: 20, text: "export const a = 1;\n" },
  { path: "platform/map.bin", bytes: 10, text: "" },
];

it("reads what git tracks or would track, and no deleted file", () => {
  execFileSync("git", ["init", "-q"], { cwd: root });
  writeFileSync(join(root, "gone.ts"), "");
  execFileSync("git", ["add", "."], { cwd: root });
  rmSync(join(root, "gone.ts"));
  expect(readProject(root)).toEqual(EXPECTED);
});

it("reads the same from a copy without history", () => {
  expect(readProject(root)).toEqual(EXPECTED);
});
