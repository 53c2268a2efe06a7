import { sql } from "kysely";
import type { ActionContext } from "#platform/capability.ts";
import type { Tx } from "#platform/db/tx.ts";
import type { AppealRow } from "./appeal-row.ts";
import { markForCounting } from "./rate-cells.ts";

export type AppealPatch = Partial<
  Pick<
    AppealRow,
    | "state"
    | "outcome"
    | "matter_code"
    | "lead_organization"
    | "co_organizations"
    | "tier"
    | "dispatched_at"
    | "contact_due_at"
    | "contacted_at"
    | "due_at"
    | "due_by"
    | "extensions"
    | "answered_at"
    | "closed_at"
    | "reopened"
    | "archived_in"
    | "archived_place"
    | "public"
    | "case_id"
    | "channel"
  >
>;

/** Columns the counts of the rates rest on. */
const COUNTED = [
  "state",
  "outcome",
  "matter_code",
  "lead_organization",
  "dispatched_at",
  "contact_due_at",
  "contacted_at",
] as const;

/** Sets the named columns of one appeal. */
export async function changeAppeal(tx: Tx, id: string, patch: AppealPatch): Promise<void> {
  const sets = Object.entries(patch).map(
    ([column, value]) => sql`${sql.ref(column)} = ${column === "due_by" ? JSON.stringify(value) : value}`,
  );
  await sql`update appeals.appeal set ${sql.join(sets)} where tenant_id = ${tx.tenantId} and id = ${id}`.execute(tx.db);
  if (COUNTED.some((column) => column in patch)) await markForCounting(tx, id);
}

export type EntryKind =
  | "contact"
  | "note"
  | "objection"
  | "objection-decision"
  | "extension"
  | "transfer"
  | "whistle"
  | "report"
  | "answer"
  | "channel"
  | "reopening"
  | "withdrawal"
  | "dispute"
  | "ruling"
  | "review"
  | "review-decision";

export type EntryToWrite = {
  readonly kind: EntryKind;
  readonly told: boolean;
  readonly text: string;
  readonly article?: string;
  /** Which body of another tenant wrote it. */
  readonly byOutside?: string;
};

/** Writes down what was said or done, under the post it was done from. @returns the entry's id. */
export async function writeEntry(context: ActionContext, appeal: AppealRow, entry: EntryToWrite): Promise<string> {
  const { tx, actor, post } = context;
  const id = context.newId();
  await sql`insert into appeals.entry_personal (tenant_id, id, appeal_id, division_path, owner_person, holder_key, kind, told, text, article, by_person, by_post,
      by_organization, by_outside, at, barred)
    values (${tx.tenantId}, ${id}, ${appeal.id}, ${appeal.division_path}, ${appeal.owner_person}, ${appeal.holder_key}, ${entry.kind}, ${entry.told}, ${entry.text},
      ${entry.article ?? ""}, ${actor.personId ?? null}, ${post?.postId ?? null}, ${post?.organizationId ?? null}, ${entry.byOutside ?? ""}, ${tx.now},
      ${[...appeal.barred]}::uuid[])`.execute(tx.db);
  return id;
}
