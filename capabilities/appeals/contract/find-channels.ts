import { Type } from "typebox";
import { defineQuery, Field } from "#platform/contract.ts";
import { Channel, TEXT_LENGTH } from "./appeal-views.ts";

export const findChannels = defineQuery({
  name: "appeals/find-channels",
  summary: "Emergency numbers and legal channels of their own that a text seems to be about; shown before it is sent.",
  input: { text: Field.text(0, TEXT_LENGTH.max) },
  output: Type.Object({ channels: Type.Array(Channel) }),
});
