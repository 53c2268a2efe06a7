import { Type } from "typebox";
import { defineAction, Field } from "#platform/contract.ts";
import { Ground, Version } from "./person-views.ts";

export const endHousehold = defineAction({
  name: "register/end-household",
  summary: "Ends a household nobody belongs to any more.",
  input: { id: Field.id(), version: Version, on: Field.date(), ground: Ground },
  output: Type.Object({ id: Type.String() }),
  refusals: { "household-ended": "conflict", "household-not-empty": "conflict", "changed-meanwhile": "conflict" },
});
