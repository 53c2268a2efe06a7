import { sql } from "kysely";
import { encryptField, blindIndex } from "#platform/crypto/fields.ts";
import type { ActionContext } from "#platform/capability.ts";
import type { ImportRow } from "../domain/read-import-row.ts";
import { ownWords } from "./search-words.ts";

/** `sourceKey` is what a repeated row is known by. */
export type ImportedAppeal = ImportRow & { readonly sourceKey: string };

export type ImportedRow = {
  readonly id: string;
  readonly number: string;
  readonly caseId: string | null;
  readonly path: string;
  readonly appeal: ImportedAppeal;
  readonly answerId: string;
};

/** Which of these keys are in already: a second run of the same rows adds nothing. */
export async function findKnownKeys(context: ActionContext, keys: readonly string[]): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ source_key: string }>`
    select source_key from appeals.appeal where tenant_id = ${context.tx.tenantId} and source_key = any(${[...keys]}::text[])`.execute(
    context.tx.db,
  );
  return new Set(rows.map((row) => row.source_key));
}

/** A batch of imported appeals with their words and, where there is one, their answer: three statements for all of them. */
export async function insertImported(context: ActionContext, batchId: string, rows: readonly ImportedRow[]): Promise<void> {
  if (rows.length === 0) return;
  const { tx, house } = context;
  const facts = rows.map(({ id, number, caseId, path, appeal }) => {
    const closed = appeal.reply !== undefined;
    return sql`(${tx.tenantId}::uuid, ${id}::uuid, ${number}, ${caseId}::uuid, ${path}::ltree, 'imported', 'import', ${closed ? "closed" : "historic"}, ${closed ? "explained" : null},
      ${appeal.raisedAt}::timestamptz, ${closed ? (appeal.repliedAt ?? null) : null}::timestamptz, ${closed ? (appeal.repliedAt ?? null) : null}::timestamptz, ${batchId}::uuid,
      ${appeal.sourceKey}, ${appeal.likes ?? null}::int, ${appeal.dislikes ?? null}::int)`;
  });
  await sql`insert into appeals.appeal (tenant_id, id, number, case_id, division_path, mode, channel, state, outcome, raised_at, answered_at, closed_at, source_batch, source_key,
    source_likes, source_dislikes) values ${sql.join(facts)}`.execute(tx.db);
  const words = rows.map(({ id, number, path, appeal }) => {
    const phone =
      appeal.phone === ""
        ? null
        : encryptField(
            house.keys.fields,
            { table: "appeals.appeal_personal", row: id, column: "contact_phone_cipher" },
            appeal.phone,
          );
    const index = appeal.phone === "" ? null : blindIndex(house.keys.index, `phone/${tx.tenantId}`, appeal.phone);
    return sql`(${tx.tenantId}::uuid, ${id}::uuid, ${path}::ltree, ${appeal.title}, ${appeal.text}, ${appeal.place}, ${appeal.user}, ${phone}, ${index},
      ${ownWords({ number, ...appeal })}::tsvector)`;
  });
  await sql`insert into appeals.appeal_personal (tenant_id, appeal_id, division_path, title, text, place, contact_name, contact_phone_cipher, contact_phone_index, words)
    values ${sql.join(words)}`.execute(tx.db);
  const answers = rows.flatMap(({ id, path, appeal, answerId }) =>
    appeal.reply === undefined
      ? []
      : [
          sql`(${tx.tenantId}::uuid, ${answerId}::uuid, ${id}::uuid, ${path}::ltree, 'answer', true, ${appeal.reply}, ${appeal.repliedAt ?? appeal.raisedAt}::timestamptz)`,
        ],
  );
  if (answers.length === 0) return;
  await sql`insert into appeals.entry_personal (tenant_id, id, appeal_id, division_path, kind, told, text, at) values ${sql.join(answers)}`.execute(
    tx.db,
  );
}
