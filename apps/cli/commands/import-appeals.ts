import { existsSync } from "node:fs";
import { basename, resolve } from "node:path";
import { withHouse, type CommandHouse } from "#apps/cli/with-house.ts";
import { APPEAL_IMPORT, findMapping, importAppeals, IMPORT_FIELDS, keepMapping } from "#capabilities/appeals/index.ts";
import { isRefusal } from "#platform/refusal.ts";
import { chooseTenant } from "../choose-tenant.ts";
import { CommandRefusal, type Command, type CommandInput } from "../command.ts";
import { confirmMapping } from "../confirm-mapping.ts";
import { rejectsFile } from "../rejects-file.ts";
import { digestOf, openTable } from "../table-file.ts";

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
  const mapping = await confirmMapping(
    input,
    {
      fields: APPEAL_IMPORT,
      find: async ({ tx }, key) => await findMapping(tx, key),
      keep: async ({ tx }, key, confirmed) => await keepMapping(tx, key, confirmed),
      transact: async (work) => await house.transact(tenant, "appeals/import", work),
    },
    table.headings,
  );
  const rejects = rejectsFile(String(input.values["rejects"] ?? `${file}.rejects.csv`), table.headings, dryRun);
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
