import type { Answer } from "../votes/vote-table.ts";

type Counted = { readonly statement: string; readonly agrees: number; readonly disagrees: number };
type Raw = { readonly statement: string; readonly vote: Answer };

/** Which number means "agree" in a file, and whether that could be told. */
export type VoteSign = { readonly agree: 1 | -1; readonly told: boolean };

/**
 * Exporters write agreement as 1, servers as −1, and some files are mixed up: the sign is the one under which the votes come nearest
 * to the agrees and disagrees counted beside the statements. Where both come equally near, 1 is taken, and not `told`.
 */
export function voteSign(votes: Iterable<Raw>, statements: readonly Counted[]): VoteSign {
  const counts = new Map<string, { plus: number; minus: number }>();
  for (const { statement, vote } of votes) {
    const count = counts.get(statement) ?? { plus: 0, minus: 0 };
    if (vote === 1) count.plus += 1;
    if (vote === -1) count.minus += 1;
    counts.set(statement, count);
  }
  let [asPlus, asMinus] = [0, 0];
  for (const { statement, agrees, disagrees } of statements) {
    const { plus, minus } = counts.get(statement) ?? { plus: 0, minus: 0 };
    asPlus += Math.abs(plus - agrees) + Math.abs(minus - disagrees);
    asMinus += Math.abs(minus - agrees) + Math.abs(plus - disagrees);
  }
  return { agree: asMinus < asPlus ? -1 : 1, told: asMinus !== asPlus };
}

export function withSign<Cast extends Raw>(votes: readonly Cast[], { agree }: VoteSign): readonly Cast[] {
  // `0 - 0` is 0 where `-0` would be another number.
  return agree === 1 ? votes : votes.map((cast) => ({ ...cast, vote: (0 - cast.vote) as Answer }));
}
