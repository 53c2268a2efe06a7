import { Type } from "typebox";
import { Field } from "#platform/contract.ts";
import { Nullable } from "./appeal-views.ts";

/** Who reports: whoever raised the appeal, who helped them, who saw it. */
export const ReporterRoles = ["raiser", "helper", "witness"] as const;
/** What the house sees of whoever raised an appeal: a post ended, an entry of the register ended, struck from a roll, data read. */
export const WatchedActs = ["post-ended", "entry-ended", "roll-struck", "data-read"] as const;
export const RetaliationOutcomes = ["found", "not-found", "passed-on"] as const;

/** One report of retaliation, or one act the house saw; dated by the day. */
export const RetaliationView = Type.Object({
  id: Type.String(),
  number: Type.String(),
  source: Field.choice("report", "watch"),
  role: Nullable(Field.choice(...ReporterRoles)),
  act: Nullable(Field.choice(...WatchedActs)),
  actOn: Nullable(Field.date()),
  times: Type.Integer(),
  /** Whom it happened to, or who reports it; to the body that looks into it alone, and empty where nobody knows. */
  who: Type.String(),
  text: Type.String(),
  /** `waiting`: on its way to a body; `unheard`: no body of the rule may hear it. */
  state: Field.choice("waiting", "unheard", "open", "decided"),
  /** The body that looks into it. */
  body: Type.String(),
  madeOn: Field.date(),
  dueAt: Nullable(Field.instant()),
  ruleVersion: Nullable(Type.Integer()),
  outcome: Nullable(Field.choice(...RetaliationOutcomes)),
  answer: Type.String(),
  article: Type.String(),
  decidedOn: Nullable(Field.date()),
  /** The reader reported it, or it happened to them. */
  mine: Type.Boolean(),
  may: Type.Array(Type.String()),
});
