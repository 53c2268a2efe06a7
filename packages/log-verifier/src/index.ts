export type { ReadFile } from "./content.ts";
export type { Finding, FindingCode } from "./finding.ts";
export { type Report, verifyRecord, type VerifyOptions } from "./verify.ts";
