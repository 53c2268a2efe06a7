import { findAreas } from "#capabilities/divisions/index.ts";
import type { ActionContext } from "#platform/capability.ts";
import { isRefusal, refuse, type Refusal } from "#platform/refusal.ts";
import type { Table } from "#platform/spreadsheets/table.ts";
import { PERSON_IMPORT, type Mapping } from "../domain/import-fields.ts";
import { deleteBatch, findBatch, findMapping, keepMapping, openBatch, updateBatch, type Batch } from "../store/import-batches.ts";
import { countStates, decideRows, findRows, openValues, putRows } from "../store/import-rows.ts";
import { CONFLICT_KINDS } from "../contract/import-views.ts";
import { checkRows } from "./check-rows.ts";
import { ROWS_CHECKED_AT_ONCE, ROWS_RUN_AT_ONCE } from "./keep-import.ts";
import { runRows } from "./run-rows.ts";

export type PersonsPorts = {
  /** Runs one batch in a transaction of its own as the tenant's house. */
  readonly transact: <T>(work: (context: ActionContext) => Promise<T>) => Promise<T>;
  readonly rejected: (reject: {
    readonly line: number;
    readonly field: string;
    readonly reason: string;
    readonly values: Readonly<Record<string, string>>;
  }) => void;
  readonly progress: (what: "read" | "looked over" | "taken in", rows: number) => void;
  /** Looks everything over and leaves nothing behind. */
  readonly dryRun: boolean;
  /** Who is right where rows differ from the register; left out, such rows wait for a decision. */
  readonly conflicts?: "keep" | "update";
  /** Name of the place the rows lie in; left out, the whole tenant. */
  readonly area?: string;
};

export type PersonsReport = {
  readonly batchId: string;
  readonly rows: number;
  readonly ready: number;
  readonly imported: number;
  readonly updated: number;
  readonly repeated: number;
  readonly undecided: number;
  readonly leftOut: number;
  readonly rejected: number;
  readonly resumedAfterLine: number;
};

/** How the command line confirms and remembers the columns. */
export const personMapping = {
  fields: PERSON_IMPORT,
  find: async ({ tx }: ActionContext, key: string) => await findMapping(tx, key),
  keep: async ({ tx }: ActionContext, key: string, mapping: Mapping) => await keepMapping(tx, key, mapping),
};

type File = { readonly name: string; readonly sha256: string; readonly mapping: Mapping };

/** Takes a list in from the command line: the same steps as in a browser, each in a transaction of its own, gone on from where it stopped. */
export async function importPersons(ports: PersonsPorts, file: File, table: Table): Promise<PersonsReport | Refusal> {
  const path = await ports.transact(async (context) => await pathOf(context, ports.area));
  if (path === undefined) return refuse("invalid", "no-such-area", { facts: { area: ports.area ?? "" } });
  const id = await ports.transact(async (context) => await openBatch(context, { ...file, headings: table.headings, path }));
  const begun = await ports.transact(async ({ tx }) => await findBatch(tx, id));
  if (begun === undefined) throw new Error("the import has no batch");
  const read = await readAll(ports, begun, table);
  if (isRefusal(read)) return await forget(ports, id, read);
  await ports.transact(async ({ tx }) => {
    if (begun.state === "mapping") await updateBatch(tx, id, { mapping: file.mapping, state: "checking", rows: read });
  });
  await eachStep(ports, id, "looked over", async (context, batch) => await checkRows(context, batch, ROWS_CHECKED_AT_ONCE));
  if (!ports.dryRun) await takeIn(ports, id);
  const report = await reportOf(ports, id, begun.through_line);
  if (ports.dryRun && begun.state === "mapping") await ports.transact(async ({ tx }) => await deleteBatch(tx, id));
  return report;
}

async function pathOf({ tx, tenant }: ActionContext, name: string | undefined): Promise<string | undefined> {
  if (name === undefined) return tenant.rootPath;
  return (await findAreas(tx, tenant.rootPath)).find((area) => area.name === name)?.value;
}

/** Puts the file's rows after the last that is here. @returns how many rows there are in all. */
async function readAll(ports: PersonsPorts, batch: Batch, table: Table): Promise<number | Refusal> {
  let waiting: { readonly line: number; readonly values: Readonly<Record<string, string>> }[] = [];
  let rows = batch.rows;
  const put = async () => {
    const lines = waiting;
    waiting = [];
    rows += lines.length;
    await ports.transact(async ({ tx, house }) => {
      await putRows(tx, house.keys, batch, lines);
      await updateBatch(tx, batch.id, { rows, throughLine: lines.at(-1)?.line ?? batch.through_line });
    });
    ports.progress("read", rows);
  };
  for await (const row of table.rows) {
    if (isRefusal(row)) return row;
    if (row.line <= batch.through_line) continue;
    waiting.push(row);
    if (waiting.length >= ROWS_CHECKED_AT_ONCE) await put();
  }
  if (waiting.length > 0) await put();
  return rows;
}

/** A file that is damaged further on is not begun: nothing of it has reached the register. */
async function forget(ports: PersonsPorts, id: string, refusal: Refusal): Promise<Refusal> {
  await ports.transact(async ({ tx }) => {
    if ((await findBatch(tx, id))?.state === "mapping") await deleteBatch(tx, id);
  });
  return refusal;
}

async function eachStep(
  ports: PersonsPorts,
  id: string,
  what: "looked over" | "taken in",
  step: (context: ActionContext, batch: Batch) => Promise<number>,
): Promise<void> {
  for (let done = 0; ;) {
    const handled = await ports.transact(async (context) => {
      const batch = await findBatch(context.tx, id, "lock");
      return batch === undefined ? 0 : await step(context, batch);
    });
    if (handled === 0) return;
    done += handled;
    ports.progress(what, done);
  }
}

async function takeIn(ports: PersonsPorts, id: string): Promise<void> {
  const { conflicts } = ports;
  await ports.transact(async ({ tx }) => {
    await updateBatch(tx, id, { state: "running" });
    if (conflicts !== undefined)
      for (const kind of CONFLICT_KINDS) {
        await decideRows(tx, id, { kind }, conflicts);
        // Where the file cannot be right, the register is.
        await decideRows(tx, id, { kind }, "keep");
      }
  });
  await eachStep(ports, id, "taken in", async (context, batch) => await runRows(context, batch, ROWS_RUN_AT_ONCE));
  await ports.transact(async ({ tx }) => await updateBatch(tx, id, { state: "done", done: true }));
}

async function reportOf(ports: PersonsPorts, id: string, resumedAfterLine: number): Promise<PersonsReport> {
  const { counts, rejects, rows } = await ports.transact(async ({ tx, house }) => {
    const found = await findRows(tx, id, { states: ["rejected", "conflict", "left-out"], limit: 200_000 });
    return {
      counts: await countStates(tx, id),
      rows: (await findBatch(tx, id))?.rows ?? 0,
      rejects: found.map((row) => ({
        line: row.line,
        field: row.field ?? "",
        reason: row.reason ?? (row.state === "conflict" ? `conflict: ${row.kinds.join(", ")}` : "left out: the register stands"),
        values: openValues(house.keys, id, row),
      })),
    };
  });
  for (const reject of rejects) ports.rejected(reject);
  return {
    batchId: id,
    rows,
    ready: counts.ready ?? 0,
    imported: counts.imported ?? 0,
    updated: counts.updated ?? 0,
    repeated: counts.repeated ?? 0,
    undecided: counts.undecided,
    leftOut: counts["left-out"] ?? 0,
    rejected: counts.rejected ?? 0,
    resumedAfterLine,
  };
}
