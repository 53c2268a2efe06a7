import { Type } from "typebox";
import { defineAction, Field } from "#platform/contract.ts";

export const decideExport = defineAction({
  name: "register/decide-export",
  summary: "The second person lets a list go out, or not; never whoever asked.",
  input: { id: Field.id(), decision: Field.choice("open", "refused") },
  output: Type.Object({ id: Type.String(), state: Type.String() }),
  refusals: { "export-decided": "conflict", "own-export": "forbidden", "export-expired": "gone" },
});
