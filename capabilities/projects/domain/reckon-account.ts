export type LineVersion = {
  readonly id: string;
  readonly version: number;
  readonly name: string;
  readonly source: string;
  readonly cents: number;
};
export type Cost = { readonly line_id: string; readonly cents: number };

export type AccountLine = {
  readonly id: string;
  readonly name: string;
  readonly source: string;
  /** As first planned, and as it is after every change. */
  readonly plannedCents: number;
  readonly budgetCents: number;
  /** What was paid less what came back. */
  readonly costCents: number;
  readonly leftCents: number;
};

export type Account = {
  readonly lines: readonly AccountLine[];
  readonly sources: readonly { readonly source: string; readonly budgetCents: number; readonly costCents: number }[];
  readonly budgetCents: number;
  readonly costCents: number;
};

/**
 * What each line of a budget costs against what it has, in integer cents: lines in the order they were first set, sources in the order of
 * their first line. 200 lines of 10¹⁰ cents stay below 2⁵³, so every sum is exact.
 * @param versions every version of every line, a line's own in ascending order
 */
export function reckonAccount(versions: readonly LineVersion[], costs: readonly Cost[]): Account {
  const spent = new Map<string, number>();
  for (const { line_id: id, cents } of costs) spent.set(id, (spent.get(id) ?? 0) + cents);
  const lines = new Map<string, AccountLine>();
  for (const { id, name, source, cents } of versions) {
    const costCents = spent.get(id) ?? 0;
    const plannedCents = lines.get(id)?.plannedCents ?? cents;
    lines.set(id, { id, name, source, plannedCents, budgetCents: cents, costCents, leftCents: cents - costCents });
  }
  const sources = new Map<string, { source: string; budgetCents: number; costCents: number }>();
  for (const { source, budgetCents, costCents } of lines.values()) {
    const sum = sources.get(source) ?? { source, budgetCents: 0, costCents: 0 };
    sources.set(source, { source, budgetCents: sum.budgetCents + budgetCents, costCents: sum.costCents + costCents });
  }
  return { lines: [...lines.values()], sources: [...sources.values()], ...sumOf([...lines.values()]) };
}

function sumOf(lines: readonly AccountLine[]) {
  return {
    budgetCents: lines.reduce((sum, line) => sum + line.budgetCents, 0),
    costCents: lines.reduce((sum, line) => sum + line.costCents, 0),
  };
}
