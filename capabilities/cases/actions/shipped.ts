import { bind, type ActionContext } from "#platform/capability.ts";
import type { Offered } from "#platform/capability.ts";
import { refuse } from "#platform/refusal.ts";
import type { Tx } from "#platform/db/tx.ts";
import { draftShipped } from "../contract/draft-shipped.ts";
import { mayEnactProcedure } from "../policy.ts";
import { countDrafts, findDraftBpmn, insertDraft } from "../store/drafts.ts";
import { findBpmn, findProcedure, findVersions } from "../store/find-procedure.ts";
import { MOST_DRAFTS } from "./draft-procedure.ts";

/** A contribution to the point `cases.shipped`, under a procedure's key: its drawing as this version of the house ships it. */
export type ShippedProcedure = () => string;

export const SHIPPED = "cases.shipped";

function shippedOf({ offered }: { readonly offered: Offered }): ReadonlyMap<string, ShippedProcedure> {
  return (offered.contributed.get(SHIPPED) ?? new Map()) as ReadonlyMap<string, ShippedProcedure>;
}

/** Procedures whose shipped drawing this tenant never enacted and has not drafted: by key. */
export async function findOffers(context: ActionContext): Promise<readonly string[]> {
  const offers: string[] = [];
  for (const [key, read] of shippedOf(context)) if (await isNew(context.tx, key, read())) offers.push(key);
  return offers;
}

async function isNew(tx: Tx, key: string, shipped: string): Promise<boolean> {
  const known = [...(await findBpmn(tx, key)), ...(await findDraftBpmn(tx, key))];
  return known.length > 0 && !known.includes(shipped);
}

export const draftShippedBound = bind(draftShipped, {
  policy: mayEnactProcedure,
  duty: "cases.enact",
  subject: async ({ tenant }) => ({ division_path: tenant.rootPath }),
  run: async (context, { key }) => {
    const { tx, tenant, actor } = context;
    const bpmn = shippedOf(context).get(key)?.();
    const [newest] = await findVersions(tx, key);
    if (bpmn === undefined || newest === undefined || !(await isNew(tx, key, bpmn))) return refuse("conflict", "nothing-shipped");
    if ((await countDrafts(tx, key)) >= MOST_DRAFTS)
      return refuse("conflict", "too-many-drafts", { facts: { most: MOST_DRAFTS } });
    const { forms } = await findProcedure(tx, key, newest.version);
    const id = context.newId();
    await insertDraft(tx, { id, key, bpmn, forms, path: tenant.rootPath, madeBy: actor.personId });
    context.subject(id);
    return { id };
  },
});
