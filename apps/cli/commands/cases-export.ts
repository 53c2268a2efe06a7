import { createWriteStream } from "node:fs";
import { resolve } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { toXesStream, type XesCase } from "@gongzhi/procedure";
import { sql, type SqlBool } from "kysely";
import { readLogPage, toXesCase } from "#capabilities/cases/index.ts";
import { chooseTenant } from "../choose-tenant.ts";
import { CommandRefusal, type Command, type CommandInput } from "../command.ts";
import { withHouse, type CommandHouse } from "../with-house.ts";

const DAY = /^\d{4}-\d{2}-\d{2}$/;

export const command: Command = {
  summary: "Writes the event log of a tenant's cases as XES (IEEE 1849-2016).",
  usage: "FILE.xes [--tenant SLUG] [--precision day|exact] [--kind KIND] [--from YYYY-MM-DD] [--to YYYY-MM-DD]",
  help: `
--precision   day (default): released cases only, days instead of times, nobody's post: may be published.
              exact: every case, with times and posts, for the office itself.
--kind        cases of one capability only: appeals
--from, --to  cases opened from this day on, and up to that one

Residents are never named. The file is written page by page; a log of any length takes the memory of one page. Exit code 0: written;
2: refused. The last line on stdout is JSON: tenant, file, precision, cases, events.

  gongzhi cases export qinghe.xes --precision exact --kind appeals`,
  options: {
    tenant: { type: "string" },
    precision: { type: "string" },
    kind: { type: "string" },
    from: { type: "string" },
    to: { type: "string" },
  },
  run: async (input) => {
    const [file] = input.positionals;
    if (file === undefined || input.positionals.length !== 1)
      throw new CommandRefusal("arguments", "name one file to write: FILE.xes");
    const asked = readAsked(input);
    return await withHouse(
      { progress: (line) => input.stderr.write(`${line}\n`) },
      async (house) => await run(input, house, resolve(file), asked),
    );
  },
};

type Asked = {
  readonly exact: boolean;
  readonly filter: { readonly kind?: string; readonly from?: string; readonly to?: string };
};

function readAsked({ values }: CommandInput): Asked {
  const precision = values["precision"] ?? "day";
  if (precision !== "day" && precision !== "exact") throw new CommandRefusal("arguments", "--precision takes day or exact");
  const filter: Record<string, string> = {};
  for (const name of ["kind", "from", "to"] as const) {
    const value = values[name];
    if (typeof value !== "string") continue;
    if (name !== "kind" && !(DAY.test(value) && !Number.isNaN(Date.parse(value))))
      throw new CommandRefusal("arguments", `--${name} takes a day such as 2026-01-31`);
    filter[name] = value;
  }
  return { exact: precision === "exact", filter };
}

async function run(input: CommandInput, house: CommandHouse, file: string, asked: Asked): Promise<number> {
  const tenant = await chooseTenant(input, house);
  const counted = await exportLog(house, tenant, file, asked);
  input.stdout.write(`${JSON.stringify({ tenant, file, precision: asked.exact ? "exact" : "day", ...counted })}\n`);
  return 0;
}

type Counted = { cases: number; events: number };

/** Writes the log of a tenant to a file. @returns how much it holds. */
export async function exportLog(
  house: Pick<CommandHouse, "transact">,
  tenant: string,
  file: string,
  asked: Asked,
): Promise<Readonly<Counted>> {
  const counted = { cases: 0, events: 0 };
  const precision = asked.exact ? "exact" : "day";
  const log = toXesStream(casesOf(house, tenant, asked, counted), { precision, name: `${tenant} ${precision}` });
  await pipeline(Readable.from(log), createWriteStream(file)).catch((error: unknown) => {
    const why = error instanceof Error ? error.message : String(error);
    throw new CommandRefusal("file-unwritable", `${file} cannot be written: ${why}`);
  });
  return counted;
}

/** Every case, a page a transaction. */
async function* casesOf(
  house: Pick<CommandHouse, "transact">,
  tenant: string,
  { exact, filter }: Asked,
  counted: Counted,
): AsyncGenerator<XesCase> {
  const visible = exact ? sql<SqlBool>`true` : sql<SqlBool>`c.public`;
  let after: Awaited<ReturnType<typeof readLogPage>>["next"];
  do {
    const wanted = { exact, visible, filter, after };
    const page = await house.transact(tenant, "cases/export", async (context) => await readLogPage(context, wanted));
    for (const one of page.cases) {
      counted.cases += 1;
      counted.events += one.events.length;
      yield toXesCase(one);
    }
    after = page.next;
  } while (after !== undefined);
}
