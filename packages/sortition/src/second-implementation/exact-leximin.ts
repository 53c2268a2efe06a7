import { type Fraction, maximiseExactly } from "./exact-program.ts";

/**
 * The leximin probabilities over all panels given, person by person, in exact fractions and as plainly as can be: raise the least
 * of those not settled; who has a positive price in the dual is settled there.
 */
export function exactLeximin(ids: readonly string[], panels: readonly (readonly string[])[]): ReadonlyMap<string, Fraction> {
  const settled = new Map<string, Fraction>();
  const isOn = panels.map((panel) => new Set(panel));
  while (settled.size < ids.length) {
    // Columns: a chance for each panel, the level, and for each person what they have beyond what they must.
    const rows = ids.map((id, person) => [
      ...isOn.map((panel) => (panel.has(id) ? 1n : 0n)),
      settled.has(id) ? 0n : -1n,
      ...ids.map((_, other) => (other === person ? -1n : 0n)),
    ]);
    const chances = [...panels.map(() => 1n), 0n, ...ids.map(() => 0n)];
    const right: Fraction[] = [...ids.map((id) => settled.get(id) ?? { top: 0n, bottom: 1n }), { top: 1n, bottom: 1n }];
    const { value, prices } = maximiseExactly([...rows, chances], right, panels.length);
    for (const [person, id] of ids.entries()) {
      if (!settled.has(id) && prices[person]! !== 0n) settled.set(id, value);
    }
  }
  return settled;
}
