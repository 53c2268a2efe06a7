import { Type } from "typebox";
import { ACTS, MatterCode } from "#capabilities/rules/contract/rule-views.ts";
import { defineAction, Field } from "#platform/contract.ts";
import { MOST_PLACES } from "./mandate-views.ts";

export const giveMandate = defineAction({
  name: "mandates/give-mandate",
  summary:
    "Hands a decision down: one charge in each place chosen, owned by the body there that has the power and the means; refused where none has.",
  input: {
    title: Field.line(4, 80),
    /** The document or decision, by name; left out, the rule's. */
    basis: Type.Optional(Field.line(0, 120)),
    basisArticle: Type.Optional(Field.line(0, 40)),
    /** The rule of this house that it carries out; left out, a document from outside. */
    rule: Type.Optional(Type.String({ maxLength: 60, pattern: "^[0-9a-f-]*$", control: "choice" })),
    text: Field.text(10, 4_000),
    matter: MatterCode,
    act: Field.choice(...ACTS),
    /** What is handed down with it. */
    means: Type.Optional(Field.line(0, 300)),
    evidence: Field.line(4, 300),
    wantsPapers: Field.choice("yes", "no"),
    dueOn: Field.date(),
    /** Places that have longer: never less than the others. */
    longer: Type.Optional(
      Type.Array(
        Type.Object({
          area: Type.String({ minLength: 1, maxLength: 200, pattern: "^[a-zA-Z0-9._]*$", control: "choice" }),
          dueOn: Field.date(),
        }),
        { maxItems: MOST_PLACES },
      ),
    ),
    areas: Type.Array(Field.path(1), { minItems: 1, maxItems: MOST_PLACES, uniqueItems: true, control: "choices" }),
  },
  output: Type.Object({ id: Type.String(), number: Type.String(), charges: Type.Integer() }),
  refusals: {
    "no-rule": "conflict",
    "no-power": "conflict",
    "no-means": "conflict",
    "too-short": "conflict",
    "not-giver": "conflict",
  },
});
