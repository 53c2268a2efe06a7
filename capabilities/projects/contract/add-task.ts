import { defineAction, Field } from "#platform/contract.ts";
import { Acted, NOT_RUNNING, partId } from "./project-views.ts";

export const addTask = defineAction({
  name: "projects/add-task",
  summary: "Gives a task of a project to a post on it, with its day; its holder is told.",
  input: {
    id: Field.id(),
    postId: partId(),
    title: Field.line(2, 80),
    dueOn: Field.date(),
  },
  output: Acted,
  refusals: { ...NOT_RUNNING, "too-many-parts": "conflict" },
});
