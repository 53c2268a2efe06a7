import { sql } from "kysely";
import type { ActionContext } from "#platform/capability.ts";
import type { ConsentSource } from "#platform/personal-data/consents.ts";

export const CONTACT_PURPOSE = "appeals.contact";

/** Of one's own appeals by name that still hold a contact. Those under a seal keep theirs in the sealed store. */
const LEFT = sql`a.contact_name <> '' or a.contact_phone_cipher is not null`;

/** A name and a phone to be called on are left by consent alone: taken back, they go from every appeal, which is handled all the same. */
export const CONTACT_CONSENT: ConsentSource = {
  textVersion: 1,
  path: "appeals/mine",
  standing: async (context) => {
    const owner = context.actor.personId;
    if (owner === undefined) return false;
    const { rows } = await sql`select 1 from appeals.appeal_personal a
      where a.tenant_id = ${context.tx.tenantId} and a.owner_person = ${owner} and (${LEFT}) limit 1`.execute(context.tx.db);
    return rows.length > 0;
  },
  withdraw: async (context: ActionContext) => {
    await sql`update appeals.appeal_personal a set contact_name = '', contact_phone_cipher = null, contact_phone_index = null
      where a.tenant_id = ${context.tx.tenantId} and a.owner_person = ${context.actor.personId ?? null}::uuid and (${LEFT})`.execute(
      context.tx.db,
    );
  },
};
