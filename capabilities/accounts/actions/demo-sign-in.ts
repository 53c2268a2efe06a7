import { bind } from "#platform/capability.ts";
import { blindIndexes } from "#platform/crypto/fields.ts";
import { everyone } from "#platform/policy.ts";
import { refuse } from "#platform/refusal.ts";
import { demoSignIn } from "../contract/demo-sign-in.ts";
import { isDisabled } from "../store/interventions.ts";
import { beginSession, findAccountByPhone } from "../store/sessions.ts";

export const demoSignInBound = bind(demoSignIn, {
  policy: everyone,
  keepsAnswer: false,
  run: async (context, input) => {
    if (!context.house.demo) return refuse("forbidden", "demo-is-off");
    const accountId = await findAccountByPhone(context.tx, blindIndexes(context.house.keys.index, "phone", `+86${input.phone}`));
    if (accountId === undefined || (await isDisabled(context.tx, accountId))) return refuse("absent", "no-such-account");
    return await beginSession(context, accountId, "demo", true);
  },
});
