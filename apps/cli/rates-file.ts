import { type Static, Type } from "typebox";
import { Value } from "typebox/value";

/** The published file of rates, as its reader needs it; written down apart from the program that writes it. */
const Count = Type.Record(Type.String(), Type.Union([Type.String(), Type.Integer({ minimum: 0 })]));
const Formula = Type.Object({
  key: Type.String(),
  from: Type.Union([Type.Literal("appeals"), Type.Literal("calls")]),
  of: Type.Array(Type.String()),
  over: Type.Array(Type.String()),
  unit: Type.Optional(Type.String()),
});
const Rate = Type.Object({
  key: Type.String(),
  of: Type.Integer(),
  over: Type.Integer(),
  percent: Type.Union([Type.String(), Type.Null()]),
});
const RatesFile = Type.Object({
  tenant: Type.String(),
  from: Type.String(),
  to: Type.String(),
  rule: Type.Object({
    key: Type.String(),
    version: Type.Integer(),
    excludedOutcomes: Type.Array(Type.String()),
    excludedModes: Type.Array(Type.String()),
    smallestShown: Type.Integer(),
    rates: Type.Array(Formula),
  }),
  appeals: Type.Array(Count),
  calls: Type.Array(Count),
  published: Type.Array(
    Type.Object({
      by: Type.String(),
      total: Type.Array(Rate),
      groups: Type.Array(Type.Object({ key: Type.String(), rates: Type.Array(Rate) })),
      excluded: Type.Integer(),
    }),
  ),
});
export type RatesFile = Static<typeof RatesFile>;
type Row = Static<typeof Count>;
type FormulaOf = Static<typeof Formula>;

export function isRatesFile(value: unknown): value is RatesFile {
  return Value.Check(RatesFile, value);
}

/** Reckons every published figure again, formula by formula and group by group. @returns what differs, a line each. */
export function findWrongRates(file: RatesFile): { readonly checked: number; readonly wrong: readonly string[] } {
  const { rule } = file;
  const isOut = (row: Row) =>
    rule.excludedOutcomes.some((outcome) => row["outcome"] === outcome) ||
    rule.excludedModes.some((mode) => row["mode"] === mode);
  const counted = { appeals: file.appeals.filter((row) => !isOut(row)), calls: file.calls };
  const wrong: string[] = [];
  let checked = 0;
  const compare = (where: string, published: unknown, reckoned: unknown) => {
    checked += 1;
    if (published !== reckoned) wrong.push(`${where}: published ${String(published)}, reckoned ${String(reckoned)}`);
  };
  const excluded = file.appeals.filter(isOut).map((row) => BigInt(row["dispatched"] ?? 0));
  for (const page of file.published) {
    compare(`by ${page.by}, left out`, String(page.excluded), String(sum(excluded)));
    const columnOf = ({ unit }: FormulaOf) => (page.by === "unit" && unit === "caller" ? "caller" : page.by);
    const keys = new Set(rule.rates.flatMap((formula) => counted[formula.from].map((row) => String(row[columnOf(formula)]))));
    compare(
      `by ${page.by}, groups`,
      page.groups
        .map(({ key }) => key)
        .toSorted()
        .join(" "),
      [...keys].toSorted().join(" "),
    );
    const places = [{ key: undefined, rates: page.total }, ...page.groups];
    for (const { key, rates } of places)
      for (const [index, formula] of rule.rates.entries()) {
        const rows = counted[formula.from].filter((row) => key === undefined || row[columnOf(formula)] === key);
        const [of, over] = [formula.of, formula.over].map((measures) =>
          sum(rows.flatMap((row) => measures.map((measure) => BigInt(row[measure] ?? 0)))),
        );
        const where = `by ${page.by}, ${key ?? "all"}, ${formula.key}`;
        const { of: part, over: whole, percent } = rates[index] ?? { of: "nothing", over: "nothing", percent: "nothing" };
        compare(`${where}, of`, String(part), String(of));
        compare(`${where}, over`, String(whole), String(over));
        compare(where, percent, percentOf(of ?? 0n, over ?? 0n, BigInt(Math.max(1, rule.smallestShown))));
      }
  }
  return { checked, wrong };
}

function sum(values: readonly bigint[]): bigint {
  return values.reduce((total, value) => total + value, 0n);
}

/** One place, halves up; null below the smallest number that is shown. */
function percentOf(of: bigint, over: bigint, smallest: bigint): string | null {
  if (over < smallest) return null;
  const [thousandths, rest] = [(of * 1_000n) / over, (of * 1_000n) % over];
  const digits = String(rest * 2n >= over ? thousandths + 1n : thousandths).padStart(2, "0");
  return `${digits.slice(0, -1)}.${digits.slice(-1)}`;
}
