import { defineAction, Field } from "#platform/contract.ts";
import { about, Acted } from "./matter-views.ts";

export const RAISED = { "no-rule": "conflict", "nobody-answers": "conflict", "excluded-member": "forbidden" } as const;

export const raiseObjection = defineAction({
  name: "supervision/raise-objection",
  summary:
    "The supervision committee objects to a step while it can still be changed, with its reason; the body must answer within the rule's days, in public.",
  input: { about: about(), title: Field.line(4, 80), words: Field.text(10, 2_000) },
  output: Acted,
  refusals: { ...RAISED, "not-open": "conflict", "not-here": "conflict", "objected-already": "conflict" },
});
