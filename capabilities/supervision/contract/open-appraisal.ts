import { Type } from "typebox";
import { defineAction, Field } from "#platform/contract.ts";

export const openAppraisal = defineAction({
  name: "supervision/open-appraisal",
  summary:
    "The supervision committee opens the year's appraisal of the village committee: every member becomes an item of a meeting, word for word. Done again before it is finished, it brings the list up to date.",
  input: { area: Field.path(1), year: Type.Integer({ minimum: 2000, maximum: 2999 }) },
  output: Type.Object({ id: Type.String(), number: Type.String(), members: Type.Integer() }),
  refusals: {
    "no-rule": "conflict",
    "excluded-member": "forbidden",
    "no-committee": "conflict",
    "nobody-holds": "conflict",
  },
});
