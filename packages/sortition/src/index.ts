export { type BoundProof, type Certificate, type CertificateStage } from "./check/certificate.ts";
export { checkCertificate, type Verdict } from "./check/check-certificate.ts";
export { drawPanel, type PanelDraw } from "./draw-panel.ts";
export {
  fairestLottery,
  type FairestLottery,
  type FairestOptions,
  type FairestOutcome,
  type FairestProgress,
  TICKETS,
} from "./fairest-lottery.ts";
export { commitmentOf, digestOfTickets } from "./lottery/draw.ts";
export { readCandidates, type CandidateOptions } from "./pool/read-candidates.ts";
export { readQuotas } from "./pool/read-quotas.ts";
export { type Relaxation, type RelaxedQuota } from "./pool/relax-quotas.ts";
export { type Candidate, type PanelRequest, type Quota } from "./pool/request.ts";
export { type PanelTable, type PanelTableRow } from "./pool/table.ts";
export { type RefusalCode, SortitionRefusal } from "./refusal.ts";
