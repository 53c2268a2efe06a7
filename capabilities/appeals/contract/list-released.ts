import { Type } from "typebox";
import { defineQuery, Field } from "#platform/contract.ts";
import { Nullable, Outcomes, States } from "./appeal-views.ts";
import { listPublicAppeals } from "./list-public-appeals.ts";

/** Rows of one page of open data: a few hundred kilobytes. */
export const RELEASED_PAGE = 200;

/** Days, never hours: an hour could be joined with who was seen at a desk or signed in then (TRUST case 5). */
export const ReleasedAppeal = Type.Object({
  number: Type.String(),
  title: Type.String(),
  text: Type.String(),
  answer: Type.String(),
  state: Field.choice(...States),
  outcome: Nullable(Field.choice(...Outcomes)),
  area: Type.String(),
  matter: Type.String(),
  unit: Type.String(),
  raisedOn: Type.String({ format: "date" }),
  answeredOn: Nullable(Type.String({ format: "date" })),
  closedOn: Nullable(Type.String({ format: "date" })),
  releasedOn: Type.String({ format: "date" }),
  /** The resident's own last judgement; null where nobody judged. */
  judged: Nullable(Type.Object({ responded: Type.Boolean(), solved: Type.Boolean(), satisfied: Type.Boolean() })),
});

export const listReleased = defineQuery({
  name: "appeals/list-released",
  summary: "Open data: appeals released to the public, with text, answer, days and judgement; the newest release first.",
  input: listPublicAppeals.input.properties,
  output: Type.Object({ appeals: Type.Array(ReleasedAppeal), next: Nullable(Type.String()) }),
  refusals: { "bad-cursor": "invalid" },
});
