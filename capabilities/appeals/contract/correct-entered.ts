import { Type } from "typebox";
import { defineAction, Field } from "#platform/contract.ts";
import { TEXT_LENGTH } from "./appeal-views.ts";

export const correctEntered = defineAction({
  name: "appeals/correct-entered",
  summary:
    "Puts right what the same desk wrote down wrongly, before anybody has taken it up; what was written before is kept for staff.",
  input: {
    id: Field.id(),
    text: Field.text(TEXT_LENGTH.min, TEXT_LENGTH.max),
    place: Type.Optional(Field.line(0, 200)),
    matter: Type.Optional(Type.String({ maxLength: 60, pattern: "^[a-z0-9-]*$", control: "choice" })),
    contactName: Type.Optional(Field.line(0, 60)),
  },
  output: Type.Object({ number: Type.String() }),
  refusals: { "no-longer-at-desk": "conflict", "no-such-matter": "invalid" },
});
