import type { ActionContext } from "#platform/capability.ts";
import { mayDispatch, mayJudge, mayLead, mayRelease, mayReport, mayWriteNotes } from "../policy.ts";
import type { AppealRow } from "../store/appeal-row.ts";

/**
 * What this reader may do with an appeal now, by the actions' own policies, its state and the steps that wait in its case: the
 * buttons of its page.
 */
export function actsOpenTo(context: ActionContext, appeal: AppealRow, waiting: ReadonlySet<string>): readonly string[] {
  const { actor } = context;
  const may = {
    dispatch: mayDispatch.can(actor, appeal),
    lead: mayLead.can(actor, appeal),
    judge: mayJudge.can(actor, appeal),
    release: mayRelease.can(actor, appeal),
  };
  const released = may.release ? [appeal.public ? "hide-appeal" : "release-appeal"] : [];
  const notes = mayWriteNotes.can(actor, appeal) ? ["add-note"] : [];
  switch (appeal.state) {
    case "waiting":
      return [
        ...(may.dispatch ? ["dispatch-appeal", "decide-objection"].filter((act) => waiting.has(`appeals/${act}`)) : []),
        ...notes,
        ...(may.judge ? ["withdraw-appeal"] : []),
        ...released,
      ];
    case "handling":
      return [
        ...(may.lead
          ? [
              "record-contact",
              "answer-appeal",
              "extend-appeal",
              "call-co-handler",
              "transfer-appeal",
              "object-to-dispatch",
              "raise-dispute",
            ]
          : []),
        ...(mayReport.can(actor, appeal) ? ["report-to-lead"] : []),
        ...notes,
        ...(may.judge ? ["withdraw-appeal"] : []),
        ...released,
      ];
    case "answered":
      return [...(may.judge ? ["judge-appeal", "withdraw-appeal"] : []), ...notes, ...released];
    case "closed":
      return [...(may.judge ? ["reopen-appeal"] : []), ...released];
    case "withdrawn":
      return released;
    case "historic":
      return [...(may.dispatch ? ["take-up-appeal"] : []), ...released];
  }
}
