import { readFileSync, statSync } from "node:fs";
import { resolve } from "node:path";
import type { ParseArgsOptionsConfig } from "node:util";
import { SocialChoiceRefusal, type TieRule } from "@gongzhi/social-choice";
import { type CommandInput, CommandRefusal, type OptionValues } from "./command.ts";

/** Larger than any published set of ballots (Łódź 2022 has 4 MB); the parser has its own limit below a text's. */
const FILE_BYTES_MAX = 256 * 1024 * 1024;
/** Long counts say how far they are so often, not more. */
const PROGRESS_EVERY_MS = 1000;

/** How both counting commands are told to break ties. */
export const TIE_OPTIONS: ParseArgsOptionsConfig = { "tie-order": { type: "string" }, "tie-seed": { type: "string" } };
export const TIE_HELP = `Ties are reported as sets and broken by the order of ids as text ("10" before "9"), unless --tie-order listed takes the order of
the file, or --tie-seed HEX (16 to 64 bytes, published before the ballots are known) that of a public draw: SHA-256(seed, id).
A file is UTF-8; one that is not is read as UTF-16 with its mark, GB 18030 or Windows-1252.`;

export function readTieRule(values: OptionValues): TieRule {
  const { "tie-order": order, "tie-seed": seed } = values;
  if (typeof seed === "string") {
    if (order !== undefined) throw new CommandRefusal("usage", "either --tie-order or --tie-seed");
    return { kind: "draw", seed };
  }
  if (order === undefined || order === "text") return { kind: "text" };
  if (order === "listed") return { kind: "listed" };
  throw new CommandRefusal("usage", `--tie-order is text or listed, not «${String(order)}»`);
}

export function onlyFile(input: CommandInput, what: string): string {
  const [path, ...more] = input.positionals;
  if (path === undefined || more.length > 0) throw new CommandRefusal("usage", `one file of ballots is needed (${what})`);
  return path;
}

/** The file as text; relative paths are as seen from where npm was called. */
export function readBallotFile(path: string): string {
  const full = resolve(process.env["INIT_CWD"] ?? process.cwd(), path);
  const found = statSync(full, { throwIfNoEntry: false });
  if (found?.isFile() !== true) throw new CommandRefusal("no-such-file", `there is no file ${path}`);
  if (found.size > FILE_BYTES_MAX) throw new CommandRefusal("too-large", `${path} is larger than ${FILE_BYTES_MAX} bytes`);
  try {
    return decodeBallots(readFileSync(full));
  } catch (error) {
    if (error instanceof CommandRefusal) throw new CommandRefusal(error.code, `${path}: ${error.message}`);
    throw error;
  }
}

/** Tried in this order where a file is no UTF-8: what Chinese programs write, and, since its bytes fit anything, what western ones did. */
const OTHER_ENCODINGS = ["gb18030", "windows-1252"] as const;

/** A name read in the wrong encoding is ugly; two names that become one are a wrong count, so nothing is replaced by a sign for «unreadable». */
export function decodeBallots(bytes: Uint8Array<ArrayBuffer>): string {
  const marked = bytes[0] === 0xff && bytes[1] === 0xfe;
  for (const encoding of [marked ? "utf-16le" : "utf-8", ...OTHER_ENCODINGS]) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch {
      // Not this one.
    }
  }
  throw new CommandRefusal("unreadable", "it is no text in UTF-8, UTF-16, GB 18030 or Windows-1252");
}

/** Turns a refusal of the package into one of the command line, which names the file. */
export function refuseInstead(path: string, count: () => number): number {
  try {
    return count();
  } catch (error) {
    if (error instanceof SocialChoiceRefusal) throw new CommandRefusal(error.code, `${path}: ${error.message}`);
    throw error;
  }
}

export function progressLines<Progress>(stderr: CommandInput["stderr"], say: (progress: Progress) => string) {
  let last = performance.now();
  return (progress: Progress) => {
    const now = performance.now();
    if (now - last < PROGRESS_EVERY_MS) return;
    last = now;
    stderr.write(`${say(progress)}\n`);
  };
}

export function writeJson(stdout: CommandInput["stdout"], result: unknown): void {
  stdout.write(`${JSON.stringify(result, undefined, 2)}\n`);
}
