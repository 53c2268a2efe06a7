import { Type } from "typebox";
import { defineQuery, Field } from "#platform/contract.ts";
import { RetaliationView } from "./retaliation-views.ts";

/** Rows of each list at once, the newest first: a township has a few a year. */
export const MOST_RETALIATION = 100;

export const listRetaliation = defineQuery({
  name: "appeals/list-retaliation",
  summary:
    "Reports of retaliation the reader made, what their body has to look into, and which appeals the house watches over (each at most 100, the newest first).",
  input: {},
  output: Type.Object({
    reports: Type.Array(RetaliationView),
    /** Appeals by name that complain of somebody, and until which day acts against whoever raised them are seen: to the bodies of the rule. */
    watched: Type.Array(Type.Object({ number: Type.String(), until: Field.date() })),
    /** Days of the rule; 0 where none is in force. */
    watchDays: Type.Integer(),
  }),
});
