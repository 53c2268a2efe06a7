import { answerAsking } from "#capabilities/meetings/index.ts";
import { bind, type ActionContext } from "#platform/capability.ts";
import { legalDay } from "#platform/legal-day.ts";
import { refuse, type Refusal } from "#platform/refusal.ts";
import { answerMatter } from "../contract/answer-matter.ts";
import { putRight } from "../contract/put-right.ts";
import { ruleOnMatter } from "../contract/rule-on-matter.ts";
import { takeUpward } from "../contract/take-upward.ts";
import { cited, lastDay } from "../domain/course.ts";
import { dueNow, isLate, mayGoUpward } from "../domain/judge-matter.ts";
import { mayAnswer, mayRule, mayWatch } from "../policy.ts";
import { findHolders } from "../store/bodies.ts";
import { changeMatter, lockMatter, type MatterPatch, type MatterRow } from "../store/matters.ts";
import { putOnRecord } from "./put-on-record.ts";
import { refuseExcluded, tell, tellAnswerers } from "./raise.ts";

const locked = async ({ tx }: ActionContext, { id }: { readonly id: string }) => await lockMatter(tx, id);

function inStep({ step }: MatterRow, wanted: MatterRow["step"]): Refusal | undefined {
  return step === wanted ? undefined : refuse("conflict", "matter-step", { facts: { step } });
}

async function go(context: ActionContext, { id, number }: MatterRow, patch: MatterPatch & Pick<MatterRow, "step">) {
  await changeMatter(context.tx, id, patch);
  context.subject(id);
  return { id, number, step: patch.step };
}

/** Whoever raised it is told: the supervision committee, or who complained. */
async function tellRaisers(context: ActionContext, what: string, matter: MatterRow, day: string): Promise<void> {
  const watchers = await findHolders(context.tx, { duty: "supervision.watch", path: matter.division_path });
  await tell(context, matter.person_id === null ? watchers : [matter.person_id], what, matter, day);
}

export const answerMatterBound = bind(answerMatter, {
  policy: mayAnswer,
  duty: "supervision.answer",
  subject: locked,
  run: async (context, { outcome, answer }, matter) => {
    const refused = inStep(matter, "waiting");
    if (refused !== undefined) return refused;
    const today = legalDay(context.now);
    const accepted = outcome === "accepted";
    const orderDue = accepted ? lastDay(today, matter.course.rightDays) : null;
    await putOnRecord(context, matter, "answer", { outcome, answer, rightBy: orderDue });
    if (matter.initiative_id !== null) await answerAsking(context, matter.initiative_id, `supervision/${matter.number}`);
    await tellRaisers(context, accepted ? "accepted" : "explained", matter, orderDue ?? today);
    const step = accepted ? "righting" : "explained";
    return await go(context, matter, { step, answer, answered_on: today, order_due: orderDue });
  },
});

export const takeUpwardBound = bind(takeUpward, {
  policy: mayWatch,
  duty: "supervision.watch",
  subject: locked,
  run: async (context, { why }, matter) => {
    const { tx, now } = context;
    const today = legalDay(now);
    const { course, division_path: path, step } = matter;
    const refused = await refuseExcluded(context, path, course);
    if (refused !== undefined) return refused;
    if (!mayGoUpward(matter, today)) {
      const due = dueNow(matter);
      return due === null || step === "upward" || isLate(matter, today)
        ? refuse("conflict", "matter-step", { facts: { step } })
        : refuse("conflict", "answer-awaited", { facts: { day: due }, rule: cited(course) });
    }
    const upwardDue = lastDay(today, course.upwardDays);
    await tell(context, await findHolders(tx, { duty: "supervision.oversee", path }), "taken-upward", matter, upwardDue);
    return await go(context, matter, { step: "upward", upward_on: today, upward_due: upwardDue, why });
  },
});

export const ruleOnMatterBound = bind(ruleOnMatter, {
  policy: mayRule,
  duty: "supervision.oversee",
  subject: locked,
  run: async (context, { upheld, ruling }, matter) => {
    const refused = inStep(matter, "upward");
    if (refused !== undefined) return refused;
    const today = legalDay(context.now);
    const orderDue = upheld === "yes" ? lastDay(today, matter.course.rightDays) : null;
    await putOnRecord(context, matter, "ruling", { why: matter.why, upheld: upheld === "yes", ruling, rightBy: orderDue });
    await tellRaisers(context, upheld === "yes" ? "upheld" : "dismissed", matter, today);
    if (orderDue !== null) await tellAnswerers(context, "ordered", matter, orderDue);
    return await go(context, matter, {
      step: orderDue === null ? "dismissed" : "righting",
      upheld: upheld === "yes",
      ruling,
      ruled_on: today,
      order_due: orderDue,
    });
  },
});

export const putRightBound = bind(putRight, {
  policy: mayAnswer,
  duty: "supervision.answer",
  subject: locked,
  run: async (context, { report }, matter) => {
    const refused = inStep(matter, "righting");
    if (refused !== undefined) return refused;
    const today = legalDay(context.now);
    await putOnRecord(context, matter, "righting", { report });
    await tellRaisers(context, "righted", matter, today);
    return await go(context, matter, { step: "righted", report, righted_on: today });
  },
});
