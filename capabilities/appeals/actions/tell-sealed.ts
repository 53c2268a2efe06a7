import { lockAppeal } from "../store/appeal-row.ts";
import { markTold } from "../store/openings.ts";
import { tellResident } from "./tell.ts";
import type { Reaction } from "#platform/capability.ts";
import { notifySealed } from "#platform/notices/sealed-notices.ts";
import { findOwnerOf } from "../store/sealed-identities.ts";

/** Puts into the sealed inbox what an act had to tell; whoever holds a receipt only reads it on the appeal's own page. */
export const tellSealed: Reaction = async (context, payload) => {
  const { appealId, number, what, key, ...params } = payload;
  const { keys } = context.house;
  await context.sealed(undefined, async (tx) => {
    const owner = await findOwnerOf(tx, String(appealId));
    if (owner === undefined) return;
    const notice = {
      topic: `appeals.${String(what)}`,
      params: { number: number ?? "", ...params },
      path: `appeals/${String(number)}`,
    };
    await notifySealed(tx, keys, { owner, key: String(key) }, notice);
  });
};

/** At once, or when the delay a third person signed is over: whoever raised it is told that their identity was opened, by whom and why. */
export const tellOpened: Reaction = async (context, { openingId, appealId }) => {
  const appeal = await lockAppeal(context.tx, String(appealId));
  if (appeal === undefined) return;
  await markTold(context.tx, String(openingId));
  await tellResident(context, appeal, "identity-opened", {});
};
