import { Type } from "typebox";
import { defineQuery, Field } from "#platform/contract.ts";
import { MeetingFacts, Named, Option } from "./meeting-views.ts";

export const listMeetings = defineQuery({
  name: "meetings/list-meetings",
  summary: "Meetings to come and those that were, by place and kind: the next first, then the latest.",
  input: {
    area: Type.Optional(Field.path(1)),
    kind: Type.Optional(Type.String({ minLength: 1, maxLength: 60, pattern: "^[a-z][a-z0-9-]*$", control: "choice" })),
  },
  output: Type.Object({
    coming: Type.Array(MeetingFacts),
    past: Type.Array(MeetingFacts),
    areas: Type.Array(Option),
    kinds: Type.Array(Named),
    may: Type.Array(Type.String()),
  }),
});
