import type { Tie } from "../ties/tie-rule.ts";
import { textOrder } from "./budget-case.ts";

/**
 * The ties stated are those found, each once, listed in the order of the tie rule; the one taken is the first (or, of those to be
 * put out, the last) wherever that order can be told: by text, or as the file lists them. A public draw is not repeated here, and
 * ties of `unseen` runs, whose rounds are not in the account, are taken on trust.
 */
export function checkTies(
  stated: readonly Tie[],
  found: readonly Tie[],
  rule: {
    readonly tieRule: string;
    readonly ids: readonly string[];
    readonly takesLast?: (tie: Tie) => boolean;
    readonly unseen?: string;
  },
  faults: string[],
): void {
  const order = orderBy(rule.tieRule, rule.ids);
  if (order === undefined && !/by the public draw .* with seed [0-9a-f]+$/i.test(rule.tieRule))
    faults.push("no tie rule is stated");
  const [told, met] = [stated, found].map((ties) => new Set(ties.map(keyOf))) as [Set<string>, Set<string>];
  for (const tie of found)
    if (!told.has(keyOf(tie))) faults.push(`${where(tie)}: a tie with ${tie.tied.join(", ")} is not reported`);
  for (const tie of stated) {
    if (tie.run !== rule.unseen && !met.has(keyOf(tie))) faults.push(`${where(tie)}: no such tie of ${tie.tied.join(", ")}`);
    const inOrder = tie.tied.every((id, index) => index === 0 || order === undefined || order(tie.tied[index - 1]!, id) < 0);
    const due = rule.takesLast?.(tie) === true ? tie.tied.at(-1) : tie.tied[0];
    if (!inOrder || due !== tie.taken) faults.push(`${where(tie)}: the tie rule takes somebody else than ${tie.taken}`);
  }
}

function where(tie: Tie): string {
  return `${tie.run} round ${tie.round}`;
}

function keyOf({ round, run, tied, taken }: Tie): string {
  return JSON.stringify([run, round, tied.toSorted(textOrder), taken]);
}

/** The order in which a tie rule takes ids; undefined for a public draw. */
export function orderBy(tieRule: string, ids: readonly string[]): ((a: string, b: string) => number) | undefined {
  if (tieRule.endsWith("by the order of ids as text (Unicode code points)")) return textOrder;
  if (!tieRule.endsWith("by the order in which the file lists them")) return undefined;
  const places = new Map(ids.map((id, index) => [id, index]));
  return (a, b) => (places.get(a) ?? -1) - (places.get(b) ?? -1);
}
