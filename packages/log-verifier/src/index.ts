export type { Finding, FindingCode } from "./finding.ts";
export { type Key, readKey } from "./checkpoint.ts";
export { type Report, verifyRecord, type VerifyOptions } from "./verify.ts";
export { judgeSubmission, originOf, type SubmissionVerdict, type WitnessedLog } from "./submission.ts";
export type { ReadFile } from "./tree.ts";
export { cosign, isConsistent, type Remembered, type Sighting, type SightingVerdict, sightLog, witnessKey } from "./witness.ts";
