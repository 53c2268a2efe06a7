import { Type } from "typebox";
import { defineAction, Field } from "#platform/contract.ts";
import { Ground, KIN, NAME_LENGTH } from "./person-views.ts";

export const declareKin = defineAction({
  name: "register/declare-kin",
  summary:
    "Declares that two persons are near kin, with the ground: a clerk for anybody of the place, a post-holder for themselves. It sets them apart where the law does, and nowhere else.",
  input: {
    id: Field.id(),
    name: Field.line(NAME_LENGTH.min, NAME_LENGTH.max),
    /** Whole, with the name: nobody is found by a part of it. */
    number: Type.String({ minLength: 1, maxLength: 40, pattern: "^[^\\u0000-\\u001f]*$" }),
    kin: Field.choice(...KIN),
    ground: Ground,
  },
  output: Type.Object({ id: Type.String() }),
  refusals: {
    "person-ended": "conflict",
    "no-such-kin": "conflict",
    "kin-already": "conflict",
    "post-holders-only": "forbidden",
  },
});
