import { OpinionRefusal } from "../refusal.ts";
import type { VoteTable } from "../votes/vote-table.ts";
import { type Axes, findAxes } from "./axes.ts";
import { continueClusters } from "./continue-clusters.ts";
import { findGroupings, type Grouping, type GroupingSettings, smoothNumber, type Smoother } from "./groupings.ts";
import { type Cluster, clustersOf, firstPlaces, kMeans, type Points } from "./k-means.ts";
import { joinConversation, placeParticipants, type Places } from "./places.ts";

export type MapSettings = GroupingSettings & {
  /** Participants are first gathered in at most so many base clusters. */
  readonly baseClusters: number;
};

/** What production (compdemocracy/polis, 2024) uses. */
export const PRODUCTION_SETTINGS: MapSettings = {
  baseClusters: 100,
  groupStarts: "one",
  groupIterations: 20,
  groupStillness: 0.01,
  silhouetteOf: "base-clusters",
};

/**
 * What a map from nothing but votes uses. Up to 1,000 participants each stand for themselves, and the groups are the closest of
 * many beginnings: production's are what its history happened to lead to, and from its seeds alone one gets worse ones.
 */
export const DEFAULT_SETTINGS: MapSettings = {
  baseClusters: 1_000,
  groupStarts: "many",
  groupIterations: 100,
  groupStillness: 1e-9,
  silhouetteOf: "participants",
};

const BASE_ITERATIONS = 100;
const BASE_STILLNESS = 0.01;

/** What a map hands on to the next one, when votes have come in. */
export type MapState = {
  readonly components: Axes["components"];
  /** The axes of a map that goes on with votes as they come. */
  readonly axes?: Axes;
  readonly inConversation: Uint8Array;
  readonly baseClusters: readonly Cluster[];
  readonly groupings?: ReadonlyMap<number, Grouping>;
  readonly smoother?: Smoother;
};

export type OpinionMap = {
  readonly votes: VoteTable;
  readonly settings: MapSettings;
  /** 1 for each statement moderated out. */
  readonly moderated: Uint8Array;
  readonly axes: Axes;
  /** Place of every participant, by number. */
  readonly places: Places;
  /** 1 for each participant who is on the map. */
  readonly inConversation: Uint8Array;
  /** Members are numbers of participants. */
  readonly baseClusters: readonly Cluster[];
  /** By number of groups. */
  readonly groupings: ReadonlyMap<number, Grouping>;
  readonly smoother: Smoother;
  /** The grouping that is shown. Members are ids of base clusters. */
  readonly groups: readonly Cluster[];
  /** Id of each participant's group; −1 for who is not on the map. */
  readonly groupOf: Int16Array;
};

export type MapOptions = {
  readonly moderatedOut?: Iterable<string>;
  /** The map before these votes, or what was kept of it: clusters go on from there, and nobody leaves. */
  readonly before?: MapState;
  readonly settings?: MapSettings;
};

/** Draws the map of a conversation (Small et al., "Polis: Scaling deliberation by mapping high dimensional opinion spaces", 2021). */
export function mapOpinions(
  votes: VoteTable,
  { moderatedOut = [], before, settings = DEFAULT_SETTINGS }: MapOptions = {},
): OpinionMap {
  if (votes.participants.length === 0) throw new OpinionRefusal("no-votes", "there are no votes to map");
  const out = new Set(moderatedOut);
  const moderated = Uint8Array.from(votes.statements, (id) => (out.has(id) ? 1 : 0));
  const axes = findAxes(votes, {
    moderated,
    ...(before === undefined ? {} : { start: before.components }),
    ...(before?.axes === undefined ? {} : { goesOn: { pairs: before.axes.pairs } }),
  });
  const places = placeParticipants(votes, axes, moderated);
  const inConversation = joinConversation(votes, before?.inConversation);
  const baseClusters = findBaseClusters(pointsOf(places, inConversation), settings.baseClusters, before?.baseClusters);
  const groupings = findGroupings(
    asPoints(baseClusters),
    settings,
    before?.groupings === undefined ? {} : { before: before.groupings },
  );
  const smoother = smoothNumber(groupings, before?.smoother);
  const { groups } = groupings.get(smoother.shown)!;
  const groupOf = groupsOfParticipants(votes, baseClusters, groups);
  return { votes, settings, moderated, axes, places, inConversation, baseClusters, groupings, smoother, groups, groupOf };
}

/** The map after more votes: `votes` is the whole table, in which the old participants and statements kept their places. */
export function updateMap(before: OpinionMap, votes: VoteTable): OpinionMap {
  const { statements } = before.votes;
  const moderatedOut = statements.filter((_, column) => before.moderated[column] === 1);
  return mapOpinions(votes, {
    moderatedOut,
    before: { ...before, components: before.axes.components },
    settings: before.settings,
  });
}

/** Who is on the map, each as one point. */
function pointsOf(places: Places, inside: Uint8Array): Points {
  const rows = Int32Array.from(inside.keys()).filter((row) => inside[row] === 1);
  return {
    keys: rows,
    x: Float64Array.from(rows, (row) => places.x[row]!),
    y: Float64Array.from(rows, (row) => places.y[row]!),
    weights: new Float64Array(rows.length).fill(1),
  };
}

function findBaseClusters(points: Points, most: number, before: readonly Cluster[] = []): Cluster[] {
  const start = before.length > 0 ? continueClusters(points, before, most) : firstPlaces(points, most);
  return clustersOf(points, kMeans(points, start, { iterations: BASE_ITERATIONS, stillness: BASE_STILLNESS }));
}

function asPoints(baseClusters: readonly Cluster[]): Points {
  return {
    keys: Int32Array.from(baseClusters, ({ id }) => id),
    x: Float64Array.from(baseClusters, ({ x }) => x),
    y: Float64Array.from(baseClusters, ({ y }) => y),
    weights: Float64Array.from(baseClusters, ({ members }) => members.length),
  };
}

function groupsOfParticipants(votes: VoteTable, baseClusters: readonly Cluster[], groups: readonly Cluster[]): Int16Array {
  const groupOf = new Int16Array(votes.participants.length).fill(-1);
  const members = new Map(baseClusters.map((cluster) => [cluster.id, cluster.members]));
  for (const group of groups) for (const base of group.members) for (const row of members.get(base)!) groupOf[row] = group.id;
  return groupOf;
}
