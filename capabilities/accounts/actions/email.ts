import { bind, type ActionContext } from "#platform/capability.ts";
import { decryptField, encryptField, type FieldPlace } from "#platform/crypto/fields.ts";
import { noteConsent, type ConsentSource } from "#platform/personal-data/consents.ts";
import { senderOf } from "#platform/notices/deliver.ts";
import { signedIn } from "#platform/policy.ts";
import { refuse, refuseField } from "#platform/refusal.ts";
import { confirmEmail, removeEmail, requestEmailCode } from "../contract/channels.ts";
import { drawCode } from "../domain/code-rules.ts";
import { findLanguage } from "../store/channels.ts";
import { findOwnEmail, putEmail, putEmailCode, takeEmailTry } from "../store/email.ts";
import { codeHash, equalHashes } from "./code-hash.ts";

/** Mail may be held up for a while (greylisting), as an SMS is not. */
const EMAIL_CODE_MINUTES = 30;

export const requestEmailCodeBound = bind(requestEmailCode, {
  policy: signedIn,
  keepsAnswer: false,
  run: async (context, { email }) => {
    const { house, tenant, tx, actor } = context;
    if (!house.sends.mail) return refuse("conflict", "no-mail-sender");
    const accountId = actor.accountId ?? "";
    const code = drawCode((bytes) => context.random(bytes));
    const kept = await putEmailCode(tx, accountId, {
      cipher: encryptField(house.keys.fields, pendingPlace(accountId), email),
      hash: codeHash(house.keys.index.current.key, accountId, code),
      expiresAt: new Date(context.now.getTime() + EMAIL_CODE_MINUTES * 60_000),
    });
    if (!kept) return refuse("too-many", "too-many-email-codes");
    const language = await findLanguage(tx, accountId);
    const from = senderOf(tenant, language);
    const say = (key: string) => house.sayNotice(`accounts.${key}`, { from, code, minutes: EMAIL_CODE_MINUTES }, language);
    const message = {
      to: email,
      subject: say("email-code-subject"),
      text: `【${from}】${say("email-code")}`,
      key: context.newId(),
    };
    context.afterCommit(async () => await house.sendMail(message));
    return { minutes: EMAIL_CODE_MINUTES };
  },
});

export const confirmEmailBound = bind(confirmEmail, {
  policy: signedIn,
  keepsAnswer: false,
  run: async (context, { code }) => {
    const { tx, actor, house } = context;
    const accountId = actor.accountId ?? "";
    const known = await takeEmailTry(tx, accountId);
    const right = known !== undefined && equalHashes(known.code_hash, codeHash(house.keys.index.current.key, accountId, code));
    if (!right) return context.keep(refuseField("/code", "code-not-right"));
    const email = decryptField(house.keys.fields, pendingPlace(accountId), known.email_cipher);
    await putEmail(tx, accountId, encryptField(house.keys.fields, emailPlace(accountId), email));
    noteConsent(context, EMAIL_PURPOSE, true);
    return { done: true };
  },
});

export const removeEmailBound = bind(removeEmail, {
  policy: signedIn,
  run: async (context) => {
    const { tx, actor } = context;
    const { email_cipher } = await findOwnEmail(tx, actor.accountId ?? "");
    await putEmail(tx, actor.accountId ?? "", null);
    if (email_cipher !== null) noteConsent(context, EMAIL_PURPOSE, false);
    return { done: true };
  },
});

export const EMAIL_PURPOSE = "accounts.email";

export const EMAIL_CONSENT: ConsentSource = {
  textVersion: 1,
  path: "accounts/channels",
  standing: async ({ tx, actor }) =>
    actor.accountId !== undefined && (await findOwnEmail(tx, actor.accountId)).email_cipher !== null,
  withdraw: async ({ tx, actor }) => await putEmail(tx, actor.accountId ?? "", null),
};

/** An address in clear, for whoever it belongs to. */
export function openEmail(context: ActionContext, cipher: string | null, place: FieldPlace): string | null {
  return cipher === null ? null : decryptField(context.house.keys.fields, place, cipher);
}

export function emailPlace(accountId: string): FieldPlace {
  return { table: "platform.account", row: accountId, column: "email_cipher" };
}

export function pendingPlace(accountId: string): FieldPlace {
  return { table: "platform.email_code", row: accountId, column: "email_cipher" };
}
