import { bind } from "#platform/capability.ts";
import { hasStopped } from "#platform/personal-data/uses.ts";
import { signedIn } from "#platform/policy.ts";
import { refuse } from "#platform/refusal.ts";
import { chooseChannels, NOTICE_KINDS, readChannels } from "../contract/channels.ts";
import { findChannels, findLanguage, putChannels, putLanguage, SMS_PURPOSE } from "../store/channels.ts";
import { findOwnEmail } from "../store/email.ts";
import { emailPlace, openEmail, pendingPlace } from "./email.ts";

export const readChannelsBound = bind(readChannels, {
  policy: signedIn,
  run: async (context) => {
    const { tx, actor } = context;
    const accountId = actor.accountId ?? "";
    const wants = await findChannels(tx, actor.personId);
    const own = await findOwnEmail(tx, accountId);
    const stopped = await hasStopped(tx, SMS_PURPOSE, actor.personId);
    return {
      sms: stopped ? [] : NOTICE_KINDS.filter((kind) => wants(kind, "sms")),
      mail: NOTICE_KINDS.filter((kind) => wants(kind, "email")),
      language: await findLanguage(tx, accountId),
      email: openEmail(context, own.email_cipher, emailPlace(accountId)),
      pending: openEmail(context, own.pending_cipher, pendingPlace(accountId)),
    };
  },
});

export const chooseChannelsBound = bind(chooseChannels, {
  policy: signedIn,
  run: async ({ tx, actor }, { sms, mail, language }) => {
    if (actor.personId === undefined) return refuse("conflict", "not-joined");
    if (sms.length > 0 && (await hasStopped(tx, SMS_PURPOSE, actor.personId))) return refuse("conflict", "sms-stopped");
    await putChannels(tx, actor.personId, { sms, email: mail });
    if (language !== undefined) await putLanguage(tx, actor.accountId ?? "", language);
    return { done: true };
  },
});
