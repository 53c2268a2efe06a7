import { sql } from "kysely";
import { sealedOwner } from "#platform/crypto/sealed-owner.ts";
import type { Forgetting } from "#platform/personal-data/forgetting.ts";

/** Who raised sealed appeals, and the sealed inbox: what is left of them is anonymous, for good. */
export const FORGET_SEALED: Forgetting = {
  forget: async (context, { personId }) => {
    const owner = sealedOwner(context.house.keys.sealed, context.tenant.id, personId);
    await context.sealed(owner, async (tx) => {
      await sql`delete from sealed.appeal_identity where tenant_id = ${tx.tenantId} and owner_index = ${owner}`.execute(tx.db);
      await sql`delete from sealed.notice where tenant_id = ${tx.tenantId} and owner_index = ${owner}`.execute(tx.db);
    });
  },
};
