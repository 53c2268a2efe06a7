import { Type } from "typebox";
import { defineAction, Field } from "#platform/contract.ts";
import { REASON_LENGTH } from "./opening-views.ts";

export const delayTelling = defineAction({
  name: "appeals/delay-telling",
  summary: "A third person lets the telling of whoever raised the appeal wait until a day, before the opening is decided.",
  input: { id: Field.id(), until: Field.date(), reason: Field.text(REASON_LENGTH.min, REASON_LENGTH.max) },
  output: Type.Object({ until: Field.date() }),
  refusals: {
    "opening-decided": "conflict",
    "same-person": "forbidden",
    "opener-handles": "forbidden",
    "delay-too-long": "invalid",
    "no-sealing-rule": "conflict",
  },
});
