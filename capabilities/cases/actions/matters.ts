import type { ActionContext } from "#platform/capability.ts";

/** What a matter is called and where it stands, below the tenant: `appeals/20261123-7K3Q-M9XC`. */
export type DescribedMatter = { readonly title: string; readonly path: string };

/**
 * A capability's contribution to the point `cases.matters`, under its kind: tells what its matters are called, as far as the
 * reader may know. What it leaves out is shown by the case's number.
 */
export type MatterSource = (
  context: ActionContext,
  subjectIds: readonly string[],
) => Promise<ReadonlyMap<string, DescribedMatter>>;

export const MATTERS = "cases.matters";

/** Matters by their ids, asked of the capability of each kind: one question a kind. */
export async function describeMatters(
  context: ActionContext,
  rows: readonly { readonly kind: string; readonly subject_id: string }[],
): Promise<ReadonlyMap<string, DescribedMatter>> {
  const described = new Map<string, DescribedMatter>();
  for (const kind of new Set(rows.map((row) => row.kind))) {
    const source = context.offered.contributed.get(MATTERS)?.get(kind) as MatterSource | undefined;
    const ids = rows.filter((row) => row.kind === kind).map((row) => row.subject_id);
    for (const [id, matter] of (await source?.(context, ids)) ?? []) described.set(id, matter);
  }
  return described;
}
