import { Type } from "typebox";
import { defineQuery } from "#platform/contract.ts";
import { ImportLine } from "./import-views.ts";
import { AreaOption } from "./person-views.ts";

export const listImports = defineQuery({
  name: "register/list-imports",
  summary: "Lists taken in for the reader's areas, the newest first.",
  input: {},
  output: Type.Object({ imports: Type.Array(ImportLine), areas: Type.Array(AreaOption) }),
});
