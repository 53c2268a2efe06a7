import { Type } from "typebox";
import { defineAction, Field } from "#platform/contract.ts";
import { END_KINDS, Ground, Version } from "./person-views.ts";

export const endPerson = defineAction({
  name: "register/end-person",
  summary: "Ends an entry: moved away, died, or entered by mistake, on a day that is not to come.",
  input: { id: Field.id(), version: Version, how: Field.choice(...END_KINDS), on: Field.date(), ground: Ground },
  output: Type.Object({ id: Type.String() }),
  refusals: { "person-ended": "conflict", "changed-meanwhile": "conflict", "own-entry": "forbidden" },
});
