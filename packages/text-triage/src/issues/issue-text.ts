/** A message as the grouping needs it. Who wrote it only counts as one reporter more; nothing is kept or shown by reporter. */
export type IssueText = {
  readonly id: string;
  readonly title: string;
  readonly detail: string;
  /** Milliseconds since 1970 (UTC); without it the message belongs to no time. */
  readonly time?: number;
  /** Any sign that is equal for equal persons, best a keyed hash. Without it every message counts as another person's. */
  readonly reporter?: string;
  readonly likes?: number;
  readonly dislikes?: number;
};

/** The search for like messages grows with the square of their number: 20,000 take about a minute. */
export const ISSUE_TEXTS_MAX = 20_000;
