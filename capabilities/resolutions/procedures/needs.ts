import type { ProcedureNeeds } from "#capabilities/cases/index.ts";
import { passStep } from "../contract/pass-step.ts";
import { publishResolution } from "../contract/publish-resolution.ts";
import { publishResult } from "../contract/publish-result.ts";
import { reportResult } from "../contract/report-result.ts";

/** What the actions rely on in the chain, whatever a later version draws around it. */
export const PROCEDURE_NEEDS: Readonly<Record<string, ProcedureNeeds>> = {
  "resolutions.chain": {
    receives: [],
    sends: [],
    steps: [passStep.name, publishResolution.name, reportResult.name, publishResult.name],
    elements: { talk: "work", review: "work", decide: "work", publish: "work", post: "work", carry: "work", report: "work" },
    reopens: [],
    variables: { area: "string", matter: "string" },
  },
};
