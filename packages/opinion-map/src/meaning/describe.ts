import type { OpinionMap } from "../map/opinion-map.ts";
import { placeStatements } from "../map/places.ts";
import { type Consensus, findConsensus, groupAwareConsensus } from "./consensus.ts";
import { prioritiesOf } from "./priorities.ts";
import { findRepresentatives, type Representative } from "./representative.ts";
import { type GroupTally, tallyAll, tallyGroups } from "./tallies.ts";

/** One group of the map, with what speaks for it. */
export type GroupDescription = {
  readonly group: number;
  readonly size: number;
  readonly x: number;
  readonly y: number;
  readonly representative: readonly (Omit<Representative, "statement"> & { readonly statement: string })[];
};

/** One statement, with its place on the map and how it was answered. */
export type StatementDescription = {
  readonly statement: string;
  readonly x: number;
  readonly y: number;
  readonly agrees: number;
  readonly disagrees: number;
  readonly passes: number;
  readonly moderatedOut: boolean;
  /** Product over the groups of the share that agrees: high only where every group agrees. */
  readonly groupAwareConsensus: number;
  /** How much it helps to ask for it next; a weight, not a share. */
  readonly priority: number;
};

export type MapDescription = {
  readonly groups: readonly GroupDescription[];
  /** What everybody shares, whatever the groups. */
  readonly consensus: readonly (Omit<Consensus, "statement"> & { readonly statement: string })[];
  readonly statements: readonly StatementDescription[];
};

export type DescribeOptions = {
  /** Statements that ask about the participants themselves: asked of everybody early. */
  readonly metaStatements?: Iterable<string>;
  /** Production reckons its priorities from the tallies of the map before; the map's own where not given. */
  readonly talliesBefore?: readonly GroupTally[];
};

/** What a map says in words and counts. Statements are named by their ids. */
export function describeMap(map: OpinionMap, { metaStatements = [], talliesBefore }: DescribeOptions = {}): MapDescription {
  const { votes, moderated } = map;
  const nameOf = (statement: number): string => votes.statements[statement]!;
  const everybody = tallyAll(votes);
  const tallies = tallyGroups(
    votes,
    map.groupOf,
    map.groups.map(({ id }) => id),
  );
  const representatives = findRepresentatives(tallies, moderated);
  const places = placeStatements(map.axes);
  const shared = groupAwareConsensus(tallies, votes.statements.length);
  const meta = new Set(metaStatements);
  const priorities = prioritiesOf(talliesBefore ?? tallies, places, (statement) => meta.has(nameOf(statement)));
  return {
    groups: map.groups.map(({ id, x, y }, at) => ({
      group: id,
      size: tallies[at]!.size,
      x,
      y,
      representative: representatives.get(id)!.map((found) => ({ ...found, statement: nameOf(found.statement) })),
    })),
    consensus: findConsensus(everybody, moderated).map((found) => ({ ...found, statement: nameOf(found.statement) })),
    statements: votes.statements.map((statement, column) => ({
      statement,
      x: places.x[column]!,
      y: places.y[column]!,
      agrees: everybody.agrees[column]!,
      disagrees: everybody.disagrees[column]!,
      passes: everybody.answers[column]! - everybody.agrees[column]! - everybody.disagrees[column]!,
      moderatedOut: moderated[column] === 1,
      groupAwareConsensus: shared[column]!,
      priority: priorities[column]!,
    })),
  };
}
