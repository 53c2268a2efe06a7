export { TriageRefusal, type TriageRefusalCode } from "./refusal.ts";
export {
  addTexts,
  createDuplicateIndex,
  type DuplicateIndex,
  type IdentifiedText,
  INDEXED_TEXTS_MAX,
  removeText,
} from "./duplicates/duplicate-index.ts";
export {
  type DuplicatePair,
  findDuplicatePairs,
  findNearTexts,
  type NearText,
  THRESHOLD_MIN,
} from "./duplicates/find-duplicates.ts";
export { readDuplicateIndex, writeDuplicateIndex } from "./duplicates/index-file.ts";
