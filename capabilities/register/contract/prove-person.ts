import { Type } from "typebox";
import { defineAction, Field } from "#platform/contract.ts";
import { Ground, Version } from "./person-views.ts";

export const provePerson = defineAction({
  name: "register/prove-person",
  summary: "Records at a desk that somebody is who the entry says: 1 papers were seen, 2 a credential slip was handed over.",
  input: { id: Field.id(), version: Version, level: Field.choice("1", "2"), ground: Ground },
  output: Type.Object({ id: Type.String() }),
  refusals: {
    "person-ended": "conflict",
    "changed-meanwhile": "conflict",
    "proved-already": "conflict",
    "own-entry": "forbidden",
  },
});
