import { keepDue } from "#capabilities/cases/index.ts";
import type { ActionContext, Payload, Reaction } from "#platform/capability.ts";
import { answerAppeal } from "../contract/answer-appeal.ts";
import { lockAppeal } from "../store/appeal-row.ts";
import { changeAppeal } from "../store/change-appeal.ts";
import { sendReceipt } from "./entered.ts";
import { tellSubscribers } from "./subscriptions.ts";
import { SEALED_TOLD, tellResident, tellUnit } from "./tell.ts";
import { CO_SIGNERS_TOLD, tellCoSigners } from "./co-sign.ts";
import { CHART_CHANGED, COMPLAINT_MARKED, reckonBarsAnew, setMarked } from "./mark-complained-of.ts";
import { RETALIATION_REPORTED } from "./retaliation-rule.ts";
import { routeRetaliation } from "./route-retaliation.ts";
import { stopRelease, undoRelease } from "./stop-release.ts";
import { USE_STOPPED } from "#platform/personal-data/uses.ts";
import { watchEntries, watchPosts, watchRolls } from "./watch.ts";
import { IDENTITY_OPENED } from "./openings.ts";
import { tellOpened, tellSealed } from "./tell-sealed.ts";

/** Nobody judged in time: the case ended by its timer, and the appeal is closed as unjudged. */
const caseEnded: Reaction = async (context, payload) => {
  if (payload["kind"] !== "appeals" || payload["element"] !== "closed-unjudged") return;
  const appeal = await lockAppeal(context.tx, String(payload["subjectId"]));
  if (appeal === undefined || appeal.state !== "answered") return;
  await changeAppeal(context.tx, appeal.id, { state: "closed", closed_at: context.now });
  await tellResident(context, appeal, "closed-unjudged", {});
};

/** The time to answer ran out: the unit is reminded; the page shows it as overdue, to everybody who may see it. */
const messageSent: Reaction = async (context: ActionContext, payload: Payload) => {
  if (payload["kind"] !== "appeals" || payload["message"] !== "overdue") return;
  const appeal = await lockAppeal(context.tx, String(payload["subjectId"]));
  if (appeal !== undefined && appeal.lead_organization !== null && appeal.state === "handling")
    await tellUnit(context, appeal, appeal.lead_organization, "overdue");
};

/** The level above did not rule in time: the unit that had it goes on, and its first due date stands. */
const timerFired: Reaction = async (context, payload) => {
  if (payload["kind"] !== "appeals" || payload["element"] !== "no-ruling") return;
  const appeal = await lockAppeal(context.tx, String(payload["subjectId"]));
  if (appeal === undefined || appeal.state !== "waiting" || appeal.lead_organization === null) return;
  await keepDue(context, String(payload["caseId"]), answerAppeal.name, { at: appeal.due_at, by: appeal.due_by });
  await changeAppeal(context.tx, appeal.id, { state: "handling" });
  await tellUnit(context, appeal, appeal.lead_organization, "no-ruling");
};

export const REACTIONS: Readonly<Record<string, Reaction>> = {
  [SEALED_TOLD]: tellSealed,
  [IDENTITY_OPENED]: tellOpened,
  [CO_SIGNERS_TOLD]: tellCoSigners,
  [COMPLAINT_MARKED]: setMarked,
  [CHART_CHANGED]: reckonBarsAnew,
  "organizations.post-given": reckonBarsAnew,
  "organizations.post-ended": async (context, payload) => {
    await reckonBarsAnew(context, payload);
    await watchPosts(context, payload);
  },
  "register.person-ended": watchEntries,
  "rolls.roll-frozen": watchRolls,
  [RETALIATION_REPORTED]: routeRetaliation,
  "cases.case-ended": caseEnded,
  "cases.message-sent": messageSent,
  "cases.timer-fired": timerFired,
  "appeals.entered-at-desk": sendReceipt,
  "appeals.released": async (context, payload) => {
    if (!(await undoRelease(context, String(payload["appealId"])))) await tellSubscribers(context, payload);
  },
  [USE_STOPPED]: stopRelease,
};
