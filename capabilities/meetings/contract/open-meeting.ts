import { Type } from "typebox";
import { defineAction, Field } from "#platform/contract.ts";

export const openMeeting = defineAction({
  name: "meetings/open-meeting",
  summary: "Opens a meeting on its day once its quorum is here; refused below it with the figure, the threshold and the article.",
  input: { id: Field.id() },
  output: Type.Object({ id: Type.String() }),
  refusals: { "meeting-state": "conflict", "not-the-day": "conflict", "below-quorum": "conflict" },
});
