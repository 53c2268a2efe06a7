import { pathToFileURL } from "node:url";
import { peerPath } from "./peers-folder.ts";

type CondorcetResult = new (
  voters: null,
  candidates: readonly string[],
  subject: string,
  votes: readonly { readonly voter: { readonly id: string }; readonly preferences: ReadonlyMap<string, number> }[],
  options: object,
) => { readonly result: ReadonlyMap<string, number> };

/** @node-core/caritat (MIT): pairwise wins of each candidate, from rankings. Undefined: absent. */
export async function openCaritat() {
  const path = peerPath("node_modules/@node-core/caritat/dist/votingMethods/CondorcetResult.js");
  if (path === undefined) return undefined;
  const { default: Result } = (await import(pathToFileURL(path).href)) as { readonly default: CondorcetResult };
  return {
    /** What it counts from: a map of scores for each voter. */
    ballots: (rankings: readonly (readonly number[])[], names: readonly string[]) =>
      rankings.map((ranking, voter) => ({
        voter: { id: String(voter) },
        preferences: new Map(ranking.map((candidate, place) => [names[candidate]!, names.length - place])),
      })),
    wins: (names: readonly string[], ballots: ConstructorParameters<CondorcetResult>[3]) =>
      new Result(null, names, "bench", ballots, {}).result,
  };
}
