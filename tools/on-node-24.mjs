// Plain JavaScript that any Node >= 20 can run: installs what the lockfile says, once, and hands over to the pinned Node 24.
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, lstatSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const MODULES = join(ROOT, "node_modules");
const STAMP = join(MODULES, ".gongzhi-installed");
export const NODE_24 = join(MODULES, ".bin", "node");
/** What the engine made of each module, so that the next start need not: a third of a start's work. Left unused where not writable. */
const COMPILE_CACHE = join(MODULES, ".cache", "node-compile");

/** Runs `npm ci` when node_modules is not what package-lock.json says. Its output goes to stderr: stdout is for results. */
export function ensureInstalled() {
  // A linked node_modules is another checkout's: installing through the link would empty it under whoever works there.
  if (lstatSync(MODULES, { throwIfNoEntry: false })?.isSymbolicLink()) return;
  const want = createHash("sha256")
    .update(readFileSync(join(ROOT, "package-lock.json")))
    .digest("hex");
  const have = existsSync(STAMP) ? readFileSync(STAMP, "utf8") : "";
  if (have === want && existsSync(NODE_24)) return;
  process.stderr.write("Installing what package-lock.json names (a minute or two, once) …\n");
  const npm = spawnSync("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"], { cwd: ROOT, stdio: ["ignore", 2, 2] });
  if (npm.status !== 0) {
    process.stderr.write("npm ci failed: see the lines above. Is the npm registry reachable, and is there room on the disk?\n");
    process.exit(npm.status ?? 1);
  }
  writeFileSync(STAMP, want);
}

/** Runs a script on Node 24 with node_modules/.bin first on the PATH; passes signals on; resolves to its exit code. */
export function runOnNode24(script, args, options = {}) {
  const child = spawn(NODE_24, [...(options.nodeArgs ?? []), join(ROOT, script), ...args], {
    cwd: options.cwd ?? process.cwd(),
    stdio: "inherit",
    env: {
      NODE_COMPILE_CACHE: COMPILE_CACHE,
      ...process.env,
      ...options.env,
      PATH: `${join(MODULES, ".bin")}:${process.env.PATH ?? ""}`,
    },
  });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  return new Promise((resolve) => child.on("close", (code, signal) => resolve(signal ? 128 : (code ?? 1))));
}
