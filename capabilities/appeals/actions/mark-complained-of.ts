import { barCase } from "#capabilities/cases/index.ts";
import { bind, type ActionContext, type Reaction } from "#platform/capability.ts";
import { isRefusal, refuse, refuseField, type Refusal } from "#platform/refusal.ts";
import { markComplainedOf } from "../contract/mark-complained-of.ts";
import { reckonBar, type Bar } from "../domain/reckon-bar.ts";
import { mayDispatch } from "../policy.ts";
import { lockAppeal, type AppealRow } from "../store/appeal-row.ts";
import { writeEntry } from "../store/change-appeal.ts";
import { findBarred, findChart, findNamed, setBar } from "../store/bars.ts";
import { findMisrouted } from "../store/retaliation.ts";
import { loadAppeal } from "./in-hand.ts";
import { takeOffPublic } from "./stop-release.ts";
import { RETALIATION_REPORTED } from "./retaliation-rule.ts";

/** `{ appealId, complainedOf }`, ids in one text: the bar is set by the house, since whoever marks may be one of those it keeps away. */
export const COMPLAINT_MARKED = "appeals.complaint-marked";
export const BAR_RULE = "appeals.bar";
const NONE = "00000000-0000-0000-0000-000000000000";
const PAGE = 200;

/** Whom ids name, and whom an appeal about them is kept from; a refusal where one is nobody here. */
export async function barFor(context: ActionContext, ids: readonly string[]): Promise<Bar | Refusal> {
  if (ids.length === 0) return { barred: [], notSentTo: [] };
  const named = await findNamed(context.tx, ids);
  if (ids.some((id) => !named.some((one) => one.id === id))) return refuseField("/complainedOf", "no-such-party");
  const of = (kind: "unit" | "post") => named.filter((one) => one.kind === kind).map(({ id }) => id);
  return reckonBar(await findChart(context.tx, of("post")), { units: of("unit"), posts: of("post") });
}

export const markComplainedOfBound = bind(markComplainedOf, {
  policy: mayDispatch,
  duty: "appeals.dispatch",
  subject: loadAppeal,
  run: async (context, input, appeal) => {
    const complainedOf = [...new Set(input.complainedOf)];
    const bar = await barFor(context, complainedOf);
    if (isRefusal(bar)) return bar;
    // Whom the resident named, or a clerk before, stays named: a bar is lifted by nobody it was set against, nor by a slip.
    if (appeal.complained_of.some((id) => !complainedOf.includes(id)))
      return refuse("forbidden", "own-mark-stands", { rule: { rule: BAR_RULE } });
    const holds = [...appeal.co_organizations, ...(appeal.lead_organization === null ? [] : [appeal.lead_organization])];
    if (holds.some((unit) => bar.notSentTo.includes(unit)))
      return refuse("conflict", "in-hands-of-complained", { rule: { rule: BAR_RULE } });
    await writeEntry(context, appeal, { kind: "note", told: true, text: input.reason });
    context.emit(COMPLAINT_MARKED, { appealId: appeal.id, complainedOf: complainedOf.join(" ") });
    return { barred: bar.barred.length };
  },
});

async function keepFrom(context: ActionContext, appeal: AppealRow, complainedOf: readonly string[], bar: Bar): Promise<void> {
  const { tx } = context;
  for (const caseId of await setBar(tx, appeal, complainedOf, bar)) await barCase(tx, caseId, bar.barred);
  // Public, it would be read by whom it complains of: they need only sign out.
  if (appeal.public && bar.barred.length > 0) await takeOffPublic(context, appeal);
  // A report of retaliation leaves a body that is complained of now, and may find one where it found none.
  for (const id of await findMisrouted(tx, appeal.id, bar.notSentTo)) context.emit(RETALIATION_REPORTED, { id });
}

export const setMarked: Reaction = async (context, { appealId, complainedOf }) => {
  const appeal = await lockAppeal(context.tx, String(appealId));
  const ids = String(complainedOf).split(" ").filter(Boolean);
  const bar = await barFor(context, ids);
  if (appeal === undefined || isRefusal(bar)) return;
  await keepFrom(context, appeal, ids, bar);
};

/** The chart changed: a post was given or ended, a body came or went. Bars that stand are reckoned anew, a page an outbox row. */
export const reckonBarsAnew: Reaction = async (context, payload) => {
  const ids = await findBarred(context.tx, String(payload["after"] ?? NONE), PAGE);
  for (const id of ids) {
    const appeal = await lockAppeal(context.tx, id);
    const bar = appeal === undefined ? undefined : await barFor(context, appeal.complained_of);
    if (appeal === undefined || bar === undefined || isRefusal(bar)) continue;
    // What it was kept from stays so: somebody who left a post has not left the matter.
    const barred = [...new Set([...appeal.barred, ...bar.barred])];
    await keepFrom(context, appeal, appeal.complained_of, { ...bar, barred });
  }
  if (ids.length === PAGE) context.emit(CHART_CHANGED, { after: ids.at(-1) ?? NONE });
};
export const CHART_CHANGED = "appeals.chart-changed";
