import { Type } from "typebox";
import { defineAction, Field } from "#platform/contract.ts";

export const complainOfSilence = defineAction({
  name: "disclosure/complain-of-silence",
  summary: "Somebody of the place tells the township that what should be public was not published by its day.",
  input: { id: Field.id(), text: Field.text(4, 2_000) },
  output: Type.Object({ id: Type.String(), upwardDue: Field.date() }),
  refusals: { "not-late": "conflict", "not-of-here": "forbidden", "too-many-objections": "conflict" },
});
