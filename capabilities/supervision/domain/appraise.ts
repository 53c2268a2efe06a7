/** What a meeting said of somebody's work in their post, by the law's words; undecided where neither had its majority. */
export type Outcome = "competent" | "incompetent" | "undecided";

/** The rule `supervision.appraisal`. */
export type AppraisalRule = {
  /** `12-31`: the month and day by which the year's appraisal is done. */
  readonly dueBy: string;
  /** So many "incompetent" in a row end the post. */
  readonly inARow: number;
  /** Kinds of meetings that appraise. */
  readonly kinds: readonly string[];
};

export function readAppraisalRule(parameters: Readonly<Record<string, unknown>>): AppraisalRule {
  const kinds = Array.isArray(parameters["kinds"]) ? parameters["kinds"].map(String) : [];
  return { dueBy: String(parameters["dueBy"]), inARow: Number(parameters["inARow"]), kinds };
}

/** @param votes by the meeting's own rule: enough said competent, or enough said incompetent */
export function outcomeOf(votes: { readonly passed: boolean; readonly rejected: boolean }): Outcome {
  if (votes.passed) return "competent";
  return votes.rejected ? "incompetent" : "undecided";
}

/**
 * Which appraisal ends the post: the one that makes so many "incompetent" in a row full, for the first time.
 * @param history of one post, in the order of the appraisals
 * @returns its id; undefined: the post goes on
 */
export function findEnding<Id>(
  history: readonly { readonly id: Id; readonly outcome: Outcome }[],
  inARow: number,
): Id | undefined {
  let run = 0;
  for (const { id, outcome } of history) {
    run = outcome === "incompetent" ? run + 1 : 0;
    if (run === inARow) return id;
  }
  return undefined;
}

/** The last year whose appraisal should be done by a legal day, and its last day. */
export function lastDueYear(today: string, dueBy: string): { readonly year: number; readonly dueOn: string } {
  const thisYear = Number(today.slice(0, 4));
  const year = today.slice(5) > dueBy ? thisYear : thisYear - 1;
  return { year, dueOn: dueOnOf(year, dueBy) };
}

export function dueOnOf(year: number, dueBy: string): string {
  return `${year}-${dueBy}`;
}

/** The item word for word, in the words that its ballots, counts, minutes and result have too. */
export function wordingOf(one: { readonly holder: string; readonly title: string; readonly organization: string }, year: number) {
  return {
    title: `评议${one.holder}（${one.title}）`,
    wording: `${one.holder}（${one.organization}，${one.title}）${year} 年度履行职责称职。\n票上只有“称职”“不称职”和“弃权”。`,
  };
}
