import { Type } from "typebox";
import { defineQuery, Field } from "#platform/contract.ts";
import { Named, Nullable, ProposalFacts, STATES, StepFact } from "./proposal-views.ts";

const Count = Nullable(Type.Integer());

export const readProposal = defineQuery({
  name: "resolutions/read-proposal",
  summary:
    "One proposal from its text to its result: each step with its days and the facts its gate rests on, what was said against it and answered, what was published.",
  input: { number: Type.String({ minLength: 1, maxLength: 40, pattern: "^[0-9A-Za-z-]*$" }) },
  output: Type.Object({
    proposal: ProposalFacts,
    wording: Type.String(),
    version: Type.Integer(),
    matter: Nullable(Type.Object({ ...Named.properties, reserved: Type.Boolean(), article: Type.String(), text: Type.String() })),
    /** The case it was put about, such as the draft of a rule, and where everybody reads of it. */
    about: Nullable(Type.Object({ number: Type.String(), path: Type.String() })),
    asked: Type.String(),
    askedPersons: Type.Integer(),
    steps: Type.Array(
      Type.Object({
        element: Field.choice("propose", ...STATES),
        state: Field.choice("done", "now", "ahead"),
        openedOn: Nullable(Field.date()),
        doneOn: Nullable(Field.date()),
        facts: Type.Array(StepFact),
      }),
    ),
    posting: Nullable(
      Type.Object({
        from: Field.date(),
        until: Field.date(),
        objections: Type.Integer(),
        answered: Type.Integer(),
        rule: Type.String(),
        ruleVersion: Type.Integer(),
      }),
    ),
    objections: Type.Array(
      Type.Object({
        id: Type.String(),
        text: Type.String(),
        raisedOn: Field.date(),
        answerBy: Field.date(),
        answer: Type.String(),
        answeredOn: Nullable(Field.date()),
        own: Type.Boolean(),
      }),
    ),
    result: Type.String(),
    doneOn: Nullable(Field.date()),
    costCents: Count,
    /** What the final account of its project says it cost, while the result is to be reported. */
    accountCents: Count,
    givenUpWhy: Type.String(),
    publications: Type.Array(
      Type.Object({ kind: Field.choice("proposal", "resolution", "outcome"), version: Type.Integer(), on: Field.date() }),
    ),
    /** Kinds of meetings that may be called on it at its present step. */
    meetings: Type.Array(Type.String()),
    may: Type.Array(Type.String()),
  }),
});
