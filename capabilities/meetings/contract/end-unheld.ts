import { Type } from "typebox";
import { defineAction, Field } from "#platform/contract.ts";

export const endUnheld = defineAction({
  name: "meetings/end-unheld",
  summary: "Ends a meeting that did not reach its quorum: an outcome of its own, published with its reasons.",
  input: { id: Field.id() },
  output: Type.Object({ id: Type.String() }),
  refusals: { "meeting-state": "conflict", "not-the-day": "conflict", "quorum-reached": "conflict" },
});
