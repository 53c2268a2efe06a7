import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const WEB = dirname(dirname(fileURLToPath(import.meta.url)));
const BIN = join(dirname(dirname(WEB)), "node_modules", ".bin");

export type BuiltGallery = { readonly directory: string; readonly remove: () => void };

/** Builds the real shell around the invented pages of `ui-kit/gallery`, into a folder of its own: two runs never meet. */
export function buildGallery(): BuiltGallery {
  const folder = join("build", `gallery-${process.pid}`);
  const env = {
    ...process.env,
    NODE_ENV: "production",
    GONGZHI_PAGES: "ui-kit/gallery",
    GONGZHI_WEB_BUILD: folder,
    PATH: `${BIN}:${process.env["PATH"] ?? ""}`,
  };
  const run = spawnSync(join(BIN, "react-router"), ["build"], { cwd: WEB, env, encoding: "utf8" });
  if (run.status !== 0) throw new Error(`The gallery was not built:\n${run.stdout}\n${run.stderr}`);
  const directory = join(WEB, folder);
  return { directory, remove: () => rmSync(directory, { recursive: true, force: true }) };
}
