import { findRuleInForce } from "#capabilities/rules/index.ts";
import type { Tx } from "#platform/db/tx.ts";
import type { RollRule } from "../domain/draw-roll.ts";

export type RollsRule = {
  readonly ruleId: string;
  readonly version: number;
  readonly title: string;
  readonly village: RollRule;
  readonly community: RollRule;
  readonly objectionDays: number;
  readonly decisionDays: number;
  readonly leastHouseholds: number;
  readonly mostHouseholds: number;
};

/** The rule of rolls in force now for a place. */
export async function readRollsRule(tx: Tx, path: string): Promise<RollsRule | undefined> {
  const found = await findRuleInForce(tx, "rolls.rolls", path);
  if (found === undefined) return undefined;
  const { parameters } = found;
  const adultYears = Number(parameters["adultYears"]);
  const standings = (name: string) => (parameters[name] as readonly string[]).map(String);
  return {
    ruleId: found.rule_id,
    version: found.version,
    title: found.title,
    village: { adultYears, standings: standings("villageStandings") },
    community: { adultYears, standings: standings("communityStandings") },
    objectionDays: Number(parameters["objectionDays"]),
    decisionDays: Number(parameters["decisionDays"]),
    leastHouseholds: Number(parameters["leastHouseholds"]),
    mostHouseholds: Number(parameters["mostHouseholds"]),
  };
}
