import { Type } from "typebox";
import { defineQuery } from "#platform/contract.ts";
import { Option } from "./project-views.ts";

export const readBeginForm = defineQuery({
  name: "projects/read-begin-form",
  summary: "Where the reader's body may begin a project, and the decisions there that wait for one.",
  input: {},
  output: Type.Object({ areas: Type.Array(Option), decisions: Type.Array(Option) }),
});
