import type { Static } from "typebox";
import type { ActionContext } from "#platform/capability.ts";
import { legalDay } from "#platform/legal-day.ts";
import type { MatterFacts } from "../contract/matter-views.ts";
import { dueNow, isLate, mayGoUpward } from "../domain/judge-matter.ts";
import { mayAnswer, mayRule, mayWatch } from "../policy.ts";
import type { MatterRow } from "../store/matters.ts";

export function matterFacts(row: MatterRow, tenantName: string, today: string): Static<typeof MatterFacts> {
  return {
    id: row.id,
    number: row.number,
    kind: row.kind,
    title: row.title,
    area: row.area,
    path: row.division_path,
    organization: row.organization,
    step: row.step,
    madeOn: row.made_on,
    dueOn: dueNow(row),
    who: whoHas(row, tenantName),
    late: isLate(row, today),
  };
}

/** Who must do something now: the township, or the body. Nobody has what is over. */
export function whoHas(row: MatterRow, tenantName: string): string {
  if (dueNow(row) === null) return "";
  return row.step === "upward" ? tenantName : row.organization;
}

/** What this reader may do with it now. */
export function actsOn({ actor, now }: Pick<ActionContext, "actor" | "now">, row: MatterRow): readonly string[] {
  const answers = mayAnswer.can(actor, row);
  return [
    ...(answers && row.step === "waiting" ? ["answer-matter"] : []),
    ...(answers && row.step === "righting" ? ["put-right"] : []),
    ...(mayRule.can(actor, row) && row.step === "upward" ? ["rule-on-matter"] : []),
    ...(mayWatch.can(actor, row) && mayGoUpward(row, legalDay(now)) ? ["take-upward"] : []),
  ];
}
