import { addDays, daysBetween } from "@gongzhi/working-days";
import { bind } from "#platform/capability.ts";
import { legalDay } from "#platform/legal-day.ts";
import { refuse } from "#platform/refusal.ts";
import { decideObjection } from "../contract/decide-objection.ts";
import { objectToCharge } from "../contract/object-to-charge.ts";
import { mayCarry, mayJudge } from "../policy.ts";
import { decideObjectionRow, findObjection, insertObjection } from "../store/objections.ts";
import { inState, kept, locked, named, placed, tell } from "./carry.ts";
import { findCourse } from "./course.ts";
import { putOnRecord } from "./put-on-record.ts";

/** Of one charge there is one objection: it stands before every report. */
const ROUND = 0;

export const objectToChargeBound = bind(objectToCharge, {
  policy: mayCarry,
  duty: "mandates.carry",
  subject: locked,
  run: async (context, { ground, why }, charge) => {
    const { tx, now } = context;
    const course = await findCourse(context, charge.division_path);
    if (course === undefined) return refuse("conflict", "no-rule");
    const refused = inState(charge, "open");
    if (refused !== undefined) return refused;
    if ((await findObjection(tx, charge.id)) !== undefined) return refuse("conflict", "decided-already", { rule: course.cited });
    const today = legalDay(now);
    // Whoever lets the day pass first has taken the charge.
    if (today > charge.due_on) return refuse("conflict", "day-over", { facts: { day: charge.due_on }, rule: course.cited });
    const decideBy = addDays(today, course.judgeDays);
    await insertObjection(tx, charge, { ground, why, objected_on: today, decide_by: decideBy });
    await putOnRecord(context, placed(charge, ROUND), "objection", { ...named(charge), ground, why, decideBy });
    await tell(context, "objected", "mandates.give", charge, charge.giver_id);
    return await kept(context, charge, { state: "objected", judge_due: decideBy });
  },
});

export const decideObjectionBound = bind(decideObjection, {
  policy: mayJudge,
  duty: "mandates.give",
  subject: locked,
  run: async (context, { verdict, opinion }, charge) => {
    const { tx, now } = context;
    const refused = inState(charge, "objected");
    if (refused !== undefined) return refused;
    const objection = await findObjection(tx, charge.id);
    if (objection === undefined) throw new Error(`charge ${charge.id} was objected to without an objection`);
    const today = legalDay(now);
    await decideObjectionRow(tx, charge.id, { verdict, opinion, on: today });
    await putOnRecord(context, placed(charge, ROUND), "decision", { ...named(charge), verdict, opinion });
    await tell(context, verdict, "mandates.carry", charge, charge.organization_id);
    if (verdict === "falls-away")
      return await kept(context, charge, { state: "lifted", ended_on: today, judge_due: null, lifted_why: opinion });
    const due = addDays(charge.due_on, daysBetween(objection.objected_on, today));
    return await kept(context, charge, { state: "open", judge_due: null, due_on: due });
  },
});
