// Builds the pages (`react-router build`) unless what they are made of has not changed since the last build.
// `npm start` and `npm test` both run it: node tools/build-web.mjs [--force]
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const APP = join(ROOT, "apps", "web");
/** `GONGZHI_PAGES` names another folder of pages (the gallery of the ui-kit); its build lies beside the real one. */
const PAGES = process.env.GONGZHI_PAGES;
const BUILD = PAGES === undefined ? join(APP, "build") : join(APP, "build", PAGES.replaceAll("/", "-"));
const STAMP = join(BUILD, ".made-of");
/** Whatever a page may import (DESIGN §3.3), and what decides the versions it is built with. */
const MADE_OF = ["apps/web", "capabilities", "packages", "platform", "ui-kit", "package-lock.json"];
const LEFT_OUT = new Set(["node_modules", "build", "dist", "bench", ".react-router"]);

process.exitCode = main(process.argv.slice(2));

function main(argv) {
  if (!existsSync(APP)) {
    console.error("web: there is no apps/web to build");
    return 0;
  }
  const want = fingerprint();
  if (!argv.includes("--force") && existsSync(STAMP) && readFileSync(STAMP, "utf8") === want) {
    console.error("web: the build is up to date");
    return 0;
  }
  const run = spawnSync(join(ROOT, "node_modules", ".bin", "react-router"), ["build"], {
    cwd: APP,
    stdio: ["ignore", 2, 2],
    env: { ...process.env, NODE_ENV: "production", PATH: `${join(ROOT, "node_modules", ".bin")}:${process.env.PATH ?? ""}` },
  });
  if (run.status !== 0) return run.status ?? 1;
  if (!existsSync(BUILD)) {
    console.error(`web: react-router build made no ${BUILD}`);
    return 1;
  }
  writeFileSync(STAMP, want);
  return 0;
}

function fingerprint() {
  const hash = createHash("sha256");
  for (const path of MADE_OF) addToHash(hash, path);
  return hash.digest("hex");
}

function addToHash(hash, path) {
  const found = statSync(join(ROOT, path), { throwIfNoEntry: false });
  if (found?.isDirectory()) {
    const names = readdirSync(join(ROOT, path)).filter((name) => !LEFT_OUT.has(name) && !/\.test\.tsx?$/.test(name));
    for (const name of names.sort()) addToHash(hash, `${path}/${name}`);
  } else if (found?.isFile()) {
    hash
      .update(`${path}\0`)
      .update(readFileSync(join(ROOT, path)))
      .update("\0");
  }
}
