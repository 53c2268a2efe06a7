import { Type } from "typebox";
import { defineAction, Field } from "#platform/contract.ts";
import { Ground } from "./person-views.ts";

export const showNumber = defineAction({
  name: "register/show-number",
  summary: "Shows one whole number of a person for a reason; the person sees who asked, when and why.",
  input: { id: Field.id(), which: Field.choice("phone", "identityNumber"), ground: Ground },
  output: Type.Object({ which: Type.String(), number: Type.String() }),
  refusals: { "no-number": "conflict", "reading-limit": "too-many" },
});
