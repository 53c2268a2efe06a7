import { type Decimal, parseDecimal, unitsAt } from "../exact/decimal.ts";
import type { PabulibBallot, PabulibFile } from "./pabulib-file.ts";

type File = Omit<PabulibFile, "warnings">;

/** What a ballot has of each thing that META may limit; undefined where the ballot gives no points. */
const MEASURES: Readonly<Record<string, (file: File, ballot: PabulibBallot) => readonly Decimal[] | undefined>> = {
  length: (_, { choices }) => [{ units: BigInt(choices.length), places: 0 }],
  sum_cost: (file, { choices }) => [total(choices.map((choice) => file.projects[choice]!.cost))],
  points: (_, { points }) => points,
  sum_points: (_, { points }) => (points === undefined ? undefined : [total(points)]),
};

/**
 * Ballots beyond what META says a ballot may hold (`max_length`, `min_sum_points`, …), one sentence a limit. They are counted as
 * they are: the published files hold what the city counted, and a few of those are beyond their own limits (Warszawa 2018).
 */
export function declaredLimitWarnings(file: File): readonly string[] {
  return Object.entries(MEASURES).flatMap(([name, measure]) =>
    ["min", "max"].flatMap((side) => {
      const key = `${side}_${name}`;
      const limit = parseDecimal(file.meta.get(key) ?? "");
      if (limit === undefined) return [];
      const isBeyond = (value: Decimal) => (side === "min" ? compare(value, limit) < 0 : compare(value, limit) > 0);
      const judged = new Map<PabulibBallot, boolean>();
      const beyond = file.voters.filter(({ ballot }) => {
        const known = judged.get(ballot) ?? measure(file, ballot)?.some(isBeyond) === true;
        judged.set(ballot, known);
        return known;
      });
      if (beyond.length === 0) return [];
      const more = beyond.length > 1 ? ` and ${beyond.length - 1} more` : "";
      return [`the ballot of voter ${beyond[0]!.id}${more} is beyond ${key} ${file.meta.get(key)!}; it is counted as it is`];
    }),
  );
}

function total(amounts: readonly Decimal[]): Decimal {
  const places = amounts.reduce((most, amount) => Math.max(most, amount.places), 0);
  return { units: amounts.reduce((sum, amount) => sum + unitsAt(amount, places), 0n), places };
}

function compare(a: Decimal, b: Decimal): number {
  const places = Math.max(a.places, b.places);
  const difference = unitsAt(a, places) - unitsAt(b, places);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}
