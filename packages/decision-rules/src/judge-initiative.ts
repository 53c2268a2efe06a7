import { figureOf, neededFigure, ownFigure } from "./figures.ts";
import { thresholdOf } from "./fraction.ts";
import { DecisionRefusal } from "./refusal.ts";
import type { Figures, Meeting } from "./meeting.ts";
import type { RuleVersion } from "./rule.ts";
import { type Reason, plainReason, shareReason, withEffect } from "./verdict.ts";

/**
 * Whether those who ask are enough: any one right suffices. Rights of which no figure is given are passed over.
 * @throws DecisionRefusal `missing-figure`: the roll of a right that was used, or figures of no right of the rule.
 */
export function judgeInitiative(rule: RuleVersion, meeting: Meeting, initiative: Figures, reasons: Reason[]): boolean {
  const own: Reason[] = [];
  for (const right of rule.initiative) {
    const figure = figureOf(rule, meeting, initiative, right.of);
    if (figure === undefined) continue;
    if (right.kind === "least") {
      const effect = figure >= right.least ? "met" : "violated";
      const numbers = { unit: right.of, figure, comparison: "atLeast" as const, threshold: right.least };
      own.push(plainReason("initiative-count", effect, right, numbers));
      continue;
    }
    const count = neededFigure(rule, meeting, "roll", right.of);
    const threshold = thresholdOf(right.comparison, right.fraction, count);
    const denominator = { of: "roll" as const, unit: right.of, count };
    own.push(shareReason("initiative", figure >= threshold, right.of, right, { figure, threshold, denominator }));
  }
  if (own.length === 0) {
    const known = rule.initiative.map((right) => right.of).join(", ");
    throw new DecisionRefusal(
      "missing-figure",
      "initiative",
      `gives none of the rule's figures (${known === "" ? "none" : known})`,
    );
  }
  const called = own.some((reason) => reason.effect === "met");
  reasons.push(...own.map((reason) => (called && reason.effect === "violated" ? withEffect(reason, "not-needed") : reason)));
  return called;
}

/** Names in `initiative` that the rule gives no right are refused: a mistyped name must not lose a right. */
export function refuseUnknownInitiators(rule: RuleVersion, initiative: Figures): void {
  const known = new Set(rule.initiative.flatMap((right) => [right.of, ownAlias(rule, right.of)]));
  const stranger = Object.keys(initiative).find((name) => !known.has(name));
  if (stranger === undefined) return;
  const value = ownFigure(initiative, stranger);
  throw new DecisionRefusal("missing-figure", `initiative.${stranger}`, `${value}: the rule gives ${stranger} no right to ask`);
}

function ownAlias(rule: RuleVersion, name: string): string {
  return Object.hasOwn(rule.aliases, name) ? (rule.aliases[name] ?? name) : name;
}
