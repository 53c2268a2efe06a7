import { Type } from "typebox";
import { defineQuery, Field } from "#platform/contract.ts";
import { Nullable, Option, ProjectFacts } from "./project-views.ts";

const Cents = Type.Integer();
/** An earlier sum or day, and why there is another. */
const Earlier = <T extends ReturnType<typeof Field.date> | typeof Cents>(value: T) =>
  Type.Array(Type.Object({ value, setOn: Field.date(), why: Type.String() }));

export const readProject = defineQuery({
  name: "projects/read-project",
  summary:
    "One project whole: people, tasks, days, money line by line with every change and its reason, papers, acceptance, account.",
  input: { number: Type.String({ minLength: 1, maxLength: 40, pattern: "^[0-9A-Za-z-]*$" }) },
  output: Type.Object({
    project: ProjectFacts,
    /** The legal day it was read on. */
    today: Field.date(),
    aim: Type.String(),
    place: Type.String(),
    decision: Nullable(Type.Object({ number: Type.String(), title: Type.String(), page: Type.String() })),
    rule: Type.Object({ id: Type.String(), title: Type.String(), version: Type.Integer() }),
    doneOn: Nullable(Field.date()),
    acceptDue: Nullable(Field.date()),
    accountDue: Nullable(Field.date()),
    stoppedWhy: Type.String(),
    members: Type.Array(
      Type.Object({
        postId: Type.String(),
        organization: Type.String(),
        title: Type.String(),
        /** Empty where the post is not named to everybody. */
        holder: Type.String(),
        role: Type.String(),
      }),
    ),
    tasks: Type.Array(
      Type.Object({
        id: Type.String(),
        title: Type.String(),
        owner: Type.String(),
        dueOn: Field.date(),
        doneOn: Nullable(Field.date()),
        note: Type.String(),
        late: Type.Boolean(),
      }),
    ),
    milestones: Type.Array(
      Type.Object({
        id: Type.String(),
        title: Type.String(),
        dueOn: Field.date(),
        reachedOn: Nullable(Field.date()),
        note: Type.String(),
        late: Type.Boolean(),
        /** The reason of the version in force; empty: as first planned. */
        why: Type.String(),
        setOn: Field.date(),
        earlier: Earlier(Field.date()),
      }),
    ),
    lines: Type.Array(
      Type.Object({
        id: Type.String(),
        name: Type.String(),
        source: Type.String(),
        /** As first planned. */
        plannedCents: Cents,
        budgetCents: Cents,
        costCents: Cents,
        leftCents: Cents,
        why: Type.String(),
        setOn: Field.date(),
        earlier: Earlier(Cents),
      }),
    ),
    sources: Type.Array(Type.Object({ source: Type.String(), budgetCents: Cents, costCents: Cents })),
    contracts: Type.Array(
      Type.Object({
        id: Type.String(),
        line: Type.String(),
        partner: Type.String(),
        subject: Type.String(),
        cents: Cents,
        signedOn: Field.date(),
      }),
    ),
    costs: Type.Array(
      Type.Object({ id: Type.String(), line: Type.String(), what: Type.String(), cents: Cents, paidOn: Field.date() }),
    ),
    photos: Type.Array(Type.Object({ id: Type.String(), caption: Type.String(), on: Field.date() })),
    papers: Type.Array(Type.Object({ id: Type.String(), name: Type.String(), caption: Type.String(), on: Field.date() })),
    acceptances: Type.Array(
      Type.Object({
        version: Type.Integer(),
        verdict: Field.choice("accepted", "rejected"),
        opinion: Type.String(),
        body: Type.String(),
        on: Field.date(),
      }),
    ),
    publications: Type.Array(
      Type.Object({ kind: Field.choice("plan", "acceptance", "account"), version: Type.Integer(), on: Field.date() }),
    ),
    /** Posts of the place that may be put on it; for whoever keeps it. */
    posts: Type.Array(Option),
    may: Type.Array(Type.String()),
  }),
});
