import { Type } from "typebox";
import { Field } from "#platform/contract.ts";
import { Nullable } from "./matter-views.ts";

export const OUTCOMES = ["competent", "incompetent", "undecided"] as const;

/** One yearly appraisal of a committee, everybody's to know. */
export const AppraisalFacts = Type.Object({
  id: Type.String(),
  number: Type.String(),
  area: Type.String(),
  path: Type.String(),
  organization: Type.String(),
  organizationId: Type.String(),
  /** The supervision committee that presides. */
  presidedBy: Type.String(),
  year: Type.Integer(),
  /** The second of a year and after. */
  session: Type.Integer(),
  dueOn: Field.date(),
  heldOn: Nullable(Field.date()),
  /** Everybody who still holds their post was judged. */
  done: Type.Boolean(),
  late: Type.Boolean(),
});

const Votes = Type.Object({
  competent: Type.Integer(),
  incompetent: Type.Integer(),
  abstain: Type.Integer(),
  invalid: Type.Integer(),
});

/** One member: what was put to the vote, and what the ballots said. In the order of their posts, never by the figures. */
export const AppraisedView = Type.Object({
  number: Type.String(),
  holder: Type.String(),
  title: Type.String(),
  leftOn: Nullable(Field.date()),
  /** Null: not judged yet. */
  outcome: Nullable(Field.choice(...OUTCOMES)),
  votes: Nullable(Votes),
  meetingId: Nullable(Type.String()),
  /** The law ended the post by this result. */
  endedOn: Nullable(Field.date()),
});
