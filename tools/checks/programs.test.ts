import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ROOT, runCommand } from "../run-command.ts";
import { PROGRAMS } from "./programs.ts";

/** A small project under our own configuration, in which each of the programs has something to find. */
const project = mkdtempSync(join(tmpdir(), "gongzhi-checks-"));

function plant(path: string, text: string) {
  mkdirSync(dirname(join(project, path)), { recursive: true });
  writeFileSync(join(project, path), text);
}

const PLANTED = `import { readFile } from "node:fs/promises";
import { other } from "./other.ts";
import process from "process";
export default function planted(value: unknown, kind: "one" | "two"): number {
  const loose: any = value;
  readFile("x");
  if (loose == other) throw "a text";
  switch (kind) {
    case "one":
      return loose.deep;
  }
  return value as number;
}
export function long(): number {
  let sum = 0;
${"  sum += 1;\n".repeat(71)}  return sum;
}
`;

beforeAll(() => {
  for (const name of [".oxlintrc.json", ".oxfmtrc.json", "tsconfig.json", "knip.json"])
    copyFileSync(join(ROOT, name), join(project, name));
  symlinkSync(join(ROOT, "node_modules"), join(project, "node_modules"));
  plant(
    "package.json",
    JSON.stringify({ name: "planted", type: "module", workspaces: ["packages/*"], dependencies: { fastify: "*" } }),
  );
  plant(".gitignore", "node_modules\n"); // a link here, which the pattern with a slash does not match
  plant("platform/planted.ts", PLANTED);
  plant("platform/other.ts", 'import planted from "./planted.ts";\nexport const other = planted;\n');
  plant("platform/orphan.ts", "export   const unformatted = 1;\n");
  plant("platform/wrong.ts", "const list: readonly string[] = [];\nexport const first: string = list[0];\n");
  plant("tools/main.mjs", "");
});
afterAll(() => rmSync(project, { recursive: true, force: true }));

async function run(name: string) {
  const program = PROGRAMS.find((one) => one.name === name);
  if (program === undefined) throw new Error(`there is no check ${name}`);
  return await runCommand(program.command, program.args, { cwd: project, timeoutMs: 60_000 });
}

describe("under our configuration", () => {
  it("oxlint finds what it is there for, with the types", async () => {
    const { code, output } = await run("oxlint");
    expect(code).not.toBe(0);
    const rules = [
      "typescript(no-explicit-any)",
      "typescript(no-floating-promises)",
      "typescript(no-unsafe-member-access)",
      "typescript(only-throw-error)",
      "typescript(switch-exhaustiveness-check)",
      "eslint(eqeqeq)",
      "eslint(max-lines-per-function)",
      "import(no-cycle)",
      "import(no-default-export)",
      "unicorn(prefer-node-protocol)",
    ];
    expect(rules.filter((rule) => !output.includes(rule))).toEqual([]);
  });

  it("tsc finds an index that may be out of bounds", async () => {
    const { code, output } = await run("tsc");
    expect(code).not.toBe(0);
    expect(output).toContain("platform/wrong.ts(2,14): error TS2322");
  });

  it("oxfmt finds what is not formatted", async () => {
    const { code, output } = await run("oxfmt");
    expect(code).not.toBe(0);
    expect(output).toContain("platform/orphan.ts");
  });

  it("knip finds what nobody uses", async () => {
    const { code, output } = await run("knip");
    expect(code).not.toBe(0);
    expect(output).toContain("platform/orphan.ts");
    expect(output).toMatch(/fastify\s+package\.json/);
  });
});
