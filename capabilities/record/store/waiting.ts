import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";
import type { LeafHead, MadeLeaf } from "../domain/make-leaf.ts";

/** Puts a leaf before the sequencer, in the transaction of the act it is about. */
export function insertWaiting(tx: Tx, id: string, { kind, subject }: LeafHead, made: MadeLeaf): void {
  tx.write(sql`insert into record.waiting (tenant_id, id, ref, kind, subject, title, leaf, content, given_at, due_at)
    values (${tx.tenantId}, ${id}, ${made.ref}, ${kind}, ${subject}, ${made.title}, ${made.leaf}, ${made.content ?? null}, ${tx.now}, ${tx.now})`);
}
