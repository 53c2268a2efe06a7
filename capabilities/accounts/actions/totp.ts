import { Secret, TOTP } from "otpauth";
import { bind, type ActionContext } from "#platform/capability.ts";
import { decryptField, encryptField } from "#platform/crypto/fields.ts";
import { signedIn } from "#platform/policy.ts";
import { refuse, refuseField } from "#platform/refusal.ts";
import { beginTotp } from "../contract/begin-totp.ts";
import { verifyTotp } from "../contract/verify-totp.ts";
import { beginSession, endSession } from "../store/sessions.ts";
import { secondFactorFirst } from "./second-factor-first.ts";
import { confirmTotp, lockTotp, putTotp, takeStep, takeTotpTry } from "../store/totp.ts";

/** RFC 6238 with its usual figures: SHA-1, six digits, 30 seconds; one step of drift either way. */
const PERIOD_SECONDS = 30;
const WINDOW = 1;
const SECRET_BYTES = 20;

export const beginTotpBound = bind(beginTotp, {
  policy: signedIn,
  keepsAnswer: false,
  run: async (context) => {
    const accountId = context.actor.accountId ?? "";
    const known = await lockTotp(context.tx, accountId);
    const first = await secondFactorFirst(context);
    if (known?.confirmed_at) return refuse("conflict", "totp-confirmed-already");
    if (first !== undefined) return first;
    const secret = new Secret({ buffer: Uint8Array.from(context.random(SECRET_BYTES)).buffer });
    await putTotp(context.tx, accountId, encryptField(context.house.keys.fields, placeOf(accountId), secret.base32));
    return { secret: secret.base32, uri: totpOf(context, secret).toString() };
  },
});

export const verifyTotpBound = bind(verifyTotp, {
  policy: signedIn,
  keepsAnswer: false,
  run: async (context, input) => {
    const accountId = context.actor.accountId ?? "";
    const row = await lockTotp(context.tx, accountId);
    if (row === undefined) return refuse("absent", "no-totp");
    // A secret that was never confirmed is no second factor yet: whoever has another shows that one first.
    const first = row.confirmed_at === null ? await secondFactorFirst(context) : undefined;
    if (first !== undefined) return first;
    if (!(await takeTotpTry(context, accountId))) return refuse("too-many", "too-many-requests", { facts: { seconds: 300 } });
    const secret = Secret.fromBase32(decryptField(context.house.keys.fields, placeOf(accountId), row.secret_cipher));
    const timestamp = context.now.getTime();
    const delta = totpOf(context, secret).validate({ token: input.code.trim(), timestamp, window: WINDOW });
    const step = Math.floor(timestamp / 1000 / PERIOD_SECONDS) + (delta ?? 0);
    // A code is used once: a step at or before the last one is refused like a wrong code.
    if (delta === null || !(await takeStep(context.tx, accountId, step)))
      return context.keep(refuseField("/code", "code-not-right"));
    await confirmTotp(context.tx, accountId);
    await endSession(context);
    return await beginSession(context, accountId, "totp", true);
  },
});

function totpOf(context: ActionContext, secret: Secret): TOTP {
  return new TOTP({
    issuer: context.tenant.name,
    label: context.actor.name ?? "Gongzhi",
    algorithm: "SHA1",
    digits: 6,
    period: PERIOD_SECONDS,
    secret,
  });
}

function placeOf(accountId: string) {
  return { table: "platform.totp", row: accountId, column: "secret_cipher" };
}
