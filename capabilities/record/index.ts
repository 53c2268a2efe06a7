import type { Capability } from "#platform/capability.ts";
import { askErasureBound, decideErasureBound, ERASURES_ON_RECORD, listErasuresBound } from "./actions/erasures.ts";
import { findSealsBound } from "./actions/find-seals.ts";
import { listEntriesBound } from "./actions/list-entries.ts";
import { LOG_FILES } from "./actions/log-files.ts";
import { PUBLISHER } from "./actions/publish.ts";
import { readEntryBound } from "./actions/read-entry.ts";
import { SEQUENCER } from "./actions/sequence.ts";
import { ERASURE_KIND } from "./domain/erasure-content.ts";
import { OWN_DATA } from "./store/own-data.ts";
import { DUTIES } from "./policy.ts";

export {
  appendPublic,
  appendSealed,
  appendWithdrawn,
  type PublicLeaf,
  type SealedLeaf,
  type SealedValue,
} from "./actions/append.ts";
export { eraseMentioned } from "./actions/erase-mentioned.ts";
export { publicationsOf } from "./actions/publications.ts";
export type { CurrentThing, EraseCopies, ErasedField, ErasedWords, RecordSource, Which } from "./actions/sources.ts";
export { dropPapers, eraseWords } from "./store/erase-words.ts";

/** The record: whatever is official, in a log that outsiders can check. */
export const record: Capability = {
  name: "record",
  dependsOn: [],
  actions: [askErasureBound, decideErasureBound],
  queries: [listEntriesBound, readEntryBound, findSealsBound, listErasuresBound],
  contributes: { "record.sources": { [ERASURE_KIND]: ERASURES_ON_RECORD }, "platform.own-data": OWN_DATA },
  duties: DUTIES,
  sweeps: [SEQUENCER, PUBLISHER],
  publishes: { log: LOG_FILES },
  migrations: new URL("./store/migrations", import.meta.url).pathname,
};
