import { Type } from "typebox";
import { DEADLINES } from "#capabilities/cases/index.ts";
import type { RuleCheck, RuleFault, RuleToCheck } from "#capabilities/rules/index.ts";
import { keptFrom, readKinds, type RuleKind } from "../domain/kinds.ts";

const Words = Type.Array(Type.String(), { minItems: 1, maxItems: 20 });

/** As the law has it or stricter, and as the rule above has it or stricter: longer open to comments, passed by no further body. */
export const COURSE_CHECK: RuleCheck = {
  schema: Type.Object({
    kinds: Type.Record(
      Type.String(),
      Type.Object({
        order: Type.Number(),
        key: Type.String(),
        place: Type.Union([Type.Literal("village"), Type.Literal("community")]),
        drafters: Words,
        passedBy: Words,
        matter: Type.String(),
        consultDays: Type.Integer({ minimum: 1, maximum: 366 }),
        law: Type.String(),
        article: Type.String(),
      }),
    ),
    deadlines: DEADLINES,
  }),
  judge: (rule) => {
    const above = new Map(readKinds(rule.above ?? {}).map((kind) => [kind.id, kind]));
    for (const kind of readKinds(rule.parameters)) {
      const fault = judgeLaw(kind, rule.from) ?? judgeAbove(kind, above.get(kind.id));
      if (fault !== undefined) return fault;
    }
    return judgeFiling(rule);
  },
};

/** No body passes what the law keeps from it. */
function judgeLaw({ id, passedBy, matter }: RuleKind, from: string): RuleFault | undefined {
  for (const body of passedBy) {
    const kept = keptFrom(body, matter, from);
    if (kept !== undefined)
      return { pointer: `/kinds/${id}/passedBy`, code: "kept-for-another-body", facts: { body }, rule: kept };
  }
  return undefined;
}

function judgeAbove(kind: RuleKind, above: RuleKind | undefined): RuleFault | undefined {
  if (above === undefined) return undefined;
  const at = `/kinds/${kind.id}`;
  const floor = { floor: above.consultDays };
  if (kind.consultDays < above.consultDays) return { pointer: `${at}/consultDays`, code: "loosens-rule-above", facts: floor };
  if (kind.passedBy.some((body) => !above.passedBy.includes(body)))
    return { pointer: `${at}/passedBy`, code: "loosens-rule-above", facts: { floor: above.passedBy.join("、") } };
  const changed = (["key", "matter", "place"] as const).find((name) => kind[name] !== above[name]);
  return changed === undefined
    ? undefined
    : { pointer: `${at}/${changed}`, code: "loosens-rule-above", facts: { floor: above[changed] } };
}

type Deadline = { readonly amount: number; readonly unit: string };
const filingOf = (parameters: RuleToCheck["parameters"]) =>
  (parameters["deadlines"] as { readonly file?: Deadline } | undefined)?.file;

/** Filed no later than the rule above says. */
function judgeFiling({ parameters, above }: RuleToCheck): RuleFault | undefined {
  const [own, floor] = [filingOf(parameters), above === undefined ? undefined : filingOf(above)];
  const later = own !== undefined && floor !== undefined && (own.unit !== floor.unit || own.amount > floor.amount);
  return later ? { pointer: "/deadlines/file/amount", code: "loosens-rule-above", facts: { floor: floor.amount } } : undefined;
}
