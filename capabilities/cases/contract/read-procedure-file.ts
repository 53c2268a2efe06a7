import { Type } from "typebox";
import { defineQuery } from "#platform/contract.ts";
import { ProcedureKey, ProcedureVersion } from "./procedure-views.ts";

export const readProcedureFile = defineQuery({
  name: "cases/read-procedure-file",
  summary: "The BPMN 2.0 file of one version of a procedure, exactly as it was enacted, with the forms of its generic steps.",
  input: { key: ProcedureKey, version: ProcedureVersion },
  output: Type.Object({ fileName: Type.String(), bpmn: Type.String(), forms: Type.Record(Type.String(), Type.Unknown()) }),
});
