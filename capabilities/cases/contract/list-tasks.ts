import { Type } from "typebox";
import { defineQuery, Field } from "#platform/contract.ts";
import { ListedTask, Nullable } from "./task-views.ts";

export const listTasks = defineQuery({
  name: "cases/list-tasks",
  summary: "Open tasks that the reader's posts may do, and those of posts they stand in for: what is due first on top.",
  input: {
    due: Type.Optional(Field.choice("overdue", "today", "week")),
    whose: Type.Optional(Field.choice("mine", "free")),
    kind: Type.Optional(Type.String({ maxLength: 40, pattern: "^[a-z][a-z0-9-]*$", control: "choice" })),
    unit: Type.Optional(Field.id()),
    cursor: Type.Optional(Field.cursor()),
  },
  output: Type.Object({
    tasks: Type.Array(ListedTask),
    next: Nullable(Type.String()),
    /** Of all the reader's tasks, whatever the filter; counting stops at `cap`. */
    counts: Type.Object({
      all: Type.Integer(),
      overdue: Type.Integer(),
      today: Type.Integer(),
      mine: Type.Integer(),
      free: Type.Integer(),
      cap: Type.Integer(),
    }),
    /** What the filters choose from. */
    kinds: Type.Array(Type.String()),
    units: Type.Array(Type.Object({ id: Type.String(), name: Type.String() })),
  }),
});
