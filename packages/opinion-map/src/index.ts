export { OpinionRefusal, type OpinionRefusalCode } from "./refusal.ts";
export {
  addVotes,
  type Answer,
  ANSWERS_MAX,
  PARTICIPANTS_MAX,
  STATEMENTS_MAX,
  type Vote,
  type VoteTable,
  voteTable,
} from "./votes/vote-table.ts";
export type { Axes } from "./map/axes.ts";
export type { Grouping, Smoother } from "./map/groupings.ts";
export type { Cluster } from "./map/k-means.ts";
export {
  DEFAULT_SETTINGS,
  mapOpinions,
  type MapOptions,
  type MapSettings,
  type MapState,
  type OpinionMap,
  PRODUCTION_SETTINGS,
  updateMap,
} from "./map/opinion-map.ts";
export type { Places } from "./map/places.ts";
export {
  describeMap,
  type DescribeOptions,
  type GroupDescription,
  type MapDescription,
  type StatementDescription,
} from "./meaning/describe.ts";
export type { GroupTally } from "./meaning/tallies.ts";
export { adjustedRand } from "./stability/agreement.ts";
export { type CastVote, type Conversation, moderatedOut, type Statement, votesOf } from "./polis/conversation.ts";
export { type Drawn, drawMap } from "./drawing/draw-map.ts";
export { drawPage, type MapTable, tablesOf, type TablesOptions } from "./drawing/tables.ts";
export { MAP_LANGUAGES, type MapLanguage } from "./drawing/texts.ts";
export { EXPORT_FILES, type ExportFiles, readExport } from "./polis/read-export.ts";
export { readServerFiles, SERVER_FILES } from "./polis/read-server-files.ts";
export { readStoredState, type StoredState } from "./polis/stored-state.ts";
export { writeExport } from "./polis/write-export.ts";
export type { ChanceTest } from "./stability/chance.ts";
export {
  type GroupStability,
  measureStability,
  type Stability,
  type StabilityOptions,
  type StatementStability,
} from "./stability/measure-stability.ts";
