import { Type } from "typebox";
import { Citation, Parameter } from "#capabilities/rules/contract/rule-views.ts";
import { defineQuery, Field } from "#platform/contract.ts";
import { DraftFacts, Nullable, OUTCOMES, STATES } from "./draft-views.ts";

const Count = Nullable(Type.Integer());

export const readDraft = defineQuery({
  name: "rulemaking/read-draft",
  summary:
    "One rule on its way: its articles and what they change, each step with its days and the facts its gate rests on, what was said and what became of it, who passed it, when it was filed, what was ordered.",
  input: { number: Type.String({ minLength: 1, maxLength: 40, pattern: "^[0-9A-Za-z-]*$" }) },
  output: Type.Object({
    draft: DraftFacts,
    revision: Type.Integer(),
    articles: Type.Array(Type.String()),
    parameters: Type.Array(Parameter),
    citations: Type.Array(Citation),
    /** SHA-256 of the text with its figures and articles; what is voted on names it. */
    sha256: Type.String(),
    /** May it still be changed? */
    fixed: Type.Boolean(),
    /** The law behind who may pass it; empty: local. */
    law: Type.String(),
    article: Type.String(),
    /** What it changes: the version in force here; null where there is none. */
    inForce: Nullable(Type.Object({ ruleId: Type.String(), title: Type.String(), version: Type.Integer(), from: Field.date() })),
    lines: Type.Array(
      Type.Object({
        kind: Field.choice("same", "gone", "added", "changed"),
        stretches: Type.Array(Type.Object({ text: Type.String(), mark: Field.choice("same", "gone", "added") })),
      }),
    ),
    steps: Type.Array(
      Type.Object({
        element: Field.choice(...STATES),
        state: Field.choice("done", "now", "ahead"),
        openedOn: Nullable(Field.date()),
        doneOn: Nullable(Field.date()),
        facts: Type.Array(
          Type.Object({
            met: Type.Boolean(),
            sentence: Type.String(),
            sentenceEn: Type.String(),
            figure: Count,
            threshold: Count,
            article: Nullable(Type.String()),
            text: Nullable(Type.String()),
            path: Nullable(Type.String()),
          }),
        ),
      }),
    ),
    consultation: Nullable(
      Type.Object({
        from: Field.date(),
        until: Field.date(),
        over: Type.Boolean(),
        comments: Type.Integer(),
        answered: Type.Integer(),
        rule: Type.String(),
        ruleVersion: Type.Integer(),
      }),
    ),
    comments: Type.Array(
      Type.Object({
        id: Type.String(),
        /** 0: of the whole. */
        article: Type.Integer(),
        text: Type.String(),
        madeOn: Field.date(),
        outcome: Nullable(Field.choice(...OUTCOMES)),
        answer: Type.String(),
        answeredOn: Nullable(Field.date()),
        own: Type.Boolean(),
      }),
    ),
    /** What is put to the vote, word for word; empty while the text may change. */
    wording: Type.String(),
    matter: Type.String(),
    /** What was put about it by 四议两公开, whatever became of it. */
    proposals: Type.Array(Type.Object({ number: Type.String(), title: Type.String(), on: Field.date(), path: Type.String() })),
    resolution: Nullable(Type.String()),
    passedOn: Nullable(Field.date()),
    passedBy: Type.String(),
    filingDue: Nullable(Field.date()),
    filedOn: Nullable(Field.date()),
    /** Whole days it was filed, or is, after its day. */
    filedLate: Type.Integer(),
    corrections: Type.Array(
      Type.Object({
        id: Type.String(),
        article: Type.Integer(),
        against: Type.String(),
        againstArticle: Type.String(),
        why: Type.String(),
        orderedOn: Field.date(),
        dueOn: Field.date(),
        doneOn: Nullable(Field.date()),
        daysLate: Type.Integer(),
      }),
    ),
    enacted: Nullable(Type.Object({ ruleId: Type.String(), version: Type.Integer(), from: Field.date() })),
    givenUpWhy: Type.String(),
    publications: Type.Array(
      Type.Object({
        kind: Field.choice("draft", "passage", "filing", "correction", "outcome"),
        version: Type.Integer(),
        on: Field.date(),
      }),
    ),
    /** Kinds of meetings that may be called on it now. */
    meetings: Type.Array(Type.String()),
    may: Type.Array(Type.String()),
  }),
});
