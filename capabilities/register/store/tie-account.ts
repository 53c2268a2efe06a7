import { sql } from "kysely";
import type { ActionContext } from "#platform/capability.ts";
import { recordChanges } from "./changes.ts";
import { updatePerson } from "./change-person.ts";
import { findPerson, openNumber } from "./person-row.ts";

/** An account is one person of those who are here: a second breaks on this. */
export const ACCOUNT_CONSTRAINT = "person_account_here";

/**
 * Ties an entry to another account, whose phone is the entry's from now on: a desk has seen who it is, and they have another number.
 * @param to phone as `readPhone` gives it. @throws the database's error of `ACCOUNT_CONSTRAINT` where the account is somebody else here
 */
export async function tieToAccount(
  context: ActionContext,
  personId: string,
  to: { readonly accountId: string; readonly phone: string; readonly ground: string },
): Promise<void> {
  const { tx, house } = context;
  const row = await findPerson(tx, personId, "lock");
  if (row === undefined) throw new Error("an entry was tied that is not there");
  await sql`update register.person set account_id = ${to.accountId} where tenant_id = ${tx.tenantId} and id = ${personId}`.execute(
    tx.db,
  );
  await updatePerson(tx, house.keys, personId, { phone: to.phone });
  const before = { phone: openNumber(house.keys, row, "phone_cipher") };
  await recordChanges(context, [{ kind: "corrected", path: row.division_path, personId, before, ground: to.ground }]);
}
