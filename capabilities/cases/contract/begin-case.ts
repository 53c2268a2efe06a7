import { Type } from "typebox";
import { defineAction, Field } from "#platform/contract.ts";
import { ProcedureKey } from "./procedure-views.ts";
import { REASON_LENGTH } from "./task-views.ts";

export const beginCase = defineAction({
  name: "cases/begin-case",
  summary: "Opens a case of an office's own procedure, in the area of one's post; what it is about is its first remark.",
  input: { key: ProcedureKey, text: Field.text(REASON_LENGTH.min, REASON_LENGTH.max) },
  output: Type.Object({ id: Type.String(), number: Type.String() }),
  refusals: { "procedure-not-own": "conflict" },
});
