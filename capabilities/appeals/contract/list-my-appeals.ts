import { Type } from "typebox";
import { defineQuery } from "#platform/contract.ts";
import { ListedAppeal } from "./appeal-views.ts";

export const listMyAppeals = defineQuery({
  name: "appeals/list-my-appeals",
  summary: "The reader's own appeals, newest first (at most 200).",
  input: {},
  output: Type.Object({ appeals: Type.Array(ListedAppeal) }),
});
