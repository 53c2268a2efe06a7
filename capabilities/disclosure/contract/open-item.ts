import { Type } from "typebox";
import { defineAction, Field } from "#platform/contract.ts";
import { entryId } from "./disclosure-views.ts";

export const openItem = defineAction({
  name: "disclosure/open-item",
  summary: "Something happened that must be published at once: opens its duty, with its day counted from the day it happened.",
  input: { area: Field.path(1), entry: entryId(), title: Field.line(2, 80), happenedOn: Field.date() },
  output: Type.Object({ id: Type.String(), dueOn: Field.date() }),
  refusals: { "no-rule": "conflict", "opened-already": "conflict" },
});
