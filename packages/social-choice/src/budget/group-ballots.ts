/** Who approves what, both ways round, with equal ballots as one group. See {@link BudgetElection} for the fields. */
export type BallotGroups = {
  readonly weights: Float64Array;
  readonly groupOf: Int32Array;
  readonly approvalStarts: Int32Array;
  readonly approvals: Int32Array;
  readonly supporterStarts: Int32Array;
  readonly supporters: Int32Array;
  readonly votes: Float64Array;
};

/**
 * Groups the ballots of `projects` projects; a ballot is a list of project indexes in any order, cast by one voter or by as many as
 * `castBy` says.
 */
export function groupBallots(
  ballots: readonly (readonly number[])[],
  projects: number,
  castBy?: readonly number[],
): BallotGroups {
  const { members, weights, groupOf } = distinctBallots(ballots, castBy);
  const approvalStarts = new Int32Array(members.length + 1);
  const supporterCounts = new Int32Array(projects);
  const votes = new Float64Array(projects);
  for (const [group, approved] of members.entries()) {
    approvalStarts[group + 1] = approvalStarts[group]! + approved.length;
    for (const project of approved) {
      supporterCounts[project] = supporterCounts[project]! + 1;
      votes[project] = votes[project]! + weights[group]!;
    }
  }
  const supporterStarts = new Int32Array(projects + 1);
  for (let project = 0; project < projects; project += 1) {
    supporterStarts[project + 1] = supporterStarts[project]! + supporterCounts[project]!;
  }
  const approvals = new Int32Array(approvalStarts[members.length]!);
  const supporters = new Int32Array(approvals.length);
  const filled = supporterStarts.slice();
  for (const [group, approved] of members.entries()) {
    approvals.set(approved, approvalStarts[group]);
    for (const project of approved) {
      supporters[filled[project]!] = group;
      filled[project] = filled[project]! + 1;
    }
  }
  return { weights, groupOf, approvalStarts, approvals, supporterStarts, supporters, votes };
}

function distinctBallots(ballots: readonly (readonly number[])[], castBy: readonly number[] | undefined) {
  const byObject = new Map<readonly number[], number>();
  const byContent = new Map<string, number>();
  const members: (readonly number[])[] = [];
  const counts: number[] = [];
  const groupOf = new Int32Array(ballots.length);
  for (const [voter, ballot] of ballots.entries()) {
    let group = byObject.get(ballot);
    if (group === undefined) {
      const approved = [...new Set(ballot)].sort((a, b) => a - b);
      const content = approved.join(",");
      group = byContent.get(content);
      if (group === undefined) {
        group = members.length;
        members.push(approved);
        counts.push(0);
        byContent.set(content, group);
      }
      byObject.set(ballot, group);
    }
    counts[group] = counts[group]! + (castBy?.[voter] ?? 1);
    groupOf[voter] = group;
  }
  return { members, weights: Float64Array.from(counts), groupOf };
}
