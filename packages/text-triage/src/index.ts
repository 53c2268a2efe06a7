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
export { type MaskedText, maskPersonalData, MASKS } from "./mask/mask.ts";
export type { PersonalKind, Span } from "./mask/span.ts";
export { type Classification, type Classifier, createClassifier } from "./classify/classifier.ts";
export type { NearExample } from "./classify/examples.ts";
export type { Reason } from "./classify/explain.ts";
export type { ClassFigures, Measured, TriageModel } from "./classify/model.ts";
export { readModel, writeModel } from "./classify/model-file.ts";
export { trainModel, type TrainingOptions } from "./classify/train.ts";
export type { TrainingText } from "./classify/training-text.ts";
export { findIssues, type Issue, type IssueOptions } from "./issues/find-issues.ts";
export { DEFAULT_HEAT, type HeatFormula, type HeatTerm, type IssueFigures, readHeatFormula } from "./issues/heat.ts";
export { ISSUE_TEXTS_MAX, type IssueText } from "./issues/issue-text.ts";
