import { Type } from "typebox";
import { defineAction, Field } from "#platform/contract.ts";
import { DELEGATE_KINDS } from "./roll-views.ts";

export const addDelegate = defineAction({
  name: "rolls/add-delegate",
  summary: "Enters somebody whom households or a group have chosen to represent them (推选), with the number of households.",
  input: {
    personId: Field.id(),
    kind: Field.choice(...DELEGATE_KINDS),
    households: Type.Integer({ minimum: 1, maximum: 500 }),
    from: Field.date(),
    ground: Field.line(2, 200),
  },
  output: Type.Object({ id: Type.String() }),
  refusals: {
    "delegate-already": "conflict",
    "not-adult": "conflict",
    "not-member": "conflict",
    "households-range": "conflict",
    "no-rule": "conflict",
  },
});
