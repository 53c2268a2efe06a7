import { Type } from "typebox";
import { defineAction, Field } from "#platform/contract.ts";

/** What a browser gives to `navigator.credentials` (Web Authentication Level 3), as JSON. */
const Options = Type.Unsafe<Readonly<Record<string, unknown>>>({ type: "object", additionalProperties: true });
/** What the authenticator answered: `PublicKeyCredential.toJSON()`, as text. A key of any kind stays far below. */
const Answer = () => Type.String({ minLength: 2, maxLength: 20_000, pattern: "^[^\\u0000]*$", control: "hidden" });
const ChallengeId = () => Type.String({ format: "uuid", control: "hidden" });
/** Credential ids are chosen by authenticators: base64url, 1,023 bytes at most (Level 3, §4). */
const CredentialId = () => Type.String({ pattern: "^[A-Za-z0-9_-]{1,1364}$", control: "hidden" });
const Label = () => Field.line(1, 40);

export const beginPasskey = defineAction({
  name: "accounts/begin-passkey",
  summary: "Asks for a challenge to make a passkey with; good for five minutes, once.",
  input: {},
  output: Type.Object({ challengeId: Type.String(), options: Options }),
  refusals: { "passkeys-need-a-name": "conflict", "second-factor-first": "forbidden", "too-many-passkeys": "conflict" },
});

export const addPasskey = defineAction({
  name: "accounts/add-passkey",
  summary: "Keeps a passkey that answers a challenge; the first second factor of an account makes this session strong.",
  input: { challengeId: ChallengeId(), answer: Answer(), label: Label() },
  output: Type.Object({ done: Type.Boolean() }),
  refusals: {
    "challenge-over": "gone",
    "passkey-not-valid": "invalid",
    "passkeys-need-a-name": "conflict",
    "second-factor-first": "forbidden",
    "too-many-passkeys": "conflict",
  },
});

export const renamePasskey = defineAction({
  name: "accounts/rename-passkey",
  summary: "Gives one of the reader’s own passkeys another name.",
  input: { passkey: CredentialId(), label: Label() },
  output: Type.Object({ done: Type.Boolean() }),
});

export const removePasskey = defineAction({
  name: "accounts/remove-passkey",
  summary: "Removes one of the reader’s own passkeys: nobody signs in with it any more.",
  input: { passkey: CredentialId() },
  output: Type.Object({ done: Type.Boolean() }),
  refusals: { "last-second-factor": "conflict", "second-factor-first": "forbidden" },
});

export const beginPasskeySignIn = defineAction({
  name: "accounts/begin-passkey-sign-in",
  summary: "Asks for a challenge to sign in with a passkey; the same for everybody, good for five minutes, once.",
  input: {},
  output: Type.Object({ challengeId: Type.String(), options: Options }),
  refusals: { "passkeys-need-a-name": "conflict" },
});

export const signInWithPasskey = defineAction({
  name: "accounts/sign-in-with-passkey",
  summary: "Signs in with a passkey: something one has and is or knows, so the session is strong at once.",
  input: { challengeId: ChallengeId(), answer: Answer() },
  output: Type.Object({ token: Type.String(), expiresAt: Field.instant() }),
  refusals: { "challenge-over": "gone", "passkey-not-valid": "invalid", "passkeys-need-a-name": "conflict" },
});
