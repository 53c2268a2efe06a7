import { sql } from "kysely";
import { decryptField } from "#platform/crypto/fields.ts";
import { legalDay } from "#platform/legal-day.ts";
import type { Forgetting } from "#platform/personal-data/forgetting.ts";

type Known = {
  readonly name: string;
  readonly phone_cipher: string | null;
  readonly identity_cipher: string | null;
  readonly public_name: string;
};

/** Whoever moved away or is no longer needed here has left; whoever was held unlawfully, or took it back, should not have been entered. */
const END_OF: Readonly<Record<string, "moved" | "mistake">> = { left: "moved", unneeded: "moved" };

/** The entry stays as an id that decisions rest on; name, numbers and account are gone from it. */
export const FORGET_PERSON: Forgetting = {
  identify: async ({ house }, tx, { personId }) => {
    const { rows } = await sql<Known>`select n.name, n.phone_cipher, n.identity_cipher, p.public_name from register.person p
      left join register.person_personal n on n.tenant_id = p.tenant_id and n.person_id = p.id where p.tenant_id = ${tx.tenantId} and p.id = ${personId}`.execute(
      tx.db,
    );
    const known = rows[0];
    const open = (column: "phone_cipher" | "identity_cipher") => {
      const cipher = known?.[column] ?? null;
      const place = { table: "register.person_personal", row: personId, column };
      return cipher === null ? "" : decryptField(house.keys.fields, place, cipher);
    };
    return { names: [known?.name ?? "", known?.public_name ?? ""], numbers: [open("phone_cipher"), open("identity_cipher")] };
  },
  forget: async ({ tx, now }, { personId, ground }) => {
    await sql`update register.person set account_id = null, public_name = '', version = version + 1, changed_at = ${tx.now},
        ended_on = coalesce(ended_on, ${legalDay(now)}::date), end_kind = coalesce(end_kind, ${END_OF[ground] ?? "mistake"}), left_at = coalesce(left_at, ${tx.now})
      where tenant_id = ${tx.tenantId} and id = ${personId} and (account_id is not null or public_name <> '' or left_at is null)`.execute(
      tx.db,
    );
  },
};

/** Whether anybody else here bears the name, or one that holds it: taken out of other people's words, theirs would go with it. */
export async function isNameShared(tx: Parameters<NonNullable<Forgetting["identify"]>>[1], personId: string): Promise<boolean> {
  const { rows } =
    await sql`select 1 from register.person_personal own join register.person_personal n on n.tenant_id = own.tenant_id
      and n.person_id <> own.person_id and position(own.name in n.name) > 0
    where own.tenant_id = ${tx.tenantId} and own.person_id = ${personId} and own.name <> '' limit 1`.execute(tx.db);
  return rows.length > 0;
}
