import { createHash } from "node:crypto";
import { createInterface } from "node:readline/promises";
import type { ActionContext } from "#platform/capability.ts";
import { recogniseHeadings, type HeadingMapping, type ImportFields } from "#platform/spreadsheets/recognise-headings.ts";
import { CommandRefusal, type CommandInput } from "./command.ts";

/** What an import knows of its columns, and where it remembers what was confirmed. */
export type MappingOf<Field extends string> = {
  readonly fields: ImportFields<Field>;
  readonly find: (context: ActionContext, headingsSha256: string) => Promise<HeadingMapping<Field> | undefined>;
  readonly keep: (context: ActionContext, headingsSha256: string, mapping: HeadingMapping<Field>) => Promise<void>;
  readonly transact: <T>(work: (context: ActionContext) => Promise<T>) => Promise<T>;
};

/** Recognised for certain: goes on and says so. Anything mapped by hand is asked for once, and remembered. */
export async function confirmMapping<Field extends string>(
  input: CommandInput,
  of: MappingOf<Field>,
  headings: readonly string[],
): Promise<HeadingMapping<Field>> {
  const key = createHash("sha256").update(JSON.stringify(headings)).digest("hex");
  const given = readGiven(input, Object.keys(of.fields.known) as Field[], headings);
  const remembered = await of.transact(async (context) => await of.find(context, key));
  const { mapping, unknown, missing } = recogniseHeadings(of.fields, headings, { ...remembered, ...given });
  const lines = Object.entries<string | undefined>(mapping).map(([field, heading]) => `  ${heading ?? ""} → ${field}`);
  input.stderr.write(`${lines.join("\n")}\n`);
  if (unknown.length > 0) input.stderr.write(`  left out: ${unknown.join(", ")}\n`);
  if (missing.length > 0)
    throw new CommandRefusal(
      "heading-missing",
      `no column is recognised as ${missing.join(" and ")}: name it with --map "HEADING=${missing[0] ?? ""}"; there is: ${headings.join(", ")}`,
    );
  if (Object.keys(given).length > 0 && input.values["yes"] !== true && !(await isConfirmed(input)))
    throw new CommandRefusal("not-confirmed", "confirm the mapping with --yes");
  if (input.values["dry-run"] !== true) await of.transact(async (context) => await of.keep(context, key, mapping));
  return mapping;
}

function readGiven<Field extends string>(
  input: CommandInput,
  fields: readonly Field[],
  headings: readonly string[],
): HeadingMapping<Field> {
  const given = (input.values["map"] ?? []) as readonly string[];
  const pairs = given.map((text) => {
    const at = text.lastIndexOf("=");
    const [heading, field] = [text.slice(0, at), text.slice(at + 1)];
    const known = fields.find((one) => one === field);
    if (at < 1 || known === undefined)
      throw new CommandRefusal("bad-mapping", `--map ${text}: write HEADING=FIELD, FIELD one of ${fields.join(", ")}`);
    if (!headings.includes(heading))
      throw new CommandRefusal(
        "bad-mapping",
        `--map ${text}: the file has no column ${heading}; there is: ${headings.join(", ")}`,
      );
    return [known, heading] as const;
  });
  return Object.fromEntries(pairs) as HeadingMapping<Field>;
}

async function isConfirmed(input: CommandInput): Promise<boolean> {
  if (!process.stdin.isTTY) return false;
  const asked = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await asked.question("Is this right? [y/N] ");
  asked.close();
  input.stderr.write("\n");
  return /^y(es)?$/i.test(answer.trim());
}
