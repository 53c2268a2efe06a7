import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ROOT, runCommand } from "../run-command.ts";
import { packPackage, PackRefusal } from "./pack-package.ts";
import { dataFolders, publishedManifest, type SourceManifest } from "./published-manifest.ts";

const scratch = mkdtempSync(join(tmpdir(), "gongzhi-pack-test-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const OURS = "@gongzhi/";

/** Packages that one of ours needs. */
function neededBy(name: string): readonly string[] {
  const manifest = readFileSync(join(ROOT, "packages", name, "package.json"), "utf8");
  return Object.keys((JSON.parse(manifest) as SourceManifest).dependencies ?? {});
}

/** Finished packages that need nobody else's but ours: they can be installed without a network. */
const packages = readdirSync(join(ROOT, "packages")).filter((name) => {
  const papers = ["package.json", "README.md"].map((paper) => join(ROOT, "packages", name, paper));
  return papers.every((paper) => existsSync(paper)) && neededBy(name).every((other) => other.startsWith(OURS));
});

/** The README's example, and what its comments say it prints. */
function exampleOf(name: string): { readonly code: string; readonly prints: readonly string[] } {
  const code = /```ts\n([\s\S]*?)```/u.exec(readFileSync(join(ROOT, "packages", name, "README.md"), "utf8"))?.[1] ?? "";
  return { code, prints: [...code.matchAll(/^console\.log.* \/\/ (.*)$/gmu)].map((match) => match[1]!) };
}

/** The Node outside this project, older as a rule: what users of a package may run. */
function otherNode(): string {
  const folders = (process.env["PATH"] ?? "").split(":").filter((folder) => !folder.includes("node_modules"));
  return folders.map((folder) => join(folder, "node")).find((file) => existsSync(file)) ?? process.execPath;
}

async function run(program: string, args: readonly string[], cwd: string) {
  const { code, output } = await runCommand(program, args, { cwd, timeoutMs: 60_000 });
  return { code, output: output.trim() };
}

/** All of them installed in one folder: one install and one run of the compiler, where one for each would take minutes. */
const elsewhere = join(scratch, "elsewhere");
beforeAll(async () => {
  const tarballs: string[] = [];
  for (const name of packages) tarballs.push(await packPackage(name, elsewhere));
  writeFileSync(join(elsewhere, "package.json"), '{ "name": "elsewhere", "private": true, "type": "module" }');
  const installed = await run("npm", ["install", "--offline", "--no-audit", "--no-fund", ...tarballs], elsewhere);
  if (installed.code !== 0) throw new Error(installed.output);
}, 300_000);

describe("a packed package", () => {
  it.each(packages)("%s ships what is needed, and its README's example runs on another Node", async (name) => {
    const shipped = readdirSync(join(elsewhere, "node_modules/@gongzhi", name)).toSorted();
    const manifest = JSON.parse(readFileSync(join(ROOT, "packages", name, "package.json"), "utf8")) as SourceManifest;
    expect(shipped).toEqual(
      ["CHANGELOG.md", "LICENSE", "README.md", "dist", "package.json", ...dataFolders(manifest)].toSorted(),
    );
    const files = readdirSync(join(elsewhere, "node_modules/@gongzhi", name, "dist"), { recursive: true }).map(String);
    expect(files).toContain("index.js");
    expect(files.filter((file) => /\.test\.|fixtures|second-implementation/.test(file))).toEqual([]);
    const { code, prints } = exampleOf(name);
    writeFileSync(join(elsewhere, `${name}.js`), code);
    const ran = await run(otherNode(), [`${name}.js`], elsewhere);
    expect({ ...ran, output: ran.output.split("\n") }).toEqual({ code: 0, output: prints });
  });

  it("has types that its README's example keeps to", async () => {
    for (const name of packages) writeFileSync(join(elsewhere, `${name}.ts`), exampleOf(name).code);
    const options = ["--noEmit", "--strict", "--module", "nodenext", "--target", "es2023", "--types", ""];
    const checked = await run("tsc", [...options, ...packages.map((name) => `${name}.ts`)], elsewhere);
    expect(checked).toEqual({ code: 0, output: "" });
  });

  it("is refused when there is none of that name", async () => {
    await expect(packPackage("ghost", scratch)).rejects.toThrow(PackRefusal);
    await expect(packPackage("../tools", scratch)).rejects.toThrow("there is no package");
  });
});

describe("publishedManifest", () => {
  it("points every door at what is built", () => {
    const source = {
      name: "@gongzhi/x",
      version: "1.0.0",
      license: "MIT",
      files: ["src"],
      exports: { ".": "./src/index.ts", "./node": "./src/node.ts" },
    };
    expect(publishedManifest(source)).toMatchObject({
      license: "MIT",
      files: ["dist", "README.md", "CHANGELOG.md", "LICENSE"],
      exports: {
        ".": { types: "./dist/index.d.ts", default: "./dist/index.js" },
        "./node": { types: "./dist/node.d.ts", default: "./dist/node.js" },
      },
    });
  });

  it("ships a folder of data as it is", () => {
    const source = {
      name: "@gongzhi/x",
      version: "1.0.0",
      files: ["src", "schemas", "README.md"],
      exports: { ".": "./src/index.ts", "./schemas/*": "./schemas/*" },
    };
    expect(publishedManifest(source)).toMatchObject({
      files: ["dist", "schemas", "README.md", "CHANGELOG.md", "LICENSE"],
      exports: { "./schemas/*": "./schemas/*" },
    });
  });

  it("throws on a door that is not built", () => {
    expect(() => publishedManifest({ name: "x", version: "1.0.0", exports: { ".": "./index.js" } })).toThrow(
      "no TypeScript file below src",
    );
  });
});

it("finds packages to try", () => {
  mkdirSync(scratch, { recursive: true });
  expect(packages.length).toBeGreaterThan(0);
});
