import { Type } from "typebox";
import { defineAction, Field } from "#platform/contract.ts";
import { MAX_PAPERS } from "./meeting-views.ts";

export const attachSigned = defineAction({
  name: "meetings/attach-signed",
  summary: "Keeps the scan of the signed minutes with the meeting; its digest goes on the record with the result.",
  input: {
    id: Field.id(),
    paperIds: Type.Array(Field.id(), { minItems: 1, maxItems: MAX_PAPERS, control: "files", purpose: "meetings/signed" }),
  },
  output: Type.Object({ id: Type.String() }),
  refusals: { "meeting-state": "conflict", "paper-not-yours": "invalid" },
});
