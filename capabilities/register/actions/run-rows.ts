import type { ActionContext } from "#platform/capability.ts";
import type { Difference, Existing } from "../domain/judge-import.ts";
import { addPersons, type PersonToAdd } from "../store/add-person.ts";
import { recordChanges, type ChangeToRecord } from "../store/changes.ts";
import { placePerson, resumePersonRow, updatePerson, type PersonChange } from "../store/change-person.ts";
import type { HouseholdInReach } from "../store/find-existing.ts";
import { setHeads } from "../store/households.ts";
import { findVersions, insertHouseholds } from "../store/import-writes.ts";
import type { Batch } from "../store/import-batches.ts";
import { findRows, openValues, settleRows, type ImportRowRow, type RowOutcome } from "../store/import-rows.ts";
import { judgeRows, understandRows, type Judged, type UnderstoodRow } from "./understand-rows.ts";

type Person = NonNullable<UnderstoodRow["person"]>;
type Task = { readonly row: ImportRowRow; readonly person: Person };
/** What is to be done with a row now, judged anew: somebody may have changed the register since it was looked over. */
type Plan = (Task & { readonly existing: Existing | undefined; readonly differences: readonly Difference[] }) | RowOutcome;

/** Takes in some of the rows that wait, in one transaction. @returns how many were dealt with; 0: none waits. */
export async function runRows(context: ActionContext, batch: Batch, limit: number): Promise<number> {
  const { tx, house } = context;
  const waiting = await findRows(tx, batch.id, { states: ["ready", "conflict"], decided: true, limit }, "lock");
  if (waiting.length === 0) return 0;
  const understood = await understandRows(
    context,
    batch,
    waiting.map((row) => ({ line: row.line, values: openValues(house.keys, batch.id, row) })),
  );
  const judged = await judgeRows(context, understood);
  const plans = waiting.map((row, index) => planRow(row, understood[index], judged));
  const todo = plans.flatMap((plan) => ("person" in plan ? [plan] : []));
  const households = await bringHouseholds(context, batch, todo, judged.households);
  const outcomes = [
    ...plans.flatMap((plan) => ("person" in plan ? [] : [plan])),
    ...(await addNew(context, batch, todo, households)),
    ...(await updateExisting(context, batch, todo, households)),
  ];
  await settleRows(tx, batch.id, await withVersions(context, outcomes));
  return waiting.length;
}

function planRow(row: ImportRowRow, understood: UnderstoodRow | undefined, judged: Judged): Plan {
  const { line } = row;
  if (understood?.person === undefined)
    return {
      line,
      state: "rejected",
      ...(understood === undefined ? {} : { field: understood.field, reason: understood.reason }),
    };
  const judgement = judged.judgements.get(line);
  if (judgement === undefined) throw new Error("a row that was understood was not judged");
  const task = { row, person: understood.person };
  switch (judgement.state) {
    case "repeated":
      return { line, state: "repeated", personId: judgement.personId };
    case "ready":
      // A conflict that has dissolved meanwhile, and was decided against the row, stays decided.
      return row.decision === "keep" ? { line, state: "left-out" } : { ...task, existing: undefined, differences: [] };
    case "conflict": {
      const decided =
        row.decision !== null && row.kinds.join() === judgement.kinds.join() && judgement.options.includes(row.decision);
      if (!decided) return { line, state: "conflict", kinds: judgement.kinds, personId: judgement.personId, undecide: true };
      if (row.decision === "keep") return { line, state: "left-out" };
      const existing =
        row.decision === "add" || judgement.personId === undefined ? undefined : judged.existing.get(judgement.personId);
      return { ...task, existing, differences: judgement.differences };
    }
  }
}

type Todo = Extract<Plan, Task>;
type Households = ReadonlyMap<string, HouseholdInReach>;

/** Every household the rows name: those there, and new ones by the first row that names each. */
async function bringHouseholds(
  context: ActionContext,
  batch: Batch,
  todo: readonly Todo[],
  known: Households,
): Promise<Households> {
  const missing = new Map<string, Person>();
  for (const { person } of todo)
    if (person.household !== undefined && !known.has(person.household) && !missing.has(person.household))
      missing.set(person.household, person);
  if (missing.size === 0) return known;
  const made = [...missing].map(([number, person]) => ({
    id: context.newId(),
    number,
    path: person.path,
    groupId: person.groupId,
    address: person.address ?? "",
    batchId: batch.id,
  }));
  // A number that lies outside the reader's places is taken all the same: its rows are rejected below.
  const inserted = await insertHouseholds(context.tx, made);
  const fresh = made.filter(({ id }) => inserted.has(id));
  await recordChanges(
    context,
    fresh.map((one) => ({ kind: "imported", path: one.path, householdId: one.id, ground: batch.file_name, batchId: batch.id })),
  );
  const rows = fresh.map((one): [string, HouseholdInReach] => [
    one.number,
    { id: one.id, number: one.number, division_path: one.path, group_id: one.groupId, head_person: null, ended_on: null },
  ]);
  return new Map([...known, ...rows]);
}

/** The household a row names, or why it cannot join it. */
function householdOf(person: Person, households: Households): HouseholdInReach | undefined | { readonly reason: string } {
  if (person.household === undefined) return undefined;
  const household = households.get(person.household);
  if (household === undefined) return { reason: "household-elsewhere" };
  return household.ended_on === null ? household : { reason: "household-ended" };
}

async function addNew(
  context: ActionContext,
  batch: Batch,
  todo: readonly Todo[],
  households: Households,
): Promise<readonly RowOutcome[]> {
  const { tx, house } = context;
  const outcomes: RowOutcome[] = [];
  const persons: PersonToAdd[] = [];
  const heads: Head[] = [];
  for (const { row, person, existing } of todo) {
    if (existing !== undefined) continue;
    const household = householdOf(person, households);
    if (household !== undefined && "reason" in household) {
      outcomes.push({ line: row.line, state: "rejected", field: "household", reason: household.reason });
      continue;
    }
    const id = context.newId();
    persons.push(personToAdd(id, person, household, batch.id));
    if (household !== undefined && person.relation === "head") heads.push({ householdId: household.id, personId: id });
    outcomes.push({ line: row.line, state: "imported", personId: id });
  }
  await addPersons(tx, house.keys, persons);
  await makeHeads(context, batch, households, heads);
  await recordChanges(
    context,
    persons.map(({ id, path }) => ({ kind: "imported", path, personId: id, ground: batch.file_name, batchId: batch.id })),
  );
  return outcomes;
}

type Head = { readonly householdId: string; readonly personId: string };

/** Who was head before stands in the household's history, and comes back when the import is taken back. */
async function makeHeads(context: ActionContext, batch: Batch, households: Households, heads: readonly Head[]): Promise<void> {
  const byId = new Map([...households.values()].map((one) => [one.id, one]));
  const replaced = heads.flatMap(({ householdId, personId }) => {
    const household = byId.get(householdId);
    return household === undefined || household.head_person === null || household.head_person === personId ? [] : [household];
  });
  await setHeads(context.tx, heads);
  await recordChanges(
    context,
    replaced.map((one) => ({
      kind: "corrected",
      path: one.division_path,
      householdId: one.id,
      before: { head: one.head_person ?? "" },
      ground: batch.file_name,
      batchId: batch.id,
    })),
  );
}

function personToAdd(id: string, person: Person, household: HouseholdInReach | undefined, batchId: string): PersonToAdd {
  return {
    id,
    accountId: null,
    householdId: household?.id ?? null,
    householdNumber: household?.number ?? "",
    groupId: household === undefined ? person.groupId : household.group_id,
    path: household?.division_path ?? person.path,
    proofLevel: 0,
    publicName: "",
    name: person.name,
    sex: person.sex ?? null,
    bornOn: person.bornOn ?? null,
    phone: person.phone ?? null,
    identityNumber: person.identity?.number ?? null,
    address: person.address ?? "",
    relation: household === undefined ? "" : (person.relation ?? ""),
    standing: person.standing ?? "registered",
    batchId,
  };
}

async function updateExisting(
  context: ActionContext,
  batch: Batch,
  todo: readonly Todo[],
  households: Households,
): Promise<readonly RowOutcome[]> {
  const outcomes: RowOutcome[] = [];
  for (const { row, person, existing, differences } of todo) {
    if (existing === undefined) continue;
    const household = householdOf(person, households);
    if (household !== undefined && "reason" in household)
      outcomes.push({ line: row.line, state: "rejected", field: "household", reason: household.reason });
    else {
      await updateOne(context, batch, { person, existing, differences, household });
      if (household !== undefined && person.relation === "head")
        await makeHeads(context, batch, households, [{ householdId: household.id, personId: existing.id }]);
      outcomes.push({ line: row.line, state: "updated", personId: existing.id });
    }
  }
  return outcomes;
}

type Update = {
  readonly person: Person;
  readonly existing: Existing;
  readonly differences: readonly Difference[];
  readonly household: HouseholdInReach | undefined;
};

/** The file is right about somebody who is there: what stood there is kept, so that the import can be taken back. */
async function updateOne(
  context: ActionContext,
  batch: Batch,
  { person, existing, differences, household }: Update,
): Promise<void> {
  const { tx, house } = context;
  const { id } = existing;
  if (existing.end !== null) await resumePersonRow(tx, id);
  const file = new Map(differences.map((one) => [one.field, one.file]));
  const change: PersonChange = {
    name: file.get("name"),
    sex: file.get("sex") as PersonChange["sex"],
    bornOn: file.get("bornOn"),
    phone: file.get("phone"),
    identityNumber: file.get("identityNumber"),
    address: file.get("address"),
    standing: file.get("standing") as PersonChange["standing"],
    ...(household === undefined || file.has("household")
      ? {}
      : { relation: person.relation === "head" ? undefined : (file.get("relation") as PersonChange["relation"]) }),
  };
  await updatePerson(tx, house.keys, id, change);
  if (household !== undefined && file.has("household"))
    await placePerson(tx, id, {
      household,
      path: household.division_path,
      relation: person.relation === "head" ? "" : (person.relation ?? ""),
    });
  const before = Object.fromEntries(differences.map(({ field, here }) => [field, here]));
  const changed: ChangeToRecord = {
    kind: existing.end === null ? "corrected" : "resumed",
    path: household?.division_path ?? person.path,
    personId: id,
    before: existing.end === null ? before : { ...before, endKind: existing.end.kind, endedOn: existing.end.on },
    ground: batch.file_name,
    batchId: batch.id,
  };
  await recordChanges(context, [changed]);
}

/** The version each entry has when the import has done with it: an undo takes back only what nobody touched since. */
async function withVersions(context: ActionContext, outcomes: readonly RowOutcome[]): Promise<readonly RowOutcome[]> {
  const written = outcomes.flatMap(({ state, personId }) =>
    personId !== undefined && (state === "imported" || state === "updated") ? [personId] : [],
  );
  const versions = await findVersions(context.tx, written);
  return outcomes.map((one) => (one.personId === undefined ? one : { ...one, leftVersion: versions.get(one.personId) }));
}
