import type { Job } from "#platform/capability.ts";
import { findOver } from "../store/find-over.ts";
import { eraseIdentities, findSealedBefore } from "../store/sealed-identities.ts";

const NONE = "00000000-0000-0000-0000-000000000000";
/** Identities a step looks at. */
const PAGE = 500;

/**
 * Nightly: erases identities whose appeal is not there (an act that failed after it was sealed) or has been over for a year, as the
 * comments of the named appeals' contact columns say, too. Looks at each once, in order.
 */
export const purgeSealed: Job = {
  cron: "50 2 * * *",
  step: async (context, { cursor, done }) => {
    const after = String(cursor?.["after"] ?? NONE);
    const page = await context.sealed(undefined, async (tx) => await findSealedBefore(tx, after, PAGE));
    const over = await findOver(context.tx, page);
    if (over.length > 0) await context.sealed(undefined, async (tx) => await eraseIdentities(tx, over));
    const last = page.length < PAGE ? undefined : page.at(-1);
    return last === undefined ? { done: done + over.length } : { done: done + over.length, next: { after: last } };
  },
};
