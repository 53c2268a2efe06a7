import { findAreas } from "#capabilities/divisions/index.ts";
import { isWithin } from "#platform/actor.ts";
import type { ActionContext } from "#platform/capability.ts";
import { readIdentityNumber } from "#platform/identifiers/identity-number.ts";
import { readPhone } from "#platform/identifiers/phone.ts";
import { legalDay } from "#platform/legal-day.ts";
import { isRefusal } from "#platform/refusal.ts";
import type { Mapping } from "../domain/import-fields.ts";
import { judgeImport, type Existing, type Judgement } from "../domain/judge-import.ts";
import { readImportRow, type ImportPerson, type NumberReaders } from "../domain/read-import-row.ts";
import { findExisting, findHouseholdsByNumber, type HouseholdInReach } from "../store/find-existing.ts";
import { findGroups } from "../store/groups.ts";
import type { Values } from "../store/import-rows.ts";

export type Line = { readonly line: number; readonly values: Values };

/** A row as it was understood: a person with a place, or the field and the reason why not. */
export type UnderstoodRow = Line &
  (
    | { readonly person: ImportPerson & { readonly path: string; readonly groupId: string | null } }
    | { readonly person: undefined; readonly field: string; readonly reason: string }
  );

const READERS: NumberReaders = {
  identity: (typed) => readIdentityNumber(typed),
  phone: (typed) => readPhone(typed)?.number,
};

type Batch = { readonly division_path: string; readonly mapping: Mapping | null };

/** Reads rows by the batch's mapping and finds the place each names, within the batch's own. */
export async function understandRows(
  context: ActionContext,
  batch: Batch,
  lines: readonly Line[],
): Promise<readonly UnderstoodRow[]> {
  const places = await placesWithin(context, batch.division_path);
  const today = legalDay(context.now);
  return lines.map((line) => {
    const read = readImportRow(line.values, batch.mapping ?? {}, READERS, today);
    if (isRefusal(read))
      return { ...line, person: undefined, field: String(read.facts["field"]), reason: String(read.facts["reason"]) };
    const place = places(read);
    return "reason" in place ? { ...line, person: undefined, ...place } : { ...line, person: { ...read, ...place } };
  });
}

type Place = { readonly path: string; readonly groupId: string | null };
type NoPlace = { readonly field: "area" | "group"; readonly reason: string };

/** The last part of a village's or community's path is its code of 12 digits; below it are grids. */
const IN_VILLAGE = /\.\d{12}(\.|$)/;

async function placesWithin({ tx, tenant }: ActionContext, batchPath: string): Promise<(row: ImportPerson) => Place | NoPlace> {
  const areas = (await findAreas(tx, tenant.rootPath)).filter(({ value }) => isWithin(value, batchPath));
  const groups = await findGroups(tx, tenant.rootPath);
  return (row) => {
    // `清河镇大柳村` ends in the name of the village; of several the longest is meant.
    const named = areas
      .filter(({ name }) => row.area !== undefined && row.area.endsWith(name))
      .sort((a, b) => b.name.length - a.name.length);
    if (row.area !== undefined && named[0] === undefined) return { field: "area", reason: "no-such-area" };
    const path = named[0]?.value ?? batchPath;
    const near = groups.filter(
      ({ name, division_path }) => name === row.group && (isWithin(path, division_path) || isWithin(division_path, path)),
    );
    if (row.group !== undefined && near.length === 0) return { field: "group", reason: "no-such-group" };
    if (near.length > 1) return { field: "group", reason: "which-group" };
    const [group] = near;
    const lies = group !== undefined && isWithin(group.division_path, path) ? group.division_path : path;
    return IN_VILLAGE.test(lies) ? { path: lies, groupId: group?.id ?? null } : { field: "area", reason: "no-village-named" };
  };
}

export type Judged = {
  readonly judgements: ReadonlyMap<number, Judgement>;
  readonly households: ReadonlyMap<string, HouseholdInReach>;
  readonly existing: ReadonlyMap<string, Existing>;
};

/** What the register says to rows that were understood, in a few statements for all of them. */
export async function judgeRows({ tx, house }: ActionContext, rows: readonly UnderstoodRow[]): Promise<Judged> {
  const persons = rows.flatMap((row) => (row.person === undefined ? [] : [{ line: row.line, ...row.person }]));
  const existing = await findExisting(tx, house.keys, persons);
  const households = await findHouseholdsByNumber(
    tx,
    persons.flatMap(({ household }) => household ?? []),
  );
  const byId = new Map<string, Existing>();
  const judgements = new Map<number, Judgement>();
  for (const person of persons) {
    const byIdentity = person.identity === undefined ? undefined : existing.byIdentity.get(person.identity.number);
    const byName = (existing.byName.get(person.name) ?? []).filter((one) => one !== byIdentity);
    const head = person.household === undefined ? undefined : (households.get(person.household)?.head_person ?? undefined);
    judgements.set(person.line, judgeImport(person, { byIdentity, byName, head }));
    for (const one of [byIdentity, ...byName]) if (one !== undefined && "id" in one) byId.set(one.id, one);
  }
  return { judgements, households, existing: byId };
}
