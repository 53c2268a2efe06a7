import { Type } from "typebox";
import type { RuleCheck, RuleFault, RuleToCheck } from "#capabilities/rules/index.ts";
import { DecisionRefusal, decisionDocument, formOf, readKinds, resolveRule, type Kind } from "../domain/kinds.ts";
import { looserAt, looserThan } from "../domain/looser-measure.ts";
import { MEASURE, VOTE_BASES } from "../domain/own-measures.ts";

const Words = Type.Array(Type.String(), { minItems: 1, maxItems: 20 });

/** Empty, or a share with its sign. */
const Measure = Type.Optional(Type.String({ maxLength: 20, pattern: `^$|${MEASURE.source}` }));

const KIND = Type.Object({
  order: Type.Number(),
  decides: Type.String(),
  place: Type.Union([
    Type.Literal("village"),
    Type.Literal("community"),
    Type.Literal("group"),
    Type.Literal("neighbourhood"),
    Type.Literal("any"),
  ]),
  due: Words,
  bodies: Words,
  convener: Words,
  noticeDays: Type.Integer({ minimum: 0, maximum: 365 }),
  tellers: Type.Integer({ minimum: 1, maximum: 20 }),
  proxies: Type.Boolean(),
  open: Type.Boolean(),
  quorum: Measure,
  majority: Measure,
  majorityOf: Type.Optional(Type.Union(["", ...VOTE_BASES].map((base) => Type.Literal(base)))),
});

/** Kinds of meetings a place enacts: as the law has them or stricter, and as the rule of the place above has them or stricter. */
export const KINDS_CHECK: RuleCheck = {
  schema: Type.Object({
    leastSecret: Type.Integer({ minimum: 1, maximum: 1_000 }),
    initiativeDays: Type.Integer({ minimum: 1, maximum: 365 }),
    kinds: Type.Record(Type.String(), KIND),
  }),
  judge: judgeKinds,
};

function judgeKinds({ parameters, above, from }: RuleToCheck): RuleFault | undefined {
  for (const kind of readKinds(parameters)) {
    const fault = judgeLaw(kind, from);
    if (fault !== undefined) return fault;
  }
  return above === undefined ? undefined : judgeAbove(parameters, above, from);
}

/** Against the decision rule the kind is judged by, as it stands on that day. */
function judgeLaw(kind: Kind, from: string): RuleFault | undefined {
  const at = `/kinds/${kind.id}`;
  try {
    const { notice, forms, source } = resolveRule({ use: kind.decides }, from);
    if (notice !== null && kind.noticeDays > 0 && kind.noticeDays < notice.days) {
      const article = notice.article === null ? {} : { article: notice.article };
      const rule = { rule: notice.text ?? source.text, ...article };
      return { pointer: `${at}/noticeDays`, code: "loosens-law", facts: { floor: notice.days }, rule };
    }
    const strange = kind.due.find((due) => formOf(due) !== undefined && !forms.some(({ id }) => id === formOf(due)));
    if (strange !== undefined) return { pointer: `${at}/due`, code: "not-due-here", facts: { due: strange } };
  } catch (error) {
    if (!(error instanceof DecisionRefusal)) throw error;
    return { pointer: `${at}/decides`, code: "no-such-decision-rule" };
  }
  return judgeMeasures(kind, from);
}

/** A place's own quorum and majority against those of the decision rule. */
function judgeMeasures(kind: Kind, from: string): RuleFault | undefined {
  try {
    decisionDocument(kind, from);
    return undefined;
  } catch (error) {
    if (!(error instanceof DecisionRefusal)) throw error;
    const looser = looserAt(error.field, resolveRule({ use: kind.decides }, from));
    const pointer = `/kinds/${kind.id}/${looser?.measure ?? "majority"}`;
    return error.code === "loosens-floor" && looser !== undefined
      ? { pointer, code: "measure-loosens-law", facts: { floor: looser.floor }, rule: looser.rule }
      : { pointer, code: "measure-not-held", facts: { why: error.message } };
  }
}

/** Days before the meeting; where a place names none, the law's. */
function noticeOf({ noticeDays, decides }: Kind, from: string): number {
  return noticeDays > 0 ? noticeDays : (resolveRule({ use: decides }, from).notice?.days ?? 0);
}

type Figures = RuleToCheck["parameters"];

/** A rule set above is a floor: more notice, more tellers, more voters before a ballot is secret, and fewer days to wait for a meeting. */
function judgeAbove(parameters: Figures, above: Figures, from: string): RuleFault | undefined {
  const kinds = new Map(readKinds(parameters).map((kind) => [kind.id, kind]));
  const floors = readKinds(above).flatMap((floor) => {
    const kind = kinds.get(floor.id);
    if (kind === undefined) return [];
    const notice = { pointer: `/kinds/${kind.id}/noticeDays`, own: noticeOf(kind, from), floor: noticeOf(floor, from) };
    return [notice, { pointer: `/kinds/${kind.id}/tellers`, own: kind.tellers, floor: floor.tellers }];
  });
  const secret = { pointer: "/leastSecret", own: Number(parameters["leastSecret"]), floor: Number(above["leastSecret"]) };
  const looser = [...floors, secret].find(({ own, floor }) => own < floor);
  if (looser !== undefined) return { pointer: looser.pointer, code: "loosens-rule-above", facts: { floor: looser.floor } };
  for (const floor of readKinds(above)) {
    const kind = kinds.get(floor.id);
    if (kind === undefined || kind.decides !== floor.decides) continue;
    const less = looserThan(decisionDocument(kind, from).rule, decisionDocument(floor, from).rule);
    if (less !== undefined)
      return { pointer: `/kinds/${floor.id}/${less.measure}`, code: "loosens-rule-above", facts: { floor: less.floor } };
  }
  const days = Number(above["initiativeDays"]);
  return Number(parameters["initiativeDays"]) > days
    ? { pointer: "/initiativeDays", code: "loosens-rule-above", facts: { floor: days } }
    : undefined;
}
