import { Type } from "typebox";
import { defineAction, Field } from "#platform/contract.ts";

export const undoImport = defineAction({
  name: "register/undo-import",
  summary:
    "Takes a whole import back as one act. Refused where entries were changed since, which are named, unless the others alone are meant.",
  input: { id: Field.id(), exceptChanged: Type.Optional(Type.Boolean()) },
  output: Type.Object({ undone: Type.Integer(), kept: Type.Integer() }),
  refusals: { "import-not-done": "conflict", "changed-since": "conflict" },
});
