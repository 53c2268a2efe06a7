import { bind } from "#platform/capability.ts";
import { blindIndexes } from "#platform/crypto/fields.ts";
import { readPhone } from "#platform/identifiers/phone.ts";
import { everyone } from "#platform/policy.ts";
import { refuseField } from "#platform/refusal.ts";
import { signIn } from "../contract/sign-in.ts";
import { codeHash, equalHashes } from "./code-hash.ts";
import { addAccount } from "../store/add-account.ts";
import { VILLAGE_HOUR } from "./village-hour.ts";
import { isDisabled } from "../store/interventions.ts";
import { takeTry, useCode } from "../store/phone-codes.ts";
import { beginSession } from "../store/sessions.ts";
import { hasSecondFactor } from "../store/second-factors.ts";

export const signInBound = bind(signIn, {
  policy: everyone,
  keepsAnswer: false,
  limits: [VILLAGE_HOUR],
  run: async (context, input) => {
    const phone = readPhone(input.phone);
    if (phone === undefined) return refuseField("/phone", "phone-not-valid");
    const { keys } = context.house;
    const known = await takeTry(context.tx, blindIndexes(keys.index, "phone", phone.number));
    const right =
      known !== undefined && equalHashes(known.code_hash, codeHash(keys.index.current.key, known.phone_index, input.code));
    // A wrong try must stay counted although it is refused: it is kept outside this rolled-back act.
    if (!right) return context.keep(refuseField("/code", "code-not-right"));
    await useCode(context.tx, known.phone_index);
    const accountId = await addAccount(context, phone.number);
    // Answered as a wrong code is: whose door is closed, nobody learns here.
    if (await isDisabled(context.tx, accountId)) return context.keep(refuseField("/code", "code-not-right"));
    const begun = await beginSession(context, accountId, "phone", false);
    return { ...begun, secondFactor: await hasSecondFactor(context.tx, accountId) };
  },
});
