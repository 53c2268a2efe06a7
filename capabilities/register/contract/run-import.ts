import { Type } from "typebox";
import { defineAction, Field } from "#platform/contract.ts";

export const runImport = defineAction({
  name: "register/run-import",
  summary: "Takes the rows in that are ready or decided; what is still undecided waits. It goes on by itself and may be left.",
  input: { id: Field.id() },
  output: Type.Object({ id: Type.String() }),
  refusals: {
    "import-ended": "conflict",
    "import-busy": "conflict",
    "nothing-to-import": "conflict",
    "too-many-jobs": "too-many",
  },
});
