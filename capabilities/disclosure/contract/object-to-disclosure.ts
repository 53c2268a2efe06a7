import { Type } from "typebox";
import { defineAction, Field } from "#platform/contract.ts";

export const objectToDisclosure = defineAction({
  name: "disclosure/object-to-disclosure",
  summary: "Somebody of the place says what is wrong with what was published, within its days; the owner must reply.",
  input: { id: Field.id(), text: Field.text(4, 2_000) },
  output: Type.Object({ id: Type.String(), replyDue: Field.date() }),
  refusals: {
    "not-published": "conflict",
    "objections-over": "conflict",
    "not-of-here": "forbidden",
    "too-many-objections": "conflict",
  },
});
