import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { findWrongLines, isArchiveFile, type ArchiveFile } from "../archive-file.ts";
import { CommandRefusal, type Command } from "../command.ts";

const MOST_FILES = 10_000;

export const command: Command = {
  summary: "Reckon the sum over archived appeals again from the files of their register",
  usage: "FILE.json … [--digest HEX]",
  help: `
FILE.json    a part of the register, as the page of archiving gives it; one alone is proved, or several of the same archiving
--digest     the check sum as the entry on the public record says it; without it the files are only held to the sum they state

A line whose reader was kept from the appeal, or whose appeal was reopened since, is there by its leaf alone and is counted as withheld.
This program shares no code with the one that writes them.
Prints {"archiving", "digest", "parts": read, "ofParts", "lines", "withheld", "wrong": [lines]}.
Exit code: 0 everything agrees, 1 something does not, 2 refused input.

  gongzhi verify archive archive-qinghe-2025-11-27-1.json --digest 3f0c…`,
  options: { digest: { type: "string" } },
  run: async ({ positionals, values, stdout, stderr }) => {
    if (positionals.length === 0 || positionals.length > MOST_FILES)
      throw new CommandRefusal("arguments", "needs one or more FILE.json");
    const asked = values["digest"];
    const seen: ArchiveFile[] = [];
    const totals = { lines: 0, withheld: 0 };
    const wrong: string[] = [];
    for (const place of positionals) {
      const file = await read(place);
      const first = seen[0];
      if (first !== undefined && first.archiving.id !== file.archiving.id)
        throw new CommandRefusal("two-archivings", `${place} is a part of another archiving than ${positionals[0] ?? ""}`);
      const found = findWrongLines(file, typeof asked === "string" ? asked : undefined);
      wrong.push(...found.map((line) => `${place}: ${line}`));
      totals.lines += file.lines.length;
      totals.withheld += file.lines.filter(({ line }) => line === undefined).length;
      // The lines of a part are not needed any more.
      seen.push({ ...file, lines: [] });
    }
    const { archiving, parts } = seen[0]!;
    const own = new Set(seen.map(({ part }) => part)).size;
    stdout.write(
      `${JSON.stringify({ archiving: archiving.id, digest: archiving.digest, parts: own, ofParts: parts.length, ...totals, wrong })}\n`,
    );
    for (const line of wrong) stderr.write(`${line}\n`);
    return wrong.length === 0 ? 0 : 1;
  },
};

/** npm starts the program in its own folder, and says in which it was asked. */
async function read(place: string): Promise<ArchiveFile> {
  const text = await readFile(resolve(process.env["INIT_CWD"] ?? process.cwd(), place), "utf8").catch(() => {
    throw new CommandRefusal("no-such-file", `there is no file ${place}`);
  });
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch {
    throw new CommandRefusal("not-json", `${place} is not JSON`);
  }
  if (!isArchiveFile(value)) throw new CommandRefusal("not-archive", `${place} is not a part of a register of archived appeals`);
  return value;
}
