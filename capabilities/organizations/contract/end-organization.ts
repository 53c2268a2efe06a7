import { Type } from "typebox";
import { defineAction, Field } from "#platform/contract.ts";

export const endOrganization = defineAction({
  name: "organizations/end-organization",
  summary: "Ends an organization from a day on; its posts end with it, at the latest.",
  input: { id: Field.id(), on: Field.date() },
  output: Type.Object({ id: Type.String(), postsEnded: Type.Integer() }),
  refusals: { "organization-ended": "conflict", "has-parts": "conflict" },
});
