import type { Static } from "typebox";
import { findRuleInForce, type RuleVersion } from "#capabilities/rules/index.ts";
import type { ActionContext } from "#platform/capability.ts";
import type { Tx } from "#platform/db/tx.ts";
import { legalDay } from "#platform/legal-day.ts";
import { refuse, type Refusal } from "#platform/refusal.ts";
import type { ItemView, ObjectionView } from "../contract/disclosure-views.ts";
import { readCatalogue, type Catalogue } from "../domain/catalogue.ts";
import { readCourse, type Course } from "../domain/course.ts";
import { isLate } from "../domain/judge-item.ts";
import { catalogueOf } from "../domain/places.ts";
import { mayKeep, mayReadObjection, mayRule, ownsObjection } from "../policy.ts";
import type { ItemRow, ItemStep } from "../store/items.ts";
import type { ObjectionRow } from "../store/objections.ts";

export type InForce = { readonly rule: RuleVersion; readonly catalogue: Catalogue; readonly course: Course };

/** The catalogue and the course in force for a place today; undefined: the place has none. */
export async function findInForce(tx: Tx, path: string): Promise<InForce | undefined> {
  const rule = await findRuleInForce(tx, catalogueOf(path), path);
  const course = await findRuleInForce(tx, "disclosure.course", path);
  if (rule === undefined || course === undefined) return undefined;
  return { rule, catalogue: readCatalogue(rule.parameters), course: readCourse(course) };
}

export function itemView(row: ItemRow, today: string): Static<typeof ItemView> {
  return {
    id: row.id,
    title: row.title,
    entry: row.entry,
    subject: row.subject,
    area: row.area,
    path: row.division_path,
    why: row.why,
    period: row.period,
    startsOn: row.starts_on,
    endsOn: row.ends_on,
    dueOn: row.due_on,
    owner: row.owner_name,
    step: row.step,
    versions: row.versions,
    firstOn: row.first_on,
    publishedOn: row.published_on,
    shownUntil: row.shown_until,
    takenDownOn: row.taken_down_on,
    late: isLate(row, today),
  };
}

export function objectionView({ actor, now }: ActionContext, row: ObjectionRow): Static<typeof ObjectionView> {
  const today = legalDay(now);
  const mine = ownsObjection.can(actor, row);
  const reads = mayReadObjection.can(actor, row);
  const { step } = row;
  const unanswered = step === "waiting" && row.reply_due !== null && today > row.reply_due;
  return {
    id: row.id,
    version: row.version,
    step,
    madeOn: row.made_on,
    replyDue: row.reply_due,
    reply: row.reply,
    repliedOn: row.replied_on,
    upwardOn: row.upward_on,
    upwardDue: row.upward_due,
    upheld: row.upheld,
    ruling: row.ruling,
    ruledOn: row.ruled_on,
    late: isPast(row.reply_due, row.replied_on ?? row.upward_on ?? today) || isPast(row.upward_due, row.ruled_on ?? today),
    text: reads ? (row.objection ?? "") : "",
    why: reads ? (row.upward_why ?? "") : "",
    may: [
      ...(mine && (step === "answered" || unanswered) ? ["take-upward"] : []),
      ...(step === "waiting" && mayKeep.can(actor, row) ? ["reply-to-objection"] : []),
      ...(step === "upward" && mayRule.can(actor, row) ? ["rule-on-objection"] : []),
    ],
  };
}

function isPast(due: string | null, day: string): boolean {
  return due !== null && day > due;
}

export function inStep({ step }: ItemRow, ...steps: readonly ItemStep[]): Refusal | undefined {
  return steps.includes(step) ? undefined : refuse("conflict", "item-step", { facts: { step } });
}
