import { Type } from "typebox";
import { defineQuery, Field } from "#platform/contract.ts";

export const listDemoMessages = defineQuery({
  name: "accounts/list-demo-messages",
  summary: "What the demo would have sent by SMS and e-mail, newest first (at most 30); only where the demo is on.",
  input: {},
  output: Type.Object({
    messages: Type.Array(
      Type.Object({
        channel: Field.choice("sms", "mail"),
        to: Type.String(),
        text: Type.String(),
        at: Field.instant(),
      }),
    ),
  }),
  refusals: { "demo-is-off": "forbidden" },
});
