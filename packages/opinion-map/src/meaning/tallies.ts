import type { VoteTable } from "../votes/vote-table.ts";

/** Answers to each statement, by the statement's number. */
export type Tally = { readonly agrees: Int32Array; readonly disagrees: Int32Array; readonly answers: Int32Array };
/** A group's id, how many participants it has, and how they answered. */
export type GroupTally = Tally & { readonly group: number; readonly size: number };

/** How everybody answered, on the map or not. */
export function tallyAll(votes: VoteTable): Tally {
  const [tally] = tallyGroups(votes, new Int16Array(votes.participants.length), [0]);
  return tally!;
}

/** How each group answered; `groupOf` gives a group's id for each participant, or one that is not among `groups`. */
export function tallyGroups(votes: VoteTable, groupOf: Int16Array, groups: readonly number[]): GroupTally[] {
  const width = votes.statements.length;
  const tallies = groups.map((group) => ({
    group,
    size: groupOf.reduce((sum, one) => sum + (one === group ? 1 : 0), 0),
    agrees: new Int32Array(width),
    disagrees: new Int32Array(width),
    answers: new Int32Array(width),
  }));
  const byGroup = new Map(tallies.map((tally) => [tally.group, tally]));
  for (let row = 0; row < votes.participants.length; row += 1) {
    const tally = byGroup.get(groupOf[row]!);
    if (tally === undefined) continue;
    for (let at = votes.starts[row]!; at < votes.starts[row + 1]!; at += 1) {
      const column = votes.columns[at]!;
      tally.answers[column]! += 1;
      if (votes.answers[at] === 1) tally.agrees[column]! += 1;
      else if (votes.answers[at] === -1) tally.disagrees[column]! += 1;
    }
  }
  return tallies;
}
