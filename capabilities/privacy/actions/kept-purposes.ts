import type { ActionContext } from "#platform/capability.ts";
import { gatherOwnData } from "#platform/personal-data/gather.ts";
import { keyOf } from "../contract/held-view.ts";

/** It looks through every table of the house; nobody needs it often. */
export const LIMITS = [{ by: "account", points: 60, seconds: 3_600 }] as const;

export type KeptPurpose = {
  readonly capability: string;
  readonly purpose: string;
  readonly says: string;
  readonly bases: string[];
  readonly retentions: string[];
};

/** What the columns of rows about the caller are kept for, by the purpose they are objected to under. */
export async function findKeptPurposes(context: ActionContext): Promise<ReadonlyMap<string, KeptPurpose>> {
  const found = new Map<string, KeptPurpose>();
  for (const { table, columns, rows } of await gatherOwnData(context, 1)) {
    if (rows.every(({ how }) => how === "by")) continue;
    const capability = table.slice(0, table.indexOf("."));
    for (const { basis, purpose: says, retention } of columns) {
      if (basis === "none needed") continue;
      const purpose = `${capability}.${keyOf(says)}`;
      const kept = found.get(purpose) ?? { capability, purpose, says, bases: [], retentions: [] };
      found.set(purpose, kept);
      if (!kept.bases.includes(basis)) kept.bases.push(basis);
      if (!retention.startsWith("as ") && !kept.retentions.includes(retention)) kept.retentions.push(retention);
    }
  }
  return found;
}
