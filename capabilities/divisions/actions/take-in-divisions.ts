import type { Tx } from "#platform/db/tx.ts";
import { legalDay } from "#platform/legal-day.ts";
import { planImport, type DivisionPlan, type SourceDivision } from "../domain/plan-import.ts";
import { pathInSuccessor, planSuccession, type SuccessionFault } from "../domain/plan-succession.ts";
import {
  endVersions,
  findMoved,
  findPlaces,
  findTree,
  putSuccessions,
  putVersions,
  type Pair,
} from "../store/change-divisions.ts";

type Source = {
  readonly divisions: readonly SourceDivision[];
  readonly county: string;
  readonly from: string;
  readonly source: string;
};

/** Takes a county into the tree, all or nothing. Divisions are the same for every tenant: an operator's act, not an office's. */
export async function takeInDivisions(
  tx: Tx,
  { divisions, county, from, source }: Source,
  dryRun: boolean,
): Promise<DivisionPlan> {
  const plan = planImport(await findTree(tx, [county]), divisions, county, from);
  if (dryRun) return plan;
  await endVersions(
    tx,
    plan.rename.map(({ code }) => code),
    from,
  );
  const renamed = plan.rename.map((one) => ({ ...one, name: plan.names.get(one.code) ?? one.name }));
  await putVersions(tx, [...plan.add, ...renamed], from, source);
  return plan;
}

export type Succession = Pair & { readonly day: string; readonly name: string | undefined };

/** Lets one code take another's place. Said again it changes nothing, and answers with what was done then. */
export async function succeedDivision(
  tx: Tx,
  { from, to, day, name }: Succession,
): Promise<
  | { readonly moved: readonly Pair[]; readonly already: boolean }
  | { readonly fault: SuccessionFault; readonly codes: readonly string[] }
> {
  // What follows in the tenants follows at once: it is said on the day or after it.
  if (day > legalDay(tx.now)) return { fault: "not-yet", codes: [to] };
  const before = await findMoved(tx, { from, to }, day);
  if (before.length > 0) return { moved: before, already: true };
  const plan = planSuccession(await findTree(tx, [from, to]), { from, to, day, name });
  if ("fault" in plan) return plan;
  await endVersions(
    tx,
    plan.map((one) => one.from),
    day,
  );
  await putVersions(
    tx,
    plan.filter(({ begins }) => begins).map((one) => ({ ...one, code: one.to })),
    day,
    `succession of ${from}`,
  );
  await putSuccessions(tx, plan, day);
  return { moved: plan.map((one) => ({ from: one.from, to: one.to })), already: false };
}

export type PathToMove = { readonly from: string; readonly to: string };

/**
 * What is left to move after a place went into another that was in force: everything that lies in it. Nothing where a tenant has the place
 * and not its successor (a village that went to another town): its rows stay with it, under the path they had.
 */
export async function findPathToMove(
  tx: Tx,
  pair: Pair,
): Promise<{ readonly move: PathToMove | undefined; readonly stays: readonly string[] }> {
  const found = await findPlaces(tx, pair);
  const to = found === undefined ? undefined : pathInSuccessor(found.place, found.successor);
  if (found === undefined || to === undefined) return { move: undefined, stays: [] };
  return { move: found.divided.length > 0 ? undefined : { from: found.place, to }, stays: found.divided };
}
