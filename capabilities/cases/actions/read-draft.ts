import { diagramSvg, type Net } from "@gongzhi/procedure";
import { bind } from "#platform/capability.ts";
import { readDraft } from "../contract/read-draft.ts";
import type { Fault } from "../domain/find-faults.ts";
import { mayEnactProcedure } from "../policy.ts";
import { findDraft } from "../store/drafts.ts";
import { findProcedure } from "../store/find-procedure.ts";
import { lookOver } from "./look-over.ts";
import { ruleView, stepViews } from "./read-procedure.ts";
import { tryDraft } from "./try-draft.ts";

export const readDraftBound = bind(readDraft, {
  policy: mayEnactProcedure,
  subject: async ({ tx }, { id }) => await findDraft(tx, id),
  run: async (context, _, draft) => {
    const { checked, newest, rule, posts } = await lookOver(context, draft);
    const { net, definitions, verdict, states, faults } = checked;
    const before = newest === undefined ? undefined : await findProcedure(context.tx, draft.key, newest.version);
    const title = newest?.title ?? draft.title ?? draft.key;
    return {
      id: draft.id,
      key: draft.key,
      title,
      titleEn: newest?.title_en ?? draft.title_en ?? "",
      madeAt: draft.made_at.toISOString(),
      madeBy: draft.made_by,
      svg: definitions === undefined ? "" : diagramSvg(definitions, { ...litBy(faults), title, id: "draft" }),
      steps: net === undefined ? [] : stepViews(net, rule, posts),
      rule: ruleView(rule),
      verdict,
      provingSeconds: draft.proving_since === null ? null : secondsBetween(draft.proving_since, context.now),
      states,
      faults: faultViews(faults),
      trial: net === undefined || newest === undefined ? null : await tryDraft(context, draft.key, net),
      added: net === undefined || before === undefined ? [] : stepsOnlyIn(net, before.net),
      removed: net === undefined || before === undefined ? [] : stepsOnlyIn(before.net, net),
      newest: newest === undefined ? null : { version: newest.version, from: newest.valid_from },
    };
  },
});

export function faultViews(faults: readonly Fault[]) {
  return faults.map(({ path, way, ...fault }) => ({ ...fault, path: [...path], way: [...way] }));
}

function secondsBetween(from: Date, to: Date): number {
  return Math.max(0, Math.floor((to.getTime() - from.getTime()) / 1_000));
}

/** The drawing shows the first fault: the way to it as taken, its element as present. */
function litBy([first]: readonly Fault[]) {
  return first === undefined ? { taken: [], present: [] } : { taken: first.way, present: [first.element] };
}

/** Names of the steps one net has and the other has not, by their ids: what was only renamed is the same step. */
function stepsOnlyIn(net: Net, other: Net): string[] {
  const known = new Set(other.elements.map(({ id }) => id));
  return net.elements
    .filter(({ kind, id }) => (kind === "work" || kind === "catch" || kind === "send") && !known.has(id))
    .map(({ id, name }) => name ?? id);
}
