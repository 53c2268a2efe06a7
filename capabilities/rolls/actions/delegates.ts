import { explainReason, judge, readMeeting, shippedRule } from "@gongzhi/decision-rules";
import { findAreas } from "#capabilities/divisions/index.ts";
import { ageOn } from "#capabilities/register/index.ts";
import { bind } from "#platform/capability.ts";
import { pgConstraint, Rollback } from "#platform/db/database.ts";
import { refuse, refuseField } from "#platform/refusal.ts";
import { addDelegate } from "../contract/add-delegate.ts";
import { endDelegate } from "../contract/end-delegate.ts";
import { listDelegates } from "../contract/list-delegates.ts";
import { isKeeper, mayKeep, mayReadNames } from "../policy.ts";
import {
  addDelegate as insertDelegate,
  countHouseholds,
  DELEGATE_CONSTRAINT,
  endDelegateRow,
  findPersonToChoose,
  listDelegateRows,
  lockDelegate,
  type DelegateKind,
  type DelegateRow,
} from "../store/delegates.ts";
import { countMemberHouseholds, isMember } from "../store/members.ts";
import { readRollsRule } from "./read-rule.ts";

const VILLAGE = /^(.*\.\d{12})(\.|$)/;

export const addDelegateBound = bind(addDelegate, {
  policy: mayKeep,
  duty: "rolls.keep",
  subject: async ({ tx }, { personId }) => await findPersonToChoose(tx, personId),
  run: async (context, input, person) => {
    const { tx } = context;
    const path = VILLAGE.exec(person.division_path)?.[1];
    if (path === undefined) return refuseField("/personId", "no-village");
    const rule = await readRollsRule(tx, path);
    if (rule === undefined) return refuse("conflict", "no-rule");
    const ofCollective = input.kind === "collective-delegate";
    const cited = { rule: "rolls.rolls", version: String(rule.version), article: ofCollective ? "28" : "25" };
    if (person.born_on === null || ageOn(person.born_on, input.from) < rule.village.adultYears)
      return refuse("conflict", "not-adult", { facts: { years: rule.village.adultYears }, rule: { ...cited, article: "21" } });
    if (ofCollective && !(await isMember(tx, path, input.personId, input.from)))
      return refuse("conflict", "not-member", { rule: cited });
    const single = ofCollective || (input.kind === "villagers-representative" && person.group_id === null);
    if (single && (input.households < rule.leastHouseholds || input.households > rule.mostHouseholds))
      return refuse("conflict", "households-range", {
        facts: { least: rule.leastHouseholds, most: rule.mostHouseholds },
        rule: cited,
      });
    const id = context.newId();
    try {
      await insertDelegate(tx, { ...input, id, path, groupId: person.group_id });
    } catch (error) {
      if (pgConstraint(error) !== DELEGATE_CONSTRAINT) throw error;
      throw new Rollback(refuse("conflict", "delegate-already"));
    }
    context.subject(id);
    return { id };
  },
});

export const endDelegateBound = bind(endDelegate, {
  policy: mayKeep,
  duty: "rolls.keep",
  subject: async ({ tx }, { id }) => await lockDelegate(tx, id),
  run: async (context, { id, on }, row) => {
    if (row.valid_to !== null) return refuse("conflict", "delegate-ended");
    if (on <= row.valid_from) return refuseField("/on", "before-it-began", { from: row.valid_from });
    await endDelegateRow(context.tx, id, on);
    context.subject(id);
    return { id };
  },
});

export const listDelegatesBound = bind(listDelegates, {
  policy: mayReadNames,
  subject: async ({ tenant, actor }, { area }) => ({ division_path: area ?? actor.posts[0]?.areas[0] ?? tenant.rootPath }),
  run: async (context, _, { division_path: path }) => {
    const { tx, tenant, actor } = context;
    const rows = await listDelegateRows(tx, mayReadNames.where(actor, "d"), path);
    for (const row of rows) context.looked(row.person_id, "rolls.delegate");
    const of = (kind: DelegateKind) => rows.filter((row) => row.kind === kind);
    return {
      delegates: rows.map((row) => ({
        id: row.id,
        kind: row.kind,
        personId: row.person_id,
        name: row.name,
        woman: row.woman,
        area: row.area,
        group: row.group_name,
        households: row.households,
        from: row.valid_from,
      })),
      women: womenAmong(of("villagers-representative")),
      composition: VILLAGE.test(path)
        ? [
            ...judgeComposition("villagers-representative", of("villagers-representative"), await countHouseholds(tx, path)),
            ...judgeComposition("collective-delegate", of("collective-delegate"), await countMemberHouseholds(tx, path)),
          ]
        : [],
      areas: (await findAreas(tx, tenant.rootPath)).filter(({ value }) => /\.\d{12}$/.test(value)),
      may: isKeeper.can(actor, {}) ? ["add-delegate", "end-delegate"] : [],
    };
  },
});

const womenAmong = (rows: readonly DelegateRow[]): number => rows.filter(({ woman }) => woman).length;

/** The national default each kind is held against, and what it calls them. */
const COMPOSITIONS = {
  "villagers-representative": { id: "representatives-composition", counts: ["members", "representatives"] },
  "collective-delegate": { id: "collective-delegates-composition", counts: ["delegates"] },
} as const;

/** What the national default says of how they are made up; a warning, not a bar. Where there are none, nothing is said. */
function judgeComposition(kind: keyof typeof COMPOSITIONS, rows: readonly DelegateRow[], households: number) {
  if (rows.length === 0) return [];
  const { id, counts } = COMPOSITIONS[kind];
  const rule = shippedRule(id);
  const figures = Object.fromEntries(counts.map((count) => [count, rows.length]));
  const { reasons } = judge(rule, readMeeting({ roll: { ...figures, women: womenAmong(rows), households } }));
  return reasons
    .filter(({ code }) => code.startsWith("composition-"))
    .map((reason) => {
      const { sentence, article, effect } = explainReason(reason, rule);
      return { kind, met: effect === "met", sentence: sentence["zh-CN"], sentenceEn: sentence.en, article };
    });
}
