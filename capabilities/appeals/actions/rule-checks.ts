import { Type } from "typebox";
import { DEADLINES } from "#capabilities/cases/index.ts";
import type { RuleCheck, RuleFault, RuleToCheck } from "#capabilities/rules/index.ts";
import { readTierRule } from "../domain/choose-tier.ts";

const DAYS = Type.Integer({ minimum: 1, maximum: 3_650 });

/** What this capability relies on in the rules it reads: a version without it is not enacted. */
export const RULE_CHECKS: Readonly<Record<string, RuleCheck>> = {
  "appeals.deadlines": {
    schema: Type.Object({
      deadlines: Type.Intersect([DEADLINES, Type.Object({ handle: Type.Object({ of: Type.Unknown() }) })]),
      maxExtensions: Type.Integer({ minimum: 0, maximum: 10 }),
      defaultTier: Type.String(),
      tierOfMatter: Type.Record(Type.String(), Type.String()),
    }),
    judge: judgeTiers,
  },
  "appeals.contact": { schema: Type.Object({ deadlines: DEADLINES }) },
  "appeals.retaliation": {
    schema: Type.Object({
      bodies: Type.Array(Type.String(), { minItems: 1, maxItems: 20 }),
      watchDays: DAYS,
      deadlines: DEADLINES,
    }),
  },
  // Not before whoever raised it may have it reopened or reviewed, whatever else a township chooses.
  "appeals.archive": { schema: Type.Object({ afterDays: Type.Integer({ minimum: 30, maximum: 3_650 }) }) },
  "appeals.sealing": { schema: Type.Object({ openDays: DAYS, longestDelayDays: DAYS }) },
};

/** Every tier a matter is given has its time. */
function judgeTiers({ parameters }: RuleToCheck): RuleFault | undefined {
  const { tiers, tierOfMatter, defaultTier } = readTierRule(parameters);
  const named = [
    ["/defaultTier", defaultTier],
    ...Object.entries(tierOfMatter).map(([matter, tier]) => [`/tierOfMatter/${matter}`, tier]),
  ];
  const wrong = named.find(([, tier = ""]) => !Object.hasOwn(tiers, tier));
  return wrong === undefined
    ? undefined
    : { pointer: wrong[0] ?? "", code: "no-such-tier", facts: { known: Object.keys(tiers).join("、") } };
}
