import { Type } from "typebox";
import { defineAction, Field } from "#platform/contract.ts";
import { MOST_ASKED } from "./proposal-views.ts";

export const propose = defineAction({
  name: "resolutions/propose",
  summary:
    "The party organization of a village puts a written proposal, after asking people: it is published and its chain of meetings begins.",
  input: {
    area: Field.path(1),
    title: Field.line(4, 80),
    wording: Field.text(10, 2_000),
    matter: Type.Optional(Type.String({ maxLength: 60, pattern: "^[a-z0-9-]*$", control: "choice" })),
    askedPersons: Type.Integer({ minimum: 1, maximum: MOST_ASKED }),
    asked: Field.text(10, 2_000),
    /** The case it is put about, whose words it takes over. */
    about: Type.Optional(Type.String({ maxLength: 40, pattern: "^[0-9A-Z-]*$", control: "hidden" })),
  },
  output: Type.Object({ id: Type.String(), number: Type.String() }),
  refusals: { "not-party-organization": "conflict", "no-rule": "conflict", "no-such-case": "conflict" },
});
