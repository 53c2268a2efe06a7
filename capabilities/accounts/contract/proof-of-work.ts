import { Type } from "typebox";
import { defineAction } from "#platform/contract.ts";

/** Sealed by the server, used once. */
export const Work = () => Type.String({ maxLength: 400, pattern: "^[A-Za-z0-9_-]*$", control: "hidden" });
/** The number that was found. */
export const Nonce = () => Type.String({ maxLength: 12, pattern: "^[0-9]*$", control: "hidden" });

export const beginCode = defineAction({
  name: "accounts/begin-code",
  summary:
    "Gives a small puzzle to solve before a code is asked for, good for ten minutes, once: find a number so that SHA-256 of `<puzzle>.<number>` (UTF-8, decimal) begins with `bits` zero bits, and send `work` and the number to accounts/request-code. The more one address asks, the more bits.",
  input: {},
  output: Type.Object({ work: Type.String(), puzzle: Type.String(), bits: Type.Integer() }),
});

export const waitForCode = defineAction({
  name: "accounts/wait-for-code",
  summary:
    "For browsers that compute nothing: instead of the puzzle one waits. The `work` given here is taken by accounts/request-code without a number once `seconds` have passed. Few of these are given to one address in an hour.",
  input: {},
  output: Type.Object({ work: Type.String(), seconds: Type.Integer() }),
});
