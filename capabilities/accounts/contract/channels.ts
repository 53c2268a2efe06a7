import { Type } from "typebox";
import { defineAction, defineQuery, Field } from "#platform/contract.ts";

/** Kinds of notices, by the capability they come from (`appeals.answered`); what has no kind of its own is `other`. */
export const NOTICE_KINDS = ["appeals", "cases", "organizations", "register", "rolls", "accounts", "other"] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];

const Kinds = () => Type.Array(Field.choice(...NOTICE_KINDS), { maxItems: NOTICE_KINDS.length, uniqueItems: true });

/** Of SMS and e-mails; pages are in the language of whoever looks. */
const Language = () => Field.choice("zh-CN", "en");

export const readChannels = defineQuery({
  name: "accounts/read-channels",
  summary: "Which kinds of notices also come to the reader by SMS and by e-mail, and the reader’s own e-mail address.",
  input: {},
  output: Type.Object({
    sms: Kinds(),
    mail: Kinds(),
    language: Language(),
    /** Confirmed: notices may go there. */
    email: Type.Union([Type.String(), Type.Null()]),
    /** Waits for its code. */
    pending: Type.Union([Type.String(), Type.Null()]),
  }),
});

export const chooseChannels = defineAction({
  name: "accounts/choose-channels",
  summary:
    "Chooses the kinds of notices that also come by SMS and by e-mail, and the language of these; the inbox here has them all.",
  input: { sms: Kinds(), mail: Kinds(), language: Type.Optional(Language()) },
  output: Type.Object({ done: Type.Boolean() }),
  refusals: { "not-joined": "conflict", "sms-stopped": "conflict" },
});

export const requestEmailCode = defineAction({
  name: "accounts/request-email-code",
  summary: "Sends a code to an e-mail address that the caller says is theirs.",
  input: {
    // One address, nothing that could be read as two or as a header (RFC 5321: 64 and 254 at most).
    email: Type.String({
      minLength: 3,
      maxLength: 254,
      pattern: '^[^\\s@<>"(),;:\\\\\\[\\]]{1,64}@[^\\s@<>"(),;:\\\\\\[\\]]{1,189}$',
    }),
  },
  output: Type.Object({ minutes: Type.Integer() }),
  refusals: { "no-mail-sender": "conflict", "too-many-email-codes": "too-many" },
});

export const confirmEmail = defineAction({
  name: "accounts/confirm-email",
  summary: "Confirms an e-mail address with the code that was sent there; notices may go to it from now on.",
  input: { code: Type.String({ pattern: "^ *[0-9]{6} *$" }) },
  output: Type.Object({ done: Type.Boolean() }),
  refusals: { "code-not-right": "invalid" },
});

export const removeEmail = defineAction({
  name: "accounts/remove-email",
  summary: "Removes the caller’s own e-mail address: nothing goes there any more.",
  input: {},
  output: Type.Object({ done: Type.Boolean() }),
});
