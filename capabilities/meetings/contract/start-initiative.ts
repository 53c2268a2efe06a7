import { Type } from "typebox";
import { defineAction, Field } from "#platform/contract.ts";
import { SIGNERS } from "./initiative-views.ts";

export const startInitiative = defineAction({
  name: "meetings/start-initiative",
  summary:
    "Somebody entitled asks for a meeting of a kind, or for an item on the next one's agenda (`item-…`), and gathers signatures; their own is the first.",
  input: {
    kind: Type.String({ minLength: 1, maxLength: 60, pattern: "^[a-z][a-z0-9-]*$", control: "choice" }),
    signers: Field.choice(...SIGNERS),
    title: Field.line(4, 80),
    wording: Field.text(10, 2_000),
  },
  output: Type.Object({ id: Type.String() }),
  refusals: { "not-joined": "conflict", "no-right": "conflict", "no-rule": "conflict", "too-many-open": "conflict" },
});
