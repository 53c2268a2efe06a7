import { sql } from "kysely";
import type { ActionContext } from "#platform/capability.ts";
import { decryptField, encryptField } from "#platform/crypto/fields.ts";
import type { Keys } from "#platform/crypto/keys.ts";
import type { Tx } from "#platform/db/tx.ts";
import type { CHANGE_KINDS } from "../contract/person-views.ts";
import type { Before } from "../domain/find-changes.ts";

export type ChangeKind = (typeof CHANGE_KINDS)[number];

export type ChangeToRecord = {
  readonly kind: ChangeKind;
  readonly path: string;
  readonly personId?: string;
  readonly householdId?: string;
  readonly fields?: readonly string[];
  readonly before?: Before;
  readonly ground: string;
  readonly batchId?: string;
};

/** Newest changes a page shows; the rest is the audit's. */
const MOST_CHANGES = 100;

function place(id: string) {
  return { table: "register.change", row: id, column: "before_cipher" };
}

/** Who changed what, from what ground, with what stood there. */
export async function recordChanges(context: ActionContext, changes: readonly ChangeToRecord[]): Promise<void> {
  if (changes.length === 0) return;
  const { tx, actor, post, house } = context;
  const rows = changes.map((change) => {
    const id = context.newId();
    const fields = change.fields ?? Object.keys(change.before ?? {});
    const before = change.before === undefined ? null : encryptField(house.keys.fields, place(id), JSON.stringify(change.before));
    return sql`(${tx.tenantId}::uuid, ${id}::uuid, ${change.path}::ltree, ${change.personId ?? null}::uuid, ${change.householdId ?? null}::uuid, ${change.kind}, ${[...fields]}::text[],
      ${change.ground}, ${before}, ${tx.now}::timestamptz, ${actor.personId ?? null}::uuid, ${post?.postId || null}::uuid, ${change.batchId ?? null}::uuid)`;
  });
  await sql`insert into register.change (tenant_id, id, division_path, person_id, household_id, kind, fields, ground, before_cipher, at, by_person, by_post, batch_id)
    values ${sql.join(rows)}`.execute(tx.db);
}

export type ChangeRow = {
  readonly id: string;
  readonly kind: ChangeKind;
  readonly fields: readonly string[];
  readonly ground: string;
  readonly before_cipher: string | null;
  readonly at: Date;
  readonly by: string;
};

export async function findChangesOf(
  tx: Tx,
  of: { readonly personId: string } | { readonly householdId: string },
): Promise<readonly ChangeRow[]> {
  const whose = "personId" in of ? sql`c.person_id = ${of.personId}` : sql`c.household_id = ${of.householdId}`;
  const { rows } = await sql<ChangeRow>`
    select c.id, c.kind, c.fields, c.ground, c.before_cipher, c.at, coalesce(p.public_name, '') as by from register.change c
    left join register.person p on p.tenant_id = c.tenant_id and p.id = c.by_person
    where c.tenant_id = ${tx.tenantId} and ${whose} order by c.id desc limit ${MOST_CHANGES}`.execute(tx.db);
  return rows;
}

export function openBefore(keys: Keys, row: Pick<ChangeRow, "id" | "before_cipher">): Before {
  return row.before_cipher === null ? {} : (JSON.parse(decryptField(keys.fields, place(row.id), row.before_cipher)) as Before);
}
