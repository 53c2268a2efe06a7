import { bind, type ActionContext } from "#platform/capability.ts";
import { blindIndex, blindIndexes } from "#platform/crypto/fields.ts";
import type { Language } from "#platform/house.ts";
import { readPhone } from "#platform/identifiers/phone.ts";
import { senderOf } from "#platform/notices/deliver.ts";
import { everyone } from "#platform/policy.ts";
import { refuse, refuseField } from "#platform/refusal.ts";
import { requestCode } from "../contract/request-code.ts";
import { CODE_MINUTES, drawCode } from "../domain/code-rules.ts";
import { takeWork } from "./proof-of-work.ts";
import { codeHash } from "./code-hash.ts";
import { putCode } from "../store/phone-codes.ts";
import { findReceiver } from "../store/find-receiver.ts";
import { VILLAGE_HOUR } from "./village-hour.ts";

const MINUTE_MS = 60_000;

export const requestCodeBound = bind(requestCode, {
  policy: everyone,
  keepsAnswer: false,
  limits: [VILLAGE_HOUR],
  run: async (context, input) => {
    const phone = readPhone(input.phone);
    if (phone === undefined || phone.kind !== "mobile") return refuseField("/phone", "phone-not-valid");
    if (!context.house.sends.sms) return refuse("conflict", "no-sms-sender");
    const unpaid = await takeWork(context, input);
    if (unpaid !== undefined) return unpaid;
    const { keys } = context.house;
    const index = blindIndex(keys.index, "phone", phone.number);
    const code = drawCode((bytes) => context.random(bytes));
    const kept = await putCode(
      context.tx,
      index,
      codeHash(keys.index.current.key, index, code),
      new Date(context.now.getTime() + CODE_MINUTES * MINUTE_MS),
    );
    const account = await findReceiver(context.tx, blindIndexes(keys.index, "phone", phone.number));
    const message = {
      to: phone.number,
      text: codeText(context, account.language, code),
      key: context.newId(),
      stranger: !account.known,
    };
    // Beyond the day's codes, and where this door is closed to the account, the answer is the same; nothing is sent.
    if (kept && !account.disabled) context.afterCommit(async () => await context.house.sendSms(message));
    return { minutes: CODE_MINUTES };
  },
});

function codeText({ tenant, house }: ActionContext, language: Language, code: string): string {
  return `【${senderOf(tenant, language)}】${house.sayNotice("accounts.sign-in-code", { code, minutes: CODE_MINUTES }, language)}`;
}
