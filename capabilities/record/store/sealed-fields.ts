import { sql } from "kysely";
import { encryptField } from "#platform/crypto/fields.ts";
import type { Keys } from "#platform/crypto/keys.ts";
import type { Tx } from "#platform/db/tx.ts";
import type { Opening } from "../domain/seal-fields.ts";

export type FieldToKeep = { readonly name: string; readonly shown: boolean; readonly opening: Opening };

/** @param path area whose readers may open what is not shown. */
export function insertSealedFields(tx: Tx, keys: Keys, ref: string, path: string, fields: readonly FieldToKeep[]): void {
  const rows = fields.map(
    ({ name, shown, opening }) =>
      sql`(${tx.tenantId}::uuid, ${ref}, ${name}, ${shown}::boolean, ${path}::ltree, ${encryptField(keys.fields, placeOf(ref, name), JSON.stringify(opening))})`,
  );
  tx.write(
    sql`insert into record.sealed_field (tenant_id, ref, name, shown, division_path, opening_cipher) values ${sql.join(rows)}`,
  );
}

function placeOf(ref: string, name: string) {
  return { table: "record.sealed_field", row: ref, column: name };
}
