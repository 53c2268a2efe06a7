import { defineAction, Field } from "#platform/contract.ts";
import { Acted } from "./project-views.ts";

export const closeAccount = defineAction({
  name: "projects/close-account",
  summary:
    "The final account: what each line cost against its budget, published and on the record; nothing is entered afterwards.",
  input: {
    id: Field.id(),
  },
  output: Acted,
  refusals: { "project-state": "conflict" },
});
