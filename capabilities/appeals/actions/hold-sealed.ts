import type { ActionContext } from "#platform/capability.ts";
import { sealedOwner } from "#platform/crypto/sealed-owner.ts";
import { holderKeyOf } from "#platform/http/session-cookie.ts";
import type { AppealRow } from "../store/appeal-row.ts";
import { findOwnReceipts, type SealedReceipt } from "../store/sealed-identities.ts";

/** Receipts the sealed store keeps for whoever asks, the newest first. */
export async function findReceiptsOf(context: ActionContext): Promise<readonly SealedReceipt[]> {
  const { actor, house, tenant } = context;
  if (actor.personId === undefined) return [];
  const ring = house.keys.sealed;
  return await context.sealed(sealedOwner(ring, tenant.id, actor.personId), async (tx) => await findOwnReceipts(tx, ring));
}

/**
 * Where whoever asks raised the sealed appeal of an id or number, they go on as the holder of its receipt: no trace of what they do
 * knows them. @returns whether they did.
 */
export async function holdSealed(context: ActionContext, which: (receipt: SealedReceipt) => boolean): Promise<boolean> {
  const own = (await findReceiptsOf(context)).find(which);
  if (own !== undefined) await context.holdReceipt(holderKeyOf(own.receipt));
  return own !== undefined;
}

/** An appeal as `find` gives it, held by its receipt where it is one's own. The sealed store is not asked about what is not sealed. */
export async function findOrHold(
  context: ActionContext,
  which: (receipt: SealedReceipt) => boolean,
  find: () => Promise<AppealRow | undefined>,
): Promise<AppealRow | undefined> {
  const row = await find();
  if (context.actor.personId === undefined || (row !== undefined && row.mode !== "sealed")) return row;
  return (await holdSealed(context, which)) && row === undefined ? await find() : row;
}

/** For pages that know a case's number alone: its course. */
export async function holdByNumber(context: ActionContext, number: string): Promise<boolean> {
  return await holdSealed(context, (receipt) => receipt.number === number);
}
