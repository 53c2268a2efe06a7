import { Type } from "typebox";
import { defineAction, defineQuery, Field } from "#platform/contract.ts";

/** More than anybody reads; a script that subscribes to everything is stopped here. */
export const MAX_SUBSCRIPTIONS = 50;

export const listSubscriptions = defineQuery({
  name: "appeals/list-subscriptions",
  summary: "What the reader wants to be told of when it is released.",
  input: {},
  output: Type.Object({
    subscriptions: Type.Array(
      Type.Object({
        id: Type.String(),
        area: Type.String(),
        areaName: Type.String(),
        /** Empty: every matter. */
        matter: Type.String(),
        matterName: Type.String(),
        since: Field.instant(),
      }),
    ),
  }),
});

export const subscribe = defineAction({
  name: "appeals/subscribe",
  summary: "Asks to be told, by the channels chosen for appeals, when something is released in an area or on a matter.",
  input: {
    area: Type.Optional(Field.path(0)),
    matter: Type.Optional(Type.String({ maxLength: 60, pattern: "^[a-z0-9-]*$", control: "choice" })),
  },
  output: Type.Object({ id: Type.String() }),
  refusals: {
    "no-such-area": "invalid",
    "no-such-matter": "invalid",
    "too-many-subscriptions": "conflict",
    "no-person-here": "conflict",
  },
});

export const unsubscribe = defineAction({
  name: "appeals/unsubscribe",
  summary: "Asks to be told no more.",
  input: { id: Field.id() },
  output: Type.Object({ id: Type.String() }),
  refusals: {},
});
