import { Type } from "typebox";
import { defineAction, Field } from "#platform/contract.ts";

export const signInHere = defineAction({
  name: "meetings/sign-in-here",
  summary:
    "Signs oneself in, in the hall, with the code on its screen; the code changes every five minutes. Here already, one stays so.",
  input: { id: Field.id(), code: Field.line(8, 20) },
  output: Type.Object({ id: Type.String(), here: Type.Integer() }),
  refusals: { "meeting-state": "conflict", "not-due": "conflict", "not-the-day": "conflict", "not-the-code": "conflict" },
});
