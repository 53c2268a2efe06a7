import { sql } from "kysely";
import type { CaseText, CaseTextSource } from "#capabilities/cases/index.ts";
import { wordingOf } from "../domain/appraise.ts";
import { selectAppraisals, selectAppraised, type AppraisalRow, type AppraisedRow } from "../store/appraisals.ts";

/** An appraisal as a meeting is called about it: each member an item of its own, by secret ballot, the supervision committee presiding (`cases.texts`). */
export const textOf: CaseTextSource = async ({ tx }, number) => {
  const members = await selectAppraised(
    tx,
    sql`m.outcome is null and m.left_on is null and (m.number = ${number} or m.appraisal_id in
      (select id from supervision.appraisal where tenant_id = ${tx.tenantId} and number = ${number}))`,
  );
  const [first] = members;
  const [appraisal] = first === undefined ? [] : await selectAppraisals(tx, sql`x.id = ${first.appraisal_id}`, 1);
  if (first === undefined || appraisal === undefined) return undefined;
  const chair = `${appraisal.presiding}主任`.slice(0, 40);
  const asked = { kinds: appraisal.kinds, secret: true, chair, path: `supervision/appraisals/${appraisal.number}` } as const;
  if (first.number === number) return { ...partOf(appraisal, first), ...asked, appraises: first.person_id };
  return {
    title: `${appraisal.organization}${appraisal.year} 年度民主评议会`,
    wording: "",
    matter: null,
    parts: members.map((member) => ({ ...partOf(appraisal, member), number: member.number })),
    ...asked,
  };
};

function partOf(
  { organization, year }: AppraisalRow,
  { holder, title }: AppraisedRow,
): Pick<CaseText, "title" | "wording" | "matter"> {
  return { ...wordingOf({ holder, title, organization }, year), matter: null };
}
