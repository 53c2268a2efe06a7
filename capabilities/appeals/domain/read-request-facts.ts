/** A unit of the asker that a ruling may name. */
export type NamedUnit = {
  readonly id: string;
  readonly name: string;
  readonly matter: string;
  readonly level: string;
  readonly means: string;
  readonly rule: string;
};

type Facts = Readonly<Record<string, unknown>>;

/** A text among the facts another tenant sent; what it did not send counts as empty. */
export function textFact(facts: Facts, name: string): string {
  const value = facts[name];
  return typeof value === "string" ? value : "";
}

export function candidatesOf(facts: Facts): readonly NamedUnit[] {
  const { candidates } = facts;
  if (!Array.isArray(candidates)) return [];
  const named = candidates.map((one: Facts) => ({
    id: textFact(one, "id"),
    name: textFact(one, "name"),
    matter: textFact(one, "matter"),
    level: textFact(one, "level"),
    means: textFact(one, "means"),
    rule: textFact(one, "rule"),
  }));
  return [...new Map(named.toReversed().map((unit) => [unit.id, unit])).values()].toReversed();
}
