import { Type } from "typebox";
import { defineAction, Field } from "#platform/contract.ts";

export const objectToResolution = defineAction({
  name: "resolutions/object-to-resolution",
  summary: "Whoever belongs to the village objects to what is posted, while it hangs.",
  input: { id: Field.id(), text: Field.text(4, 1_000) },
  output: Type.Object({ id: Type.String(), number: Type.String(), state: Type.String() }),
  refusals: { "not-posted": "conflict", "not-of-here": "forbidden", "too-many-open": "conflict" },
});
