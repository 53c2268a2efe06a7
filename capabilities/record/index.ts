import type { Capability } from "#platform/capability.ts";
import { findSealsBound } from "./actions/find-seals.ts";
import { listEntriesBound } from "./actions/list-entries.ts";
import { LOG_FILES } from "./actions/log-files.ts";
import { PUBLISHER } from "./actions/publish.ts";
import { readEntryBound } from "./actions/read-entry.ts";
import { SEQUENCER } from "./actions/sequence.ts";

export {
  appendPublic,
  appendSealed,
  appendWithdrawn,
  type PublicLeaf,
  type SealedLeaf,
  type SealedValue,
} from "./actions/append.ts";
export type { CurrentThing, RecordSource, Which } from "./actions/sources.ts";

/** The record: whatever is official, in a log that outsiders can check. */
export const record: Capability = {
  name: "record",
  dependsOn: [],
  queries: [listEntriesBound, readEntryBound, findSealsBound],
  sweeps: [SEQUENCER, PUBLISHER],
  publishes: { log: LOG_FILES },
  migrations: new URL("./store/migrations", import.meta.url).pathname,
};
