import { Type } from "typebox";
import { defineQuery, Field } from "#platform/contract.ts";
import { Charter, ContactPoint, KINDS, Nullable, Post } from "./organization-views.ts";

const Named = Type.Object({ id: Type.String(), name: Type.String() });

export const readOrganization = defineQuery({
  name: "organizations/read-organization",
  summary: "One organization: what it is for, where it is reached, who holds its posts, its charter and term.",
  input: { id: Field.id() },
  output: Type.Object({
    id: Type.String(),
    kind: Field.choice(...KINDS),
    name: Type.String(),
    nameEn: Type.String(),
    area: Type.String(),
    dutyText: Type.String(),
    validFrom: Field.date(),
    validTo: Nullable(Field.date()),
    inForce: Type.Boolean(),
    parent: Nullable(Named),
    parts: Type.Array(Named),
    contactPoints: Type.Array(ContactPoint),
    posts: Type.Array(Post),
    /** Posts that ended by law and are to be filled again. */
    vacancies: Type.Array(
      Type.Object({
        id: Type.String(),
        title: Type.String(),
        since: Field.instant(),
        /** Where it was decided, below the tenant. */
        page: Type.String(),
      }),
    ),
    /** The newest first; the first one whose term runs is the one in force. */
    charters: Type.Array(Charter),
    may: Type.Array(Type.String()),
  }),
});
