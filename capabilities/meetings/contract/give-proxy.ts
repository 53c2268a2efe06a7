import { Type } from "typebox";
import { defineAction, Field } from "#platform/contract.ts";

export const giveProxy = defineAction({
  name: "meetings/give-proxy",
  summary:
    "Signs somebody in by their written mandate to another: refused where the rule admits no proxies, no such holder, or no more of them, with the article.",
  input: {
    id: Field.id(),
    personId: Field.id(),
    holderId: Field.id(),
    /** The paper as it was shown: its day, and where it is kept. */
    mandate: Field.line(4, 200),
  },
  output: Type.Object({ id: Type.String(), here: Type.Integer() }),
  refusals: {
    "meeting-state": "conflict",
    "not-due": "conflict",
    "here-already": "conflict",
    "holder-not-here": "conflict",
    "proxies-not-allowed": "conflict",
    "holder-not-allowed": "conflict",
    "too-many-mandates": "conflict",
  },
});
