import { copyFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ROOT, runCommand } from "../run-command.ts";
import { dataFolders, publishedManifest, type SourceManifest } from "./published-manifest.ts";

/** Compiling or packing one package takes seconds; minutes mean that it hangs. */
const STEP_TIMEOUT_MS = 120_000;
const PAPERS = ["README.md", "CHANGELOG.md", "LICENSE"];

/** An expected no: there is no such package, it does not compile, or npm refused it. */
export class PackRefusal extends Error {}

/** Builds `packages/<name>` and packs it into the folder; resolves to the tarball's path. */
export async function packPackage(name: string, folder: string): Promise<string> {
  const source = join(ROOT, "packages", name);
  if (!/^[a-z0-9-]+$/.test(name) || !existsSync(join(source, "package.json")))
    throw new PackRefusal(`there is no package ${name}`);
  const staging = mkdtempSync(join(tmpdir(), "gongzhi-pack-"));
  try {
    await compile(source, staging);
    const manifest = JSON.parse(readFileSync(join(source, "package.json"), "utf8")) as SourceManifest;
    writeFileSync(join(staging, "package.json"), `${JSON.stringify(publishedManifest(manifest), undefined, 2)}\n`);
    for (const data of dataFolders(manifest)) cpSync(join(source, data), join(staging, data), { recursive: true });
    for (const paper of PAPERS) {
      if (!existsSync(join(source, paper))) throw new PackRefusal(`packages/${name} has no ${paper}`);
      copyFileSync(join(source, paper), join(staging, paper));
    }
    mkdirSync(folder, { recursive: true });
    const output = await step("npm", ["pack", "--json", "--ignore-scripts", "--pack-destination", folder], staging);
    const [packed] = JSON.parse(output.slice(output.indexOf("["))) as readonly { readonly filename: string }[];
    if (packed === undefined) throw new PackRefusal(`npm packed nothing: ${output}`);
    return join(folder, packed.filename);
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
}

/** Emits JavaScript and types; tests and what they read stay behind. */
async function compile(source: string, staging: string): Promise<void> {
  const config = {
    extends: join(ROOT, "tsconfig.json"),
    compilerOptions: {
      noEmit: false,
      outDir: join(staging, "dist"),
      rootDir: join(source, "src"),
      declaration: true,
      rewriteRelativeImportExtensions: true,
      target: "ES2022",
      // What the oldest Node the manifest names has: whoever uses more does not get packed.
      lib: ["ES2023", "ES2024.String", "DOM", "DOM.Iterable"],
      types: [],
    },
    include: [join(source, "src")],
    exclude: [
      join(source, "src/**/*.test.ts"),
      ...["fixtures", "testing", "second-implementation"].map((folder) => join(source, `src/**/${folder}/**`)),
    ],
  };
  const file = join(staging, "tsconfig.json");
  writeFileSync(file, JSON.stringify(config));
  await step("tsc", ["-p", file, "--pretty", "false"], source);
  rmSync(file);
}

async function step(program: string, args: readonly string[], cwd: string): Promise<string> {
  const run = await runCommand(program, args, { cwd, timeoutMs: STEP_TIMEOUT_MS });
  if (run.code !== 0) throw new PackRefusal(`${program} failed:\n${run.output.trim()}`);
  return run.output;
}
