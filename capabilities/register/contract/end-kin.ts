import { Type } from "typebox";
import { defineAction, Field } from "#platform/contract.ts";
import { Ground } from "./person-views.ts";

export const endKin = defineAction({
  name: "register/end-kin",
  summary: "Ends a declared kinship, or takes back one declared by mistake; never one's own.",
  input: { kinId: Field.id(), ground: Ground },
  output: Type.Object({ id: Type.String() }),
  refusals: { "kin-ended": "conflict", "own-entry": "forbidden" },
});
