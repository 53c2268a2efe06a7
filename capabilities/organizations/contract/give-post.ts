import { Type } from "typebox";
import { defineAction, Field } from "#platform/contract.ts";
import { Area, Duty } from "./organization-views.ts";

export const givePost = defineAction({
  name: "organizations/give-post",
  summary: "Gives a person a post in an organization: its duties are rights in its places from then on.",
  input: {
    personId: Field.id(),
    organizationId: Field.id(),
    title: Field.line(1, 40),
    duties: Type.Array(Duty, { maxItems: 40, control: "choices" }),
    areas: Type.Array(Area, { minItems: 1, maxItems: 40, control: "choices" }),
    namePublic: Type.Boolean(),
    /** 会计、出纳: set apart from those who watch the accounts. */
    keepsBooks: Type.Optional(Type.Boolean()),
    /** 书记、主任: heads the body. */
    leads: Type.Optional(Type.Boolean()),
    /** At once where it is left out. */
    from: Type.Optional(Field.date()),
  },
  output: Type.Object({ id: Type.String() }),
  refusals: {
    "own-post": "forbidden",
    "duties-kept-apart": "conflict",
    "organization-ended": "conflict",
    "excluded-from-post": "conflict",
  },
});
