import { execFile } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { fileURLToPath } from "node:url";
import { writeFonts } from "./fonts.ts";

const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const CACHE = join(ROOT, "node_modules", ".cache", "gongzhi");
/** Unpacking 67 MB of brotli takes seconds; a disk that takes minutes is broken. */
const UNPACK_TIMEOUT_MS = 180_000;

export type Chromium = { readonly executable: string; readonly env: Readonly<Record<string, string>> };

/**
 * The browser from npm (`@sparticuz/chromium`, or the one `CHROMIUM_PATH` names), unpacked once per version under node_modules,
 * with Chinese fonts, and with the few libraries a bare Debian lacks.
 */
export async function findChromium(): Promise<Chromium> {
  const unpacked = await unpackOnce();
  const executable = process.env["CHROMIUM_PATH"] ?? join(unpacked, "chromium");
  if (!existsSync(executable)) throw new Error(`there is no browser at ${executable}`);
  const libraries = join(unpacked, "al2023", "lib");
  const lacking = await lacksLibraries(executable);
  const fonts = { FONTCONFIG_FILE: join(unpacked, "fonts.conf") };
  if (!lacking) return { executable, env: fonts };
  const searched = [libraries, process.env["LD_LIBRARY_PATH"] ?? ""].filter((folder) => folder !== "");
  return { executable, env: { ...fonts, LD_LIBRARY_PATH: searched.join(":") } };
}

/** Test files run side by side: each unpacks into a folder of its own, and the first to finish gives it its name. */
async function unpackOnce(): Promise<string> {
  const { version, bin } = readPackage();
  const target = join(CACHE, `chromium-${version}`);
  if (existsSync(target)) return target;
  mkdirSync(CACHE, { recursive: true });
  const staging = mkdtempSync(join(CACHE, "unpacking-"));
  try {
    await inflate(bin, staging);
    writeFonts(staging, target);
    renameSync(staging, target);
  } catch (error) {
    if (!existsSync(target)) throw error; // somebody else was quicker
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
  return target;
}

function readPackage() {
  const door = createRequire(import.meta.url).resolve("@sparticuz/chromium");
  const folder = door.slice(0, door.lastIndexOf(join("@sparticuz", "chromium"))) + join("@sparticuz", "chromium");
  const { version } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as { readonly version: string };
  return { version, bin: join(folder, "bin") };
}

/** The package unpacks into TMPDIR and nowhere else, so it is given one in a process of its own. */
async function inflate(bin: string, into: string): Promise<void> {
  const archives = ["chromium.br", "al2023.tar.br"].map((name) => join(bin, name));
  const script = `import { inflate } from "@sparticuz/chromium"; await Promise.all(${JSON.stringify(archives)}.map((file) => inflate(file)));`;
  await promisify(execFile)(process.execPath, ["--input-type=module", "-e", script], {
    cwd: ROOT,
    env: { ...process.env, TMPDIR: into },
    timeout: UNPACK_TIMEOUT_MS,
  });
}

/** True when the dynamic linker misses something (NSS, expat: what a bare Debian does not carry), or cannot be asked. */
async function lacksLibraries(executable: string): Promise<boolean> {
  try {
    const { stdout } = await promisify(execFile)("ldd", [executable]);
    return stdout.includes("not found");
  } catch {
    return true;
  }
}
