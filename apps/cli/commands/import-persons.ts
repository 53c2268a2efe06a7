import { existsSync } from "node:fs";
import { basename, resolve } from "node:path";
import { withHouse, type CommandHouse } from "#apps/cli/with-house.ts";
import { importPersons, PERSON_FIELDS, personMapping, type PersonsReport } from "#capabilities/register/index.ts";
import { isRefusal } from "#platform/refusal.ts";
import { chooseTenant } from "../choose-tenant.ts";
import { CommandRefusal, type Command, type CommandInput } from "../command.ts";
import { confirmMapping } from "../confirm-mapping.ts";
import { rejectsFile } from "../rejects-file.ts";
import { digestOf, openTable } from "../table-file.ts";

const CONFLICTS = ["keep", "update"] as const;

const HELP = `
Headings are recognised (姓名, 身份证号, 户号, 与户主关系, 村民小组 …); others are named with --map "HEADING=FIELD", FIELD one of
${PERSON_FIELDS.join(", ")}.
Identity numbers and phones are checked. A row that differs from the register (same number and other name, another household …) is a
conflict: it waits for a decision in the browser, unless --conflicts says that the register (keep) or the file (update) is right.
An interrupted import goes on where it stopped; the same file is the same import. Rows that did not come in go to FILE.rejects.csv with
line and reason. --dry-run looks everything over and leaves nothing behind. Exit code 0: all rows in; 1: some are not; 2: refused.

  gongzhi import persons roster.csv --dry-run
  gongzhi import persons roster.xlsx --tenant qinghe --area 大柳村 --conflicts keep`;

export const command: Command = {
  summary: "Imports persons and households from CSV or XLSX.",
  usage:
    "FILE [--tenant SLUG] [--area NAME] [--map HEADING=FIELD]… [--yes] [--conflicts keep|update] [--dry-run] [--rejects FILE]",
  help: HELP,
  options: {
    tenant: { type: "string" },
    area: { type: "string" },
    map: { type: "string", multiple: true },
    yes: { type: "boolean" },
    conflicts: { type: "string" },
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
  const named = input.values["conflicts"];
  const conflicts = CONFLICTS.find((one) => one === named);
  if (named !== undefined && conflicts === undefined) throw new CommandRefusal("bad-decision", "--conflicts is keep or update");
  const dryRun = input.values["dry-run"] === true;
  const table = await openTable(file);
  const transact: PersonsTransact = async (work) => await house.transact(tenant, "register/run-import", work);
  const mapping = await confirmMapping(input, { ...personMapping, transact }, table.headings);
  const rejects = rejectsFile(String(input.values["rejects"] ?? `${file}.rejects.csv`), table.headings, dryRun);
  const report = await importPersons(
    {
      dryRun,
      transact,
      rejected: rejects.write,
      progress: (what, rows) => input.stderr.write(`\r  ${what}: ${rows} rows  `),
      ...(conflicts === undefined ? {} : { conflicts }),
      ...(typeof input.values["area"] === "string" ? { area: input.values["area"] } : {}),
    },
    { name: basename(file), sha256: await digestOf(file), mapping },
    table,
  );
  input.stderr.write("\n");
  await rejects.end();
  if (isRefusal(report)) throw new CommandRefusal(report.code, `${file}: ${report.code} ${JSON.stringify(report.facts)}`);
  input.stdout.write(`${JSON.stringify({ tenant, file: basename(file), dryRun, ...report, rejectsFile: rejects.path() })}\n`);
  return isWhole(report) ? 0 : 1;
}

type PersonsTransact = Parameters<typeof importPersons>[0]["transact"];

function isWhole({ rejected, undecided, leftOut }: PersonsReport): boolean {
  return rejected + undecided + leftOut === 0;
}
