import { defineAction, Field } from "#platform/contract.ts";
import { Acted, NOT_RUNNING, partId } from "./project-views.ts";

export const putOnProject = defineAction({
  name: "projects/put-on-project",
  summary: "Puts somebody on a project by the post they hold; whoever works on it does not accept it.",
  input: {
    id: Field.id(),
    postId: partId(),
    role: Field.line(2, 60),
  },
  output: Acted,
  refusals: { ...NOT_RUNNING, "on-it-already": "conflict", supervises: "conflict", "too-many-parts": "conflict" },
});
