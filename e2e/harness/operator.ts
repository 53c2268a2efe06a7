import { spawn } from "node:child_process";
import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";

const MAIN = new URL("../../apps/cli/main.ts", import.meta.url).pathname;

export type Ran = { readonly code: number; readonly json: Readonly<Record<string, unknown>>; readonly stderr: string };

/** A command as an operator runs it: a process of its own. */
export async function gongzhi(dataDir: string, ...words: readonly string[]): Promise<Ran> {
  const child = spawn(process.execPath, [MAIN, ...words], { env: { ...process.env, DATA_DIR: dataDir } });
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (chunk: string) => (stdout += chunk));
  child.stderr.setEncoding("utf8").on("data", (chunk: string) => (stderr += chunk));
  const code = await new Promise<number>((resolve) => child.once("close", (ended) => resolve(ended ?? -1)));
  return { code, json: stdout === "" ? {} : (JSON.parse(stdout) as Ran["json"]), stderr };
}

/** What a lost disk leaves: nothing but what was kept apart. */
export function wipe(dataDir: string): void {
  for (const name of readdirSync(dataDir)) rmSync(join(dataDir, name), { recursive: true, force: true });
}
