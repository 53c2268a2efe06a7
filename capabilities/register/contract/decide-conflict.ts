import { Type } from "typebox";
import { defineAction, Field } from "#platform/contract.ts";
import { CONFLICT_KINDS, DECISIONS } from "./import-views.ts";

export const decideConflict = defineAction({
  name: "register/decide-conflict",
  summary:
    "Says who is right about a row: the file, the register, or that they are two people; or about all undecided rows of a kind.",
  input: {
    id: Field.id(),
    line: Type.Optional(Type.Integer({ minimum: 1, maximum: 2_147_483_647, control: "hidden" })),
    kind: Type.Optional(Field.choice(...CONFLICT_KINDS)),
    decision: Field.choice(...DECISIONS),
  },
  output: Type.Object({ decided: Type.Integer() }),
  refusals: { "import-ended": "conflict", "import-busy": "conflict", "no-such-conflict": "conflict" },
});
