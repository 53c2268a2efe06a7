import { findAreas } from "#capabilities/divisions/index.ts";
import { areasOf, isWithin } from "#platform/actor.ts";
import type { ActionContext } from "#platform/capability.ts";
import type { Tx } from "#platform/db/tx.ts";
import { findGroups } from "../store/groups.ts";

/** Places the reader's posts cover, to choose from. */
export async function areasToChoose({ tx, tenant, actor }: ActionContext) {
  const areas = await findAreas(tx, tenant.rootPath);
  const own = areasOf(actor);
  return areas.filter(({ value }) => own.some((area) => isWithin(value, area)));
}

export async function groupsToChoose(tx: Tx, path: string) {
  const groups = await findGroups(tx, path);
  const villages = new Set(groups.map(({ division_path }) => division_path));
  // One village's groups need no village before them.
  return groups.map(({ id, name, area }) => ({ id, name: villages.size > 1 ? `${area} ${name}` : name }));
}

export async function isArea({ tx, tenant }: ActionContext, path: string): Promise<boolean> {
  return (await findAreas(tx, tenant.rootPath)).some(({ value }) => value === path);
}
