import { Type } from "typebox";
import { defineAction, Field } from "#platform/contract.ts";

export const giveNewPhone = defineAction({
  name: "accounts/give-new-phone",
  summary:
    "Ties somebody’s entry to the account of another phone, once their papers were seen: they lost the number they signed in with.",
  input: {
    personId: Type.String({ format: "uuid", control: "hidden" }),
    phone: Type.String({ minLength: 5, maxLength: 30, pattern: "^[0-9+() -]*$" }),
    ground: Field.text(5, 200),
  },
  output: Type.Object({ done: Type.Boolean() }),
  refusals: {
    "own-account": "forbidden",
    "holds-post": "forbidden",
    "administrators-phone": "conflict",
    "account-disabled": "conflict",
    "same-phone": "conflict",
    "phone-of-another": "conflict",
    "phone-not-valid": "invalid",
  },
});
