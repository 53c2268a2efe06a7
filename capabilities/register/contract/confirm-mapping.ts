import { Type } from "typebox";
import { defineAction, Field } from "#platform/contract.ts";

const Heading = Type.String({ minLength: 1, maxLength: 200, pattern: "^[^\\u0000]*$", control: "choice" });

export const confirmMapping = defineAction({
  name: "register/confirm-mapping",
  summary: "Says which column of a list holds what; remembered for lists with the same headings. The rows are then looked over.",
  input: {
    id: Field.id(),
    name: Heading,
    identityNumber: Type.Optional(Heading),
    sex: Type.Optional(Heading),
    bornOn: Type.Optional(Heading),
    phone: Type.Optional(Heading),
    area: Type.Optional(Heading),
    group: Type.Optional(Heading),
    household: Type.Optional(Heading),
    relation: Type.Optional(Heading),
    address: Type.Optional(Heading),
    standing: Type.Optional(Heading),
  },
  output: Type.Object({ id: Type.String() }),
  refusals: { "import-busy": "conflict", "import-ended": "conflict", "heading-twice": "invalid", "too-many-jobs": "too-many" },
});
