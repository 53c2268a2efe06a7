import pg from "pg";

/** One look at a table while a statement ran. */
export type Scan = {
  readonly how: string;
  readonly table: string;
  readonly index: string;
  /** Rows touched, kept or thrown away again, over all loops. */
  readonly rows: number;
};

export type WatchedStatement = { readonly text: string; readonly scans: readonly Scan[] };

type Plan = {
  readonly "Node Type": string;
  readonly "Relation Name"?: string;
  readonly "Index Name"?: string;
  readonly "Actual Rows"?: number;
  readonly "Actual Loops"?: number;
  readonly "Rows Removed by Filter"?: number;
  readonly "Rows Removed by Index Recheck"?: number;
  readonly Plans?: readonly Plan[];
};

type Query = (this: unknown, ...args: readonly unknown[]) => unknown;

/**
 * What each statement read of which table, while the house answers: every statement runs under `explain (analyze)` on its own connection,
 * in its own transaction and scope, just before it runs in earnest; what the explained one did is taken back.
 */
export async function watchPlans(work: () => Promise<unknown>): Promise<readonly WatchedStatement[]> {
  const watched: Promise<WatchedStatement>[] = [];
  const prototype = pg.Client.prototype as unknown as { query: Query };
  const real = prototype.query;
  prototype.query = function query(this: unknown, ...args: readonly unknown[]): unknown {
    const [first] = args;
    if (typeof first === "object" && first !== null && "text" in first) {
      const { text, values } = first as { readonly text: string; readonly values?: readonly unknown[] };
      // Sent before the statement itself on the same connection: answered in that order.
      void real.call(this, "savepoint watched");
      const explained = real.call(this, {
        text: `explain (analyze, timing off, format json) ${text}`,
        values: [...(values ?? [])],
      });
      watched.push((explained as Promise<pg.QueryResult>).then(({ rows }) => ({ text, scans: scansOf(planIn(rows[0])) })));
      void real.call(this, "rollback to savepoint watched");
    }
    return real.apply(this, [...args]);
  };
  try {
    await work();
    return await Promise.all(watched);
  } finally {
    prototype.query = real;
  }
}

function planIn(row: unknown): Plan {
  const [{ Plan: plan }] = (row as { readonly "QUERY PLAN": readonly [{ readonly Plan: Plan }] })["QUERY PLAN"];
  return plan;
}

function scansOf(plan: Plan): readonly Scan[] {
  const below = (plan.Plans ?? []).flatMap(scansOf);
  const how = plan["Node Type"];
  if (!how.endsWith("Scan")) return below;
  const rows = ["Actual Rows", "Rows Removed by Filter", "Rows Removed by Index Recheck"] as const;
  const each = rows.reduce((sum, name) => sum + (plan[name] ?? 0), 0);
  const scan = {
    how,
    table: plan["Relation Name"] ?? "",
    index: plan["Index Name"] ?? "",
    rows: each * (plan["Actual Loops"] ?? 1),
  };
  return [scan, ...below];
}
