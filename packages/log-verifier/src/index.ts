export type { Finding, FindingCode } from "./finding.ts";
export { type Report, verifyRecord, type VerifyOptions } from "./verify.ts";
export type { ReadFile } from "./tree.ts";
export { cosign, isConsistent, type Remembered, type Sighting, type SightingVerdict, sightLog, witnessKey } from "./witness.ts";
