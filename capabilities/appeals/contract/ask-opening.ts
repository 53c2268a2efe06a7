import { Type } from "typebox";
import { defineAction, Field } from "#platform/contract.ts";
import { REASON_LENGTH } from "./opening-views.ts";

export const askOpening = defineAction({
  name: "appeals/ask-opening",
  summary: "Asks that the sealed identity of an appeal be opened, on a ground of the rule; another person has to agree.",
  input: {
    id: Field.id(),
    ground: Type.String({ minLength: 1, maxLength: 60, pattern: "^[a-z0-9-]+$", control: "choice" }),
    reason: Field.text(REASON_LENGTH.min, REASON_LENGTH.max),
    /** Number of the paper that asks for it: a court's letter, the resident's own consent. */
    document: Type.Optional(Field.line(0, 120)),
  },
  output: Type.Object({ openingId: Type.String() }),
  refusals: {
    "not-sealed": "conflict",
    "opening-asked": "conflict",
    "opener-handles": "forbidden",
    "no-such-ground": "invalid",
    "no-sealing-rule": "conflict",
  },
});
