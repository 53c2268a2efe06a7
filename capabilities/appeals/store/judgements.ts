import { sql } from "kysely";
import type { ActionContext } from "#platform/capability.ts";
import type { Tx } from "#platform/db/tx.ts";
import type { AppealRow } from "./appeal-row.ts";
import { markForCounting } from "./rate-cells.ts";

export type Judgement = { readonly responded: boolean; readonly solved: boolean; readonly satisfied: boolean };

/** One a round: a reopened appeal is judged anew, and both judgements stand. */
export async function insertJudgement(context: ActionContext, appeal: AppealRow, judged: Judgement): Promise<void> {
  const { tx } = context;
  await sql`insert into appeals.judgement (tenant_id, appeal_id, round, division_path, owner_person, holder_key, responded, solved, satisfied, at, barred)
    values (${tx.tenantId}, ${appeal.id}, ${appeal.reopened}, ${appeal.division_path}, ${appeal.owner_person}, ${appeal.holder_key}, ${judged.responded},
      ${judged.solved}, ${judged.satisfied}, ${tx.now}, ${[...appeal.barred]}::uuid[])
    on conflict (tenant_id, appeal_id, round) do nothing`.execute(tx.db);
  await markForCounting(tx, appeal.id);
}

export type JudgementRow = Judgement & { readonly round: number; readonly at: Date };

export async function findJudgements(tx: Tx, appealId: string): Promise<readonly JudgementRow[]> {
  const { rows } = await sql<JudgementRow>`
    select round, responded, solved, satisfied, at from appeals.judgement where tenant_id = ${tx.tenantId} and appeal_id = ${appealId} order by round`.execute(
    tx.db,
  );
  return rows;
}
