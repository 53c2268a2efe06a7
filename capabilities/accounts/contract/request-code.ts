import { Type } from "typebox";
import { defineAction } from "#platform/contract.ts";
import { Nonce, Work } from "./proof-of-work.ts";

export const requestCode = defineAction({
  name: "accounts/request-code",
  summary:
    "Sends a sign-in code to a phone, for a little work or a wait (accounts/begin-code). The answer is the same whether or not the phone is known.",
  input: {
    phone: Type.String({ minLength: 5, maxLength: 30, pattern: "^[0-9+() -]*$" }),
    /** From `accounts/begin-code`, with the number that solves its puzzle; or from `accounts/wait-for-code`, without one. */
    work: Type.Optional(Work()),
    nonce: Type.Optional(Nonce()),
  },
  output: Type.Object({ minutes: Type.Integer() }),
  refusals: {
    "phone-not-valid": "invalid",
    "no-sms-sender": "conflict",
    "work-needed": "conflict",
    "work-not-right": "invalid",
    "work-over": "gone",
    "work-too-early": "too-many",
  },
});
