import type { Variables } from "@gongzhi/procedure";
import { advanceCase, findCase, keepDue, openCase, type LinkKind } from "#capabilities/cases/index.ts";
import type { ActionContext } from "#platform/capability.ts";
import { isRefusal } from "#platform/refusal.ts";
import { answerAppeal } from "../contract/answer-appeal.ts";
import { textFact } from "../domain/read-request-facts.ts";
import { lockAppeal, type AppealRow } from "../store/appeal-row.ts";
import { changeAppeal, writeEntry } from "../store/change-appeal.ts";
import { findPowerOf } from "./choose-unit.ts";
import { tellUnit } from "./tell.ts";

type Opened = Parameters<LinkKind["open"]>[1];
type Answered = Parameters<LinkKind["answered"]>[2];

function opener(procedure: string): LinkKind["open"] {
  return async (context, message: Opened) => {
    const visible = { path: message.area, ownerPerson: null, holderKey: null, public: false };
    const tier = textFact(message.facts, "tier");
    const variables = { area: message.area, ...(procedure === "appeals.assistance" ? { tier } : {}) };
    return await openCase(context, { procedure, kind: "appeals", subjectId: message.link, visible, variables });
  };
}

/** The ruling came back: it dispatches, unless the matter is over meanwhile. */
async function ruled(context: ActionContext, link: Parameters<LinkKind["answered"]>[1], answer: Answered): Promise<void> {
  const appeal = await appealOf(context, link.case_id);
  const [by, article] = [textFact(answer.facts, "by"), textFact(answer.facts, "article")];
  await writeEntry(context, appeal, { kind: "ruling", told: true, text: answer.words["ruling"] ?? "", article, byOutside: by });
  const lead = await unitRuled(context, appeal, answer);
  const at = context.now.toISOString();
  const variables: Variables = lead === undefined ? { ruling: "anew" } : { ruling: "unit", lead };
  const moved = await advanceCase(context, appeal.case_id ?? "", { type: "message", name: "ruling", at, variables });
  // It came after its time: the unit has it again, and a ruling for another unit transfers it.
  if (isRefusal(moved)) return await transferLate(context, appeal, lead);
  if (lead === undefined) return await changeAppeal(context.tx, appeal.id, { state: "waiting", lead_organization: null });
  const kept = lead === appeal.lead_organization;
  const due = moved.changes.tasks[0]?.due?.at ?? null;
  if (kept) await keepDue(context, appeal.case_id ?? "", answerAppeal.name, { at: appeal.due_at, by: appeal.due_by });
  await changeAppeal(context.tx, appeal.id, { state: "handling", lead_organization: lead, ...(kept ? {} : { due_at: due }) });
  await tellUnit(context, appeal, lead, kept ? "ruling-keeps" : "unit-received");
}

async function appealOf(context: ActionContext, caseId: string | null): Promise<AppealRow> {
  const row = caseId === null ? undefined : await findCase(context.tx, caseId);
  const appeal = row === undefined ? undefined : await lockAppeal(context.tx, row.subject_id);
  if (appeal === undefined) throw new Error(`the case ${caseId} has no appeal`);
  return appeal;
}

/** Whom the ruling names; undefined: to be dispatched anew, also where the unit has lost the power meanwhile. */
async function unitRuled(context: ActionContext, appeal: AppealRow, answer: Answered): Promise<string | undefined> {
  const ruling = textFact(answer.facts, "ruling");
  if (ruling === "keep") return appeal.lead_organization ?? undefined;
  const organizationId = textFact(answer.facts, "unit");
  if (ruling !== "unit" || organizationId === "") return undefined;
  const power = await findPowerOf(context, appeal, { matter: appeal.matter_code ?? "", organizationId });
  return isRefusal(power) ? undefined : organizationId;
}

async function transferLate(context: ActionContext, appeal: AppealRow, lead: string | undefined): Promise<void> {
  if (appeal.state !== "handling" || appeal.case_id === null || lead === undefined || lead === appeal.lead_organization) return;
  const event = { type: "message", name: "transfer", at: context.now.toISOString(), variables: { lead } } as const;
  if (isRefusal(await advanceCase(context, appeal.case_id, event))) return;
  await keepDue(context, appeal.case_id, answerAppeal.name, { at: appeal.due_at, by: appeal.due_by });
  await changeAppeal(context.tx, appeal.id, { lead_organization: lead });
  await tellUnit(context, appeal, lead, "unit-received");
}

/** A bureau's report came back: the lead reads it and goes on. */
async function reported(context: ActionContext, link: Parameters<LinkKind["answered"]>[1], answer: Answered): Promise<void> {
  const appeal = await appealOf(context, link.case_id);
  const [byOutside, article] = [textFact(answer.facts, "by"), textFact(answer.facts, "article")];
  await writeEntry(context, appeal, { kind: "report", told: false, text: answer.words["report"] ?? "", article, byOutside });
  if (appeal.lead_organization !== null) await tellUnit(context, appeal, appeal.lead_organization, "co-handler-reported");
}

/** What this capability asks of other tenants, by relation, and what it does when it is asked. */
export const LINK_KINDS: Readonly<Record<string, LinkKind>> = {
  "appeals.dispute": { open: opener("appeals.ruling"), answered: ruled },
  "appeals.whistle": { open: opener("appeals.assistance"), answered: reported },
};
