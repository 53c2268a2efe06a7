import { Type } from "typebox";
import { defineQuery, Field } from "#platform/contract.ts";

export const readAccount = defineQuery({
  name: "accounts/read-account",
  summary: "The reader’s own account here: name, posts, second factors, sessions, and where else they have a person.",
  input: {},
  output: Type.Object({
    name: Type.String(),
    joined: Type.Boolean(),
    areas: Type.Array(Type.Object({ value: Type.String(), name: Type.String(), level: Type.Integer() })),
    posts: Type.Array(Type.Object({ title: Type.String(), organization: Type.String(), inForce: Type.Boolean() })),
    secondFactorPending: Type.Boolean(),
    totp: Type.Boolean(),
    passkeys: Type.Array(
      Type.Object({
        id: Type.String(),
        label: Type.String(),
        createdAt: Field.instant(),
        lastUsedAt: Type.Union([Field.instant(), Type.Null()]),
      }),
    ),
    sessions: Type.Array(
      Type.Object({ method: Type.String(), createdAt: Field.instant(), expiresAt: Field.instant(), thisOne: Type.Boolean() }),
    ),
    tenants: Type.Array(Type.Object({ slug: Type.String(), name: Type.String() })),
  }),
});
