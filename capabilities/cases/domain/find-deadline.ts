import { dueAt, SHIPPED_HOLIDAY_TABLES, type DueUnit } from "@gongzhi/working-days";

export type Span = { readonly amount: number; readonly unit: DueUnit };
/** A deadline of a rule's parameters: one span, or one for each value of a case variable. */
export type DeadlineRule =
  | Span
  | { readonly byVariable: string; readonly of: Readonly<Record<string, Span>>; readonly otherwise: Span };

export type Due = {
  readonly at: Date;
  readonly provisional: boolean;
  /** It is counted in hours that nobody is to know: `at` is the end of the day in which they run out. */
  readonly hourKept?: true;
};

/** The span a rule gives a named deadline in a case; undefined where the rule names none. */
export function findSpan(
  parameters: Readonly<Record<string, unknown>>,
  name: string,
  variables: Readonly<Record<string, unknown>>,
): Span | undefined {
  const deadlines = parameters["deadlines"];
  if (typeof deadlines !== "object" || deadlines === null || !Object.hasOwn(deadlines, name)) return undefined;
  const rule = (deadlines as Readonly<Record<string, DeadlineRule>>)[name];
  if (rule === undefined || !("byVariable" in rule)) return rule;
  const value = variables[rule.byVariable];
  return typeof value === "string" && Object.hasOwn(rule.of, value) ? rule.of[value] : rule.otherwise;
}

/** When a span that begins now is over, by the State Council's tables; in a year without a table the date is provisional. */
export function dueAfter(span: Span, from: Date): Due {
  const due = dueAt({ from: from.toISOString(), ...span }, SHIPPED_HOLIDAY_TABLES);
  return { at: new Date(due.dueAtUtc), provisional: due.provisional };
}
