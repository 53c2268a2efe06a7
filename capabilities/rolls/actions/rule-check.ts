import { Type } from "typebox";
import type { RuleCheck, RuleFault, RuleToCheck } from "#capabilities/rules/index.ts";

const Standings = Type.Array(Type.String(), { minItems: 1, maxItems: 10 });
const Days = Type.Integer({ minimum: 1, maximum: 365 });
const Households = Type.Integer({ minimum: 1, maximum: 1_000 });

/** What rolls are drawn by: a version without it is not enacted. */
export const ROLLS_CHECK: RuleCheck = {
  schema: Type.Object({
    adultYears: Type.Integer({ minimum: 1, maximum: 120 }),
    villageStandings: Standings,
    communityStandings: Standings,
    objectionDays: Days,
    decisionDays: Days,
    leastHouseholds: Households,
    mostHouseholds: Households,
  }),
  judge: judgeRolls,
};

function judgeRolls({ parameters, above }: RuleToCheck): RuleFault | undefined {
  const [least, most] = [Number(parameters["leastHouseholds"]), Number(parameters["mostHouseholds"])];
  if (most < least) return { pointer: "/mostHouseholds", code: "minimum", facts: { limit: least } };
  if (above === undefined) return undefined;
  // Time to object is the residents' own: a place may give more of it, not less.
  const days = Number(above["objectionDays"]);
  return Number(parameters["objectionDays"]) < days
    ? { pointer: "/objectionDays", code: "loosens-rule-above", facts: { floor: days } }
    : undefined;
}
