import { sql } from "kysely";
import { decryptField, encryptField, FieldUnreadable } from "#platform/crypto/fields.ts";
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
    sql`insert into record.sealed_field (tenant_id, ref, name, public, division_path, opening_cipher) values ${sql.join(rows)}`,
  );
}

export type KeptField = Omit<FieldToKeep, "opening"> & {
  readonly ref: string;
  /** Undefined where the stored value was altered or moved past the house. */
  readonly opening: Opening | undefined;
};

/** What is left of the fields of these leaves, as far as this reader may see it. */
export async function findSealedFields(
  tx: Tx,
  keys: Keys,
  refs: readonly string[],
  which: "shown" | "all",
): Promise<readonly KeptField[]> {
  if (refs.length === 0) return [];
  const { rows } = await sql<{ ref: string; name: string; shown: boolean; opening_cipher: string }>`
    select ref, name, public as shown, opening_cipher from record.sealed_field
    where tenant_id = ${tx.tenantId} and ref = any(${[...refs]}::text[]) and ${which === "shown" ? sql`public` : sql`true`} order by ref, name`.execute(
    tx.db,
  );
  return rows.map(({ ref, name, shown, opening_cipher }) => ({
    ref,
    name,
    shown,
    opening: open(keys, ref, name, opening_cipher),
  }));
}

/** Every field there is, a page at a time in the order of their leaves' names; leaves are not cut in two. */
export async function findSealedPage(
  tx: Tx,
  keys: Keys,
  after: string,
  most: number,
): Promise<{ readonly fields: readonly KeptField[]; readonly next: string | undefined }> {
  const { rows } = await sql<{ ref: string }>`
    select distinct ref from record.sealed_field where tenant_id = ${tx.tenantId} and ref > ${after} order by ref limit ${most}`.execute(
    tx.db,
  );
  const refs = rows.map(({ ref }) => ref);
  return { fields: await findSealedFields(tx, keys, refs, "all"), next: refs.length < most ? undefined : refs.at(-1) };
}

function open(keys: Keys, ref: string, name: string, cipher: string): Opening | undefined {
  try {
    return JSON.parse(decryptField(keys.fields, placeOf(ref, name), cipher)) as Opening;
  } catch (error) {
    if (error instanceof FieldUnreadable) return undefined;
    throw error;
  }
}

function placeOf(ref: string, name: string) {
  return { table: "record.sealed_field", row: ref, column: name };
}
