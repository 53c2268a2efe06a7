import { Type } from "typebox";
import { defineAction, Field } from "#platform/contract.ts";
import { CHARTER_LENGTH } from "./organization-views.ts";

export const fileCharter = defineAction({
  name: "organizations/file-charter",
  summary: "Files the charter of a self-governing or social body: what it may decide, and its term. A new one is a new version.",
  input: {
    organizationId: Field.id(),
    text: Field.text(CHARTER_LENGTH.min, CHARTER_LENGTH.max),
    mayDecide: Field.text(2, 2_000),
    termFrom: Field.date(),
    termTo: Field.date(),
  },
  output: Type.Object({ version: Type.Integer() }),
  refusals: { "organization-ended": "conflict", "no-charter-kind": "conflict" },
});
