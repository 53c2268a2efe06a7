import type { Static } from "typebox";
import { bind, type ActionContext } from "#platform/capability.ts";
import { readCaseNumber } from "#platform/identifiers/case-number.ts";
import { endOfLegalDay, legalDay } from "#platform/legal-day.ts";
import { isRefusal, refuse } from "#platform/refusal.ts";
import { decideRetaliation } from "../contract/decide-retaliation.ts";
import { listRetaliation } from "../contract/list-retaliation.ts";
import { reportRetaliation } from "../contract/report-retaliation.ts";
import type { RetaliationView } from "../contract/retaliation-views.ts";
import { isResident, mayDecideRetaliation, mayRaise, mayReadRetaliation, mayWatch } from "../policy.ts";
import { findAppealByNumber, type AppealRow } from "../store/appeal-row.ts";
import { decideRow, insertReport, listRetaliationRows, lockRetaliation, type ListedRetaliation } from "../store/retaliation.ts";
import { listWatched } from "../store/watched.ts";
import { findOrHold } from "./hold-sealed.ts";
import { barFor } from "./mark-complained-of.ts";
import { dayId, readRetaliation, RETALIATION_REPORTED, watchedSince } from "./retaliation-rule.ts";
import { tellReporter } from "./route-retaliation.ts";

type View = Static<typeof RetaliationView>;

export const reportRetaliationBound = bind(reportRetaliation, {
  policy: mayRaise,
  // As for raising one: a village may stand behind one address.
  limits: [
    { by: "account", points: 60, seconds: 60 },
    { by: "address", points: 3_000, seconds: 60 },
  ],
  run: async (context, { number, role, text, complainedOf = [] }) => {
    const { tx, now, tenant } = context;
    const read = readCaseNumber(number) ?? "";
    const find = async () => await findAppealByNumber(tx, read);
    // Whoever raised it under seal reports as the holder of its receipt, and no trace knows them; a witness reports under their own name.
    const appeal = role === "raiser" ? await findOrHold(context, (receipt) => receipt.number === read, find) : undefined;
    const own = appeal !== undefined && isResident.can(context.actor, appeal);
    if (role === "raiser" && !own) return refuse("forbidden", "not-your-appeal");
    const { actor } = context;
    if (!own && actor.personId === undefined) return refuse("sign-in", "sign-in-required");
    const named = [...new Set(complainedOf)];
    const bar = await barFor(context, named);
    if (isRefusal(bar)) return bar;
    const id = dayId(context);
    await insertReport(tx, {
      id,
      number: read === "" ? number : read,
      appeal_id: appeal?.id ?? null,
      division_path: appeal?.division_path ?? tenant.rootPath,
      owner_person: own ? appeal.owner_person : (actor.personId ?? null),
      holder_key: own ? appeal.holder_key : null,
      barred: [...new Set([...(appeal?.barred ?? []), ...bar.barred])],
      role,
      complained_of: named,
      text,
      on: legalDay(now),
    });
    context.subject(id);
    // The house finds the body: whoever reports reads neither the chart nor, as a witness, the appeal.
    context.emit(RETALIATION_REPORTED, { id });
    return { id };
  },
});

export const decideRetaliationBound = bind(decideRetaliation, {
  policy: mayDecideRetaliation,
  duty: "appeals.retaliation",
  subject: async (context, { id }) => {
    context.subject(id);
    return await lockRetaliation(context.tx, id);
  },
  run: async (context, { id, outcome, text, article }, row) => {
    const { actor, post, tx, now } = context;
    if (row.state !== "open") return refuse("conflict", "retaliation-decided");
    if (actor.personId === undefined || post === undefined) throw new Error("whoever decides has a person and a post");
    if (row.owner_person === actor.personId) return refuse("forbidden", "own-retaliation");
    await decideRow(tx, id, { person: actor.personId, post: post.postId, on: legalDay(now) }, { outcome, answer: text, article });
    await tellReporter(context, row, "retaliation-decided");
    return { outcome };
  },
});

export const listRetaliationBound = bind(listRetaliation, {
  policy: mayRaise,
  run: async (context) => {
    const { tx, actor } = context;
    const rule = await readRetaliation(context);
    const rows = await listRetaliationRows(tx, mayReadRetaliation.where(actor, "r"));
    const since = rule === undefined ? undefined : watchedSince(rule, context.now);
    const watched = since === undefined ? [] : await listWatched(tx, since, mayWatch.where(actor, "a"));
    const days = rule?.watchDays ?? 0;
    return {
      reports: rows.map((row) => viewOf(context, row)),
      watched: watched.map(({ number, raised_at }) => ({ number, until: lastDay(raised_at, days) })),
      watchDays: days,
    };
  },
});

/** What was reported about one appeal by whoever raised it, or was seen to happen to them: on its own page. */
export async function retaliationOf(context: ActionContext, appeal: AppealRow): Promise<View[]> {
  return (await listRetaliationRows(context.tx, isResident.where(context.actor, "r"), appeal.id)).map((row) =>
    viewOf(context, row),
  );
}

function viewOf(context: ActionContext, row: ListedRetaliation): View {
  const { actor } = context;
  const mine = isResident.can(actor, row);
  const decides = !mine && mayDecideRetaliation.can(actor, row);
  if (decides && row.owner_person !== null) context.looked(row.owner_person, "appeals.retaliation");
  return {
    id: row.id,
    number: row.number,
    source: row.source,
    role: row.role,
    act: row.act,
    actOn: row.act_on,
    times: row.times,
    who: decides ? row.who : "",
    text: row.text,
    state: row.state,
    body: row.body,
    madeOn: row.made_on,
    dueAt: row.due_at?.toISOString() ?? null,
    ruleVersion: row.rule_version,
    outcome: row.outcome,
    answer: row.answer,
    article: row.article,
    decidedOn: row.decided_on,
    mine,
    may: decides && row.state === "open" ? ["decide-retaliation"] : [],
  };
}

function lastDay(raisedAt: Date, days: number): string {
  return legalDay(new Date(endOfLegalDay(legalDay(raisedAt)).getTime() + (days - 1) * 24 * 3_600_000));
}
