import { Type } from "typebox";
import { defineQuery, Field } from "../../../../platform/contract.ts";

export const searchMatters = defineQuery({
  name: "sample/search-matters",
  summary: "Finds invented matters.",
  input: {
    q: Type.Optional(Field.line(1, 60)),
    state: Type.Optional(Field.choice("waiting", "working", "done")),
    villageId: Type.Optional(Field.id()),
    since: Type.Optional(Field.date()),
    cursor: Type.Optional(Field.cursor()),
  },
  output: Type.Object({}),
});
