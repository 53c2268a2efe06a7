import type { ActionContext } from "#platform/capability.ts";
import type { Batch } from "../store/import-batches.ts";
import { findLinesByKey, findRows, openValues, rowKey, settleRows, type RowOutcome } from "../store/import-rows.ts";
import { judgeRows, understandRows, type UnderstoodRow } from "./understand-rows.ts";

/** Looks over some of the rows nobody has read yet: nothing of the register changes. @returns how many; 0: all are read. */
export async function checkRows(context: ActionContext, batch: Batch, limit: number): Promise<number> {
  const { tx, house } = context;
  const unread = await findRows(tx, batch.id, { states: ["unread"], limit }, "lock");
  if (unread.length === 0) return 0;
  const lines = unread.map((row) => ({ line: row.line, values: openValues(house.keys, batch.id, row) }));
  const rows = await understandRows(context, batch, lines);
  const { judgements } = await judgeRows(context, rows);
  const keyed = rows.map((row) => ({ row, keys: keysOf(context, batch.id, row) }));
  const before = await findKeys(context, batch.id, keyed);
  const outcomes = keyed.map(({ row, keys }): RowOutcome => {
    const { line } = row;
    if (row.person === undefined) return { line, state: "rejected", field: row.field, reason: row.reason };
    const twice = claim(before.same, keys.same, line);
    if (twice !== undefined) return { line, state: "rejected", field: "name", reason: `twice-in-file:${twice}` };
    const other = keys.head === undefined ? undefined : claim(before.heads, keys.head, line);
    if (other !== undefined) return { line, state: "rejected", field: "relation", reason: `second-head:${other}` };
    const judgement = judgements.get(line);
    if (judgement === undefined) throw new Error("a row that was understood was not judged");
    const found = { line, state: judgement.state, sameKey: keys.same, headKey: keys.head };
    if (judgement.state === "ready") return found;
    return { ...found, personId: judgement.personId, ...(judgement.state === "conflict" ? { kinds: judgement.kinds } : {}) };
  });
  await settleRows(tx, batch.id, outcomes);
  return unread.length;
}

type Keys = { readonly same: string; readonly head: string | undefined };

/** Who a row is about: by identity number, else by all that tells people of one name apart. */
function keysOf({ tx, house }: ActionContext, batchId: string, { person, line }: UnderstoodRow): Keys {
  const key = (what: string) => rowKey(tx, house.keys, batchId, what);
  if (person === undefined) return { same: key(`line ${line}`), head: undefined };
  const { name, bornOn, phone, household } = person;
  return {
    same: key(person.identity?.number ?? JSON.stringify([name, bornOn ?? "", phone ?? "", household ?? ""])),
    head: person.relation === "head" && household !== undefined ? key(`head of ${household}`) : undefined,
  };
}

async function findKeys({ tx }: ActionContext, batchId: string, keyed: readonly { readonly keys: Keys }[]) {
  const same = keyed.map(({ keys }) => keys.same);
  const heads = keyed.flatMap(({ keys }) => keys.head ?? []);
  return {
    same: new Map(await findLinesByKey(tx, batchId, "same_key", same)),
    heads: new Map(await findLinesByKey(tx, batchId, "head_key", heads)),
  };
}

/** The line that had the key before, or undefined: it is this line's now. */
function claim(taken: Map<string, number>, key: string, line: number): number | undefined {
  const before = taken.get(key);
  if (before === undefined || before === line) taken.set(key, line);
  return before === line ? undefined : before;
}
