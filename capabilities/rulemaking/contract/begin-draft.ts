import { Type } from "typebox";
import { defineAction, Field } from "#platform/contract.ts";

export const beginDraft = defineAction({
  name: "rulemaking/begin-draft",
  summary: "A body begins a draft, with the text in force as its template: its course to force begins.",
  input: {
    area: Field.path(1),
    kind: Type.String({ minLength: 1, maxLength: 60, pattern: "^[a-z][a-z0-9-]*$", control: "choice" }),
    title: Field.line(4, 80),
    /** The rule it changes, or has its own version of; left out, the place’s own of this kind, or a rule that is new. */
    rule: Type.Optional(Type.String({ maxLength: 60, pattern: "^[0-9a-f-]*$", control: "choice" })),
    /** The number of a draft that ended without force, whose text it begins with. */
    earlier: Type.Optional(Type.String({ maxLength: 40, pattern: "^[0-9A-Z-]*$", control: "choice" })),
  },
  output: Type.Object({ id: Type.String(), number: Type.String() }),
  refusals: { "no-rule": "conflict", "not-drafting-body": "conflict", "draft-under-way": "conflict" },
});
