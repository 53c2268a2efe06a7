import { Type } from "typebox";
import { defineAction, Field } from "#platform/contract.ts";

export const publishResult = defineAction({
  name: "meetings/publish-result",
  summary: "Publishes what came of a meeting and puts it on the record. Published once; later only corrected, with a reason.",
  input: { id: Field.id() },
  output: Type.Object({ id: Type.String(), version: Type.Integer() }),
  refusals: { "meeting-state": "conflict", "published-already": "conflict", "vote-under-way": "conflict" },
});
