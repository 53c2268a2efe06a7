import { bind, type ActionContext } from "#platform/capability.ts";
import { legalDay } from "#platform/legal-day.ts";
import { refuse } from "#platform/refusal.ts";
import { undoImport } from "../contract/undo-import.ts";
import type { Before } from "../domain/find-changes.ts";
import { maySteward } from "../policy.ts";
import { openBefore, recordChanges } from "../store/changes.ts";
import { endPersonRow, placePerson, updatePerson } from "../store/change-person.ts";
import { lockHouseholdByNumber } from "../store/households.ts";
import { findBatch, updateBatch, type Batch } from "../store/import-batches.ts";
import { settleRows } from "../store/import-rows.ts";
import {
  eraseImported,
  findBatchChanges,
  findWritten,
  putBackHeads,
  retireHouseholds,
  type WrittenRow,
} from "../store/undo-import.ts";
import { findPerson } from "../store/person-row.ts";

/** Names a refusal gives; the rest is a number. */
const MOST_NAMED = 20;

/** One transaction: the whole import is taken back, or nothing of it. */
export const undoImportBound = bind(undoImport, {
  policy: maySteward,
  duty: "register.steward",
  subject: async ({ tx }, { id }) => await findBatch(tx, id, "lock"),
  run: async (context, { id, exceptChanged }, batch) => {
    const { tx, actor } = context;
    if (batch.state !== "done") return refuse("conflict", "import-not-done");
    const written = await findWritten(tx, id);
    const changed = written.filter((row) => row.version !== row.left_version);
    if (changed.length > 0 && exceptChanged !== true)
      return refuse("conflict", "changed-since", { facts: { count: changed.length, names: namesOf(changed) } });
    const back = written.filter((row) => row.version === row.left_version);
    await takeBack(context, batch, back);
    await settleRows(
      tx,
      id,
      back.map(({ line }) => ({ line, state: "undone" })),
    );
    await updateBatch(tx, id, { state: "undone", undoneBy: actor.personId ?? null });
    context.subject(id);
    context.emit("register.import-undone", { batchId: id, undone: back.length, kept: changed.length });
    return { undone: back.length, kept: changed.length };
  },
});

function namesOf(rows: readonly WrittenRow[]): string {
  const named = rows.slice(0, MOST_NAMED).map(({ name }) => name);
  return named.join("、") + (rows.length > MOST_NAMED ? "……" : "");
}

async function takeBack(context: ActionContext, batch: Batch, rows: readonly WrittenRow[]): Promise<void> {
  const { tx } = context;
  const today = legalDay(context.now);
  const updated = rows.filter(({ state }) => state === "updated");
  const changes = await findBatchChanges(tx, batch.id);
  for (const row of updated) {
    const change = changes.find((one) => one.person_id === row.person_id);
    if (change !== undefined) await putBack(context, batch, row.person_id, openBefore(context.house.keys, change));
  }
  await eraseImported(
    tx,
    rows.filter(({ state }) => state === "imported").map(({ person_id }) => person_id),
    today,
  );
  const heads = changes.flatMap((one) =>
    one.household_id === null || one.kind !== "corrected"
      ? []
      : [{ householdId: one.household_id, personId: openBefore(context.house.keys, one)["head"] ?? "" }],
  );
  await putBackHeads(tx, heads);
  await retireHouseholds(tx, batch.id, today);
}

/** An entry says again what it said before the import. */
async function putBack(context: ActionContext, batch: Batch, personId: string, before: Before): Promise<void> {
  const { tx, house } = context;
  const had = (field: string) => (before[field] === undefined ? undefined : before[field] === "" ? null : before[field]);
  await updatePerson(tx, house.keys, personId, {
    name: before["name"],
    sex: had("sex") as "female" | "male" | null | undefined,
    bornOn: had("bornOn"),
    phone: had("phone"),
    identityNumber: had("identityNumber"),
    address: before["address"],
    standing: before["standing"] as "registered" | undefined,
    ...(before["household"] === undefined ? { relation: before["relation"] as "other" | undefined } : {}),
  });
  const row = await findPerson(tx, personId);
  if (row !== undefined && before["household"] !== undefined) {
    const household = before["household"] === "" ? undefined : await lockHouseholdByNumber(tx, before["household"]);
    const relation = (before["relation"] ?? "") as "other";
    await placePerson(tx, personId, { household, path: household?.division_path ?? row.division_path, relation });
  }
  if (before["endKind"] !== undefined)
    await endPersonRow(tx, personId, { kind: before["endKind"] as "moved" | "died" | "mistake", on: before["endedOn"] ?? "" });
  await recordChanges(context, [
    {
      kind: "undone",
      path: row?.division_path ?? batch.division_path,
      personId,
      fields: Object.keys(before),
      before: {},
      ground: batch.file_name,
    },
  ]);
}
