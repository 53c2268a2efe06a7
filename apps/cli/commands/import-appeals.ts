import { createHash } from "node:crypto";
import { createReadStream, createWriteStream, existsSync } from "node:fs";
import { basename, resolve } from "node:path";
import { finished } from "node:stream/promises";
import { createInterface } from "node:readline/promises";
import { stringify } from "csv-stringify/sync";
import { withHouse, type CommandHouse } from "#apps/cli/with-house.ts";
import {
  findMapping,
  importAppeals,
  IMPORT_FIELDS,
  keepMapping,
  recogniseHeadings,
  type Mapping,
  type Reject,
} from "#capabilities/appeals/index.ts";
import { isRefusal } from "#platform/refusal.ts";
import { guardFormula } from "#platform/spreadsheets/formula-guard.ts";
import { readCsv } from "#platform/spreadsheets/read-csv.ts";
import { readXlsx } from "#platform/spreadsheets/read-xlsx.ts";
import type { Table } from "#platform/spreadsheets/table.ts";
import { chooseTenant } from "../choose-tenant.ts";
import { CommandRefusal, type Command, type CommandInput } from "../command.ts";

const HELP = `
Rows with a reply become closed cases with their reply and dates; rows without become historic: staff find them, they are marked
imported and stay outside deadlines, rates and the public list until somebody takes them up or releases them.

Headings are recognised (留言主题, 留言详情, 留言时间, 答复意见 …); others are named with --map "HEADING=FIELD", FIELD one of
${IMPORT_FIELDS.join(", ")}. A mapping once confirmed is remembered for files with the same headings.
An interrupted import goes on where it stopped; the same row is never imported twice. Rejected rows go to FILE.rejects.csv with
line and reason. Texts may have up to 20,000 characters. Exit code 0: all rows in; 1: some were rejected; 2: refused.

  gongzhi import appeals complaints.csv --dry-run
  gongzhi import appeals complaints.xlsx --tenant qinghe --map "什么事=text" --map "哪天=time"`;

export const command: Command = {
  summary: "Imports appeals of an earlier system from CSV or XLSX.",
  usage: "FILE [--tenant SLUG] [--map HEADING=FIELD]… [--yes] [--dry-run] [--rejects FILE]",
  help: HELP,
  options: {
    tenant: { type: "string" },
    map: { type: "string", multiple: true },
    yes: { type: "boolean" },
    "dry-run": { type: "boolean" },
    rejects: { type: "string" },
  },
  run: async (input) => {
    const [file] = input.positionals;
    if (file === undefined || input.positionals.length !== 1) throw new CommandRefusal("no-file", "name one file, CSV or XLSX");
    if (!existsSync(file)) throw new CommandRefusal("no-such-file", `${file} is not there`);
    return await withHouse(
      { progress: (line) => input.stderr.write(`${line}\n`) },
      async (house) => await run(input, house, resolve(file)),
    );
  },
};

async function run(input: CommandInput, house: CommandHouse, file: string): Promise<number> {
  const tenant = await chooseTenant(input, house);
  const sha256 = await digestOf(file);
  const table = await openTable(file);
  const dryRun = input.values["dry-run"] === true;
  const mapping = await confirmMapping(input, house, tenant, table.headings);
  const rejects = rejectsWriter(String(input.values["rejects"] ?? `${file}.rejects.csv`), table.headings, dryRun);
  const result = await importAppeals(
    {
      dryRun,
      transact: async (work) => await house.transact(tenant, "appeals/import", work),
      rejected: rejects.write,
      progress: (counts) =>
        input.stderr.write(
          `\r  line ${counts.throughLine}: ${counts.imported} imported, ${counts.repeated} repeated, ${counts.rejected} rejected  `,
        ),
    },
    { name: basename(file), sha256, mapping },
    table.rows,
  );
  input.stderr.write("\n");
  await rejects.end();
  if (isRefusal(result))
    throw new CommandRefusal(
      result.code,
      `${file} cannot be read to its end: ${result.code}; what came before is in, and a mended file may be imported again`,
    );
  const { throughLine, imported, repeated, rejected, resumedAfterLine } = result;
  const summary = {
    tenant,
    file: basename(file),
    dryRun,
    imported,
    repeated,
    rejected,
    throughLine,
    resumedAfterLine,
    rejectsFile: rejects.path(),
  };
  input.stdout.write(`${JSON.stringify(summary)}\n`);
  return rejected > 0 ? 1 : 0;
}

/** The named tenant; without a name the only one, or the lowest: appeals belong to townships. */
async function openTable(file: string): Promise<Table> {
  const table = /\.xlsx$/i.test(file) ? await readXlsx({ path: file }) : await readCsv({ path: file });
  if (isRefusal(table))
    throw new CommandRefusal(table.code, `${file} cannot be read as a table: ${table.code} ${JSON.stringify(table.facts)}`);
  return table;
}

async function digestOf(file: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const piece of createReadStream(file)) hash.update(piece as Buffer);
  return hash.digest("hex");
}

/** Recognised for certain: goes on and says so. Anything mapped by hand is asked for once, and remembered. */
async function confirmMapping(
  input: CommandInput,
  house: CommandHouse,
  tenant: string,
  headings: readonly string[],
): Promise<Mapping> {
  const key = createHash("sha256").update(JSON.stringify(headings)).digest("hex");
  const given = readGiven(input, headings);
  const remembered = await house.transact(tenant, "appeals/import", async ({ tx }) => await findMapping(tx, key));
  const { mapping, unknown, missing } = recogniseHeadings(headings, { ...remembered, ...given });
  input.stderr.write(
    `${Object.entries(mapping)
      .map(([field, heading]) => `  ${heading} → ${field}`)
      .join("\n")}\n`,
  );
  if (unknown.length > 0) input.stderr.write(`  left out: ${unknown.join(", ")}\n`);
  if (missing.length > 0)
    throw new CommandRefusal(
      "heading-missing",
      `no column is recognised as ${missing.join(" and ")}: name it with --map "HEADING=${missing[0]}"; there is: ${headings.join(", ")}`,
    );
  if (Object.keys(given).length > 0 && input.values["yes"] !== true && !(await isConfirmed(input)))
    throw new CommandRefusal("not-confirmed", "confirm the mapping with --yes");
  if (input.values["dry-run"] !== true)
    await house.transact(tenant, "appeals/import", async ({ tx }) => await keepMapping(tx, key, mapping));
  return mapping;
}

function readGiven(input: CommandInput, headings: readonly string[]): Mapping {
  const given = (input.values["map"] ?? []) as readonly string[];
  const pairs = given.map((text) => {
    const at = text.lastIndexOf("=");
    const [heading, field] = [text.slice(0, at), text.slice(at + 1)];
    const known = IMPORT_FIELDS.find((one) => one === field);
    if (at < 1 || known === undefined)
      throw new CommandRefusal("bad-mapping", `--map ${text}: write HEADING=FIELD, FIELD one of ${IMPORT_FIELDS.join(", ")}`);
    if (!headings.includes(heading))
      throw new CommandRefusal(
        "bad-mapping",
        `--map ${text}: the file has no column ${heading}; there is: ${headings.join(", ")}`,
      );
    return [known, heading] as const;
  });
  return Object.fromEntries(pairs);
}

async function isConfirmed(input: CommandInput): Promise<boolean> {
  if (!process.stdin.isTTY) return false;
  const asked = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await asked.question("Is this right? [y/N] ");
  asked.close();
  input.stderr.write("\n");
  return /^y(es)?$/i.test(answer.trim());
}

function rejectsWriter(path: string, headings: readonly string[], dryRun: boolean) {
  let out: ReturnType<typeof createWriteStream> | undefined;
  const write = (reject: Reject) => {
    if (dryRun) return;
    out ??= openRejects(path, headings);
    out.write(
      stringify([
        [reject.line, reject.field, reject.reason, ...headings.map((heading) => guardFormula(reject.values[heading] ?? ""))],
      ]),
    );
  };
  return {
    write,
    path: () => (out === undefined ? null : path),
    end: async () => {
      if (out === undefined) return;
      out.end();
      await finished(out);
    },
  };
}

function openRejects(path: string, headings: readonly string[]) {
  const out = createWriteStream(path);
  // A byte order mark, so that spreadsheet programs read the Chinese.
  out.write(`\uFEFF${stringify([["line", "field", "reason", ...headings]])}`);
  return out;
}
