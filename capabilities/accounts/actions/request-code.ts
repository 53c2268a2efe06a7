import { bind } from "#platform/capability.ts";
import { blindIndex, blindIndexes } from "#platform/crypto/fields.ts";
import { readPhone } from "#platform/identifiers/phone.ts";
import { everyone } from "#platform/policy.ts";
import { refuse, refuseField } from "#platform/refusal.ts";
import { requestCode } from "../contract/request-code.ts";
import { CODE_MINUTES, drawCode } from "../domain/code-rules.ts";
import { codeHash } from "./code-hash.ts";
import { putCode } from "../store/phone-codes.ts";
import { findAccountByPhone } from "../store/sessions.ts";
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
    const { keys } = context.house;
    const index = blindIndex(keys.index, "phone", phone.number);
    const code = drawCode((bytes) => context.random(bytes));
    const kept = await putCode(
      context.tx,
      index,
      codeHash(keys.index.current.key, index, code),
      new Date(context.now.getTime() + CODE_MINUTES * MINUTE_MS),
    );
    const stranger = (await findAccountByPhone(context.tx, blindIndexes(keys.index, "phone", phone.number))) === undefined;
    const message = { to: phone.number, text: codeText(context.tenant.name, code), key: context.newId(), stranger };
    // Beyond the day's codes the answer is the same; nothing is sent.
    if (kept) context.afterCommit(async () => await context.house.sendSms(message));
    return { minutes: CODE_MINUTES };
  },
});

function codeText(tenant: string, code: string): string {
  return `【${tenant}】登录验证码 ${code}，${CODE_MINUTES} 分钟内有效。工作人员不会向您索要验证码。`;
}
