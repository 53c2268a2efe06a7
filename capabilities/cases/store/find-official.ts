import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";

/** Everything official of a procedure's version, its diagram included, and nothing that changes later. */
export type OfficialProcedure = {
  readonly subject: string;
  readonly content: {
    readonly title: string;
    readonly titleEn: string;
    readonly key: string;
    readonly version: number;
    readonly rule: string;
    readonly from: string;
    readonly bpmn: string;
    readonly forms: never;
  };
};

/** Versions by `<key>/<version>`: those named, or a page of all in that order. */
export async function findOfficialProcedures(
  tx: Tx,
  which: { readonly subjects: readonly string[] } | { readonly after: string; readonly limit: number },
): Promise<readonly OfficialProcedure[]> {
  const chosen =
    "subjects" in which ? sql`p.subject = any(${[...which.subjects]}::text[])` : sql`p.subject collate "C" > ${which.after}`;
  const { rows } = await sql<OfficialProcedure>`
    select p.subject, jsonb_build_object('title', p.title, 'titleEn', p.title_en, 'key', p.key, 'version', p.version, 'rule', p.rule_key,
      'from', p.valid_from::text, 'bpmn', p.bpmn, 'forms', p.forms) as content
    from (select *, key || '/' || version as subject from cases.procedure where tenant_id = ${tx.tenantId}) p
    where ${chosen} order by p.subject collate "C" limit ${"limit" in which ? which.limit : which.subjects.length}`.execute(
    tx.db,
  );
  return rows;
}
