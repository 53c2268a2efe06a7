import { Type } from "typebox";
import { defineAction, Field } from "#platform/contract.ts";

export const publishDisclosure = defineAction({
  name: "disclosure/publish-disclosure",
  summary: "Publishes what was fixed: on the portal, for the board, and on the record.",
  input: { id: Field.id() },
  output: Type.Object({ id: Type.String(), version: Type.Integer(), shownUntil: Field.date() }),
  refusals: { "item-step": "conflict" },
});
