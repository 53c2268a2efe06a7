import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { ROOT, runCommand } from "../run-command.ts";
import { packPackage, PackRefusal } from "./pack-package.ts";
import { dataFolders, publishedManifest, type SourceManifest } from "./published-manifest.ts";

const scratch = mkdtempSync(join(tmpdir(), "gongzhi-pack-test-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

/** Finished packages that need nobody else's: they can be installed without a network. */
const packages = readdirSync(join(ROOT, "packages")).filter((name) => {
  const manifest = join(ROOT, "packages", name, "package.json");
  if (!existsSync(manifest) || !existsSync(join(ROOT, "packages", name, "README.md"))) return false;
  const { dependencies } = JSON.parse(readFileSync(manifest, "utf8")) as SourceManifest;
  return Object.keys(dependencies ?? {}).length === 0;
});

/** The Node outside this project, older as a rule: what users of a package may run. */
function otherNode(): string {
  const folders = (process.env["PATH"] ?? "").split(":").filter((folder) => !folder.includes("node_modules"));
  return folders.map((folder) => join(folder, "node")).find((file) => existsSync(file)) ?? process.execPath;
}

async function run(program: string, args: readonly string[], cwd: string) {
  const { code, output } = await runCommand(program, args, { cwd, timeoutMs: 60_000 });
  return { code, output: output.trim() };
}

describe("a packed package", () => {
  it.each(packages)("%s installs without a network, loads on another Node and type-checks elsewhere", async (name) => {
    const folder = join(scratch, name);
    const tarball = await packPackage(name, folder);
    writeFileSync(join(folder, "package.json"), '{ "name": "elsewhere", "private": true, "type": "module" }');
    const installed = await run("npm", ["install", "--offline", "--no-audit", "--no-fund", tarball], folder);
    expect(installed).toMatchObject({ code: 0 });
    const shipped = readdirSync(join(folder, "node_modules/@gongzhi", name)).toSorted();
    const manifest = JSON.parse(readFileSync(join(ROOT, "packages", name, "package.json"), "utf8")) as SourceManifest;
    expect(shipped).toEqual(
      ["CHANGELOG.md", "LICENSE", "README.md", "dist", "package.json", ...dataFolders(manifest)].toSorted(),
    );
    const files = readdirSync(join(folder, "node_modules/@gongzhi", name, "dist"), { recursive: true }).map(String);
    expect(files).toContain("index.js");
    expect(files.filter((file) => /\.test\.|fixtures|second-implementation/.test(file))).toEqual([]);
    const names = await run(
      otherNode(),
      ["--input-type=module", "-e", `console.log(Object.keys(await import("@gongzhi/${name}")).length)`],
      folder,
    );
    expect(Number(names.output.split("\n").at(-1))).toBeGreaterThan(0);
    writeFileSync(
      join(folder, "use.ts"),
      `import * as all from "@gongzhi/${name}";\nexport const names: readonly string[] = Object.keys(all);\n`,
    );
    const checked = await run(
      "tsc",
      ["--noEmit", "--strict", "--module", "nodenext", "--target", "es2022", "--types", "", "use.ts"],
      folder,
    );
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
