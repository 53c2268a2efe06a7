import { SocialChoiceRefusal } from "../refusal.ts";
import type { DelimitedRow } from "../rows/delimited-rows.ts";
import { ballotOfTiers, type Profile, profileOf } from "./profile.ts";

const CANDIDATE_COLUMN = /^(?:candidate|candidate[ _]?name|option|候选人|选项)$/i;
const VOTER_COLUMN = /^(?:voter|voter[ _]?id|id|ballot|ballot[ _]?id|编号|选民)$/i;
const RANK_COLUMN = /^(?:rank|place|preference|position|名次|排名)$/i;
const VOTES_COLUMN = /^(?:votes?|count|weight|voters|number|票数|人数)$/i;

/**
 * Ballots written with a column `candidate`: a row for every candidate a voter names, ranked where there is a column `rank`, else
 * approved; or, where no column tells voters apart, a row for as many votes as a column `votes` says. Undefined for other tables.
 * @throws SocialChoiceRefusal with the line.
 */
export function readLongBallots(columns: readonly string[], rows: readonly DelimitedRow[]): Profile | undefined {
  const [candidateAt, voterAt, rankAt, votesAt] = [CANDIDATE_COLUMN, VOTER_COLUMN, RANK_COLUMN, VOTES_COLUMN].map((pattern) =>
    columns.findIndex((name) => pattern.test(name)),
  ) as [number, number, number, number];
  if (candidateAt < 0) return undefined;
  const names: string[] = [];
  const indexOf = new Map<string, number>();
  // By voter, then by rank; each row a voter of its own where there is no column for voters.
  const tiersOf = new Map<string, { readonly weight: number; readonly tiers: Map<number, number[]> }>();
  for (const row of rows) {
    const voter = voterAt < 0 ? `line ${row.line}` : (row.cells[voterAt] ?? "");
    const known = tiersOf.get(voter) ?? {
      weight: voterAt < 0 && votesAt >= 0 ? wholeIn(row, votesAt) : 1,
      tiers: new Map<number, number[]>(),
    };
    tiersOf.set(voter, known);
    const name = row.cells[candidateAt] ?? "";
    if (name === "") continue;
    const candidate = indexOf.get(name) ?? names.push(name) - 1;
    indexOf.set(name, candidate);
    const rank = rankAt < 0 ? 1 : wholeIn(row, rankAt);
    if ([...known.tiers.values()].some((tier) => tier.includes(candidate))) {
      throw new SocialChoiceRefusal("bad-vote", `voter ${voter} names ${name} twice`, row.line);
    }
    known.tiers.set(rank, [...(known.tiers.get(rank) ?? []), candidate]);
  }
  const ballots = [...tiersOf.values()].flatMap(({ weight, tiers }) => {
    const inOrder = [...tiers].sort(([a], [b]) => a - b).map(([, tier]) => tier);
    return weight === 0 ? [] : [ballotOfTiers(inOrder, weight)];
  });
  const isApproval = voterAt >= 0 && rankAt < 0;
  return profileOf({ candidates: names, ballots, kind: isApproval ? "approval" : "ranking" });
}

function wholeIn(row: DelimitedRow, at: number): number {
  const cell = row.cells[at] ?? "";
  if (!/^\d{1,15}$/.test(cell)) throw new SocialChoiceRefusal("bad-number", `«${cell}» is not a whole number`, row.line);
  return Number(cell);
}
