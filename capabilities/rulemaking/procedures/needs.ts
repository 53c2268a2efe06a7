import type { ProcedureNeeds } from "#capabilities/cases/index.ts";
import { closeConsultation } from "../contract/close-consultation.ts";
import { enactDraft } from "../contract/enact-draft.ts";
import { fileDraft } from "../contract/file-draft.ts";
import { openConsultation } from "../contract/open-consultation.ts";
import { passDraft } from "../contract/pass-draft.ts";

/** What the actions rely on in the course, whatever a later version draws around it. */
export const PROCEDURE_NEEDS: Readonly<Record<string, ProcedureNeeds>> = {
  "rulemaking.course": {
    receives: [],
    sends: [],
    steps: [openConsultation.name, closeConsultation.name, passDraft.name, fileDraft.name, enactDraft.name],
    elements: { write: "work", consult: "work", decide: "work", file: "work", enact: "work" },
    reopens: [],
    variables: { area: "string", kind: "string" },
  },
};
