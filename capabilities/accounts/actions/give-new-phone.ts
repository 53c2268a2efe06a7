import { administratorOf } from "#capabilities/organizations/index.ts";
import { ACCOUNT_CONSTRAINT, tieToAccount } from "#capabilities/register/index.ts";
import { bind, type Reaction } from "#platform/capability.ts";
import { decryptField } from "#platform/crypto/fields.ts";
import { pgConstraint, Rollback } from "#platform/db/database.ts";
import { readPhone } from "#platform/identifiers/phone.ts";
import { senderOf } from "#platform/notices/deliver.ts";
import { notify } from "#platform/notices/notify.ts";
import { refuse, refuseField } from "#platform/refusal.ts";
import { giveNewPhone } from "../contract/give-new-phone.ts";
import { mayGiveNewPhone, maySecure } from "../policy.ts";
import { addAccount } from "../store/add-account.ts";
import { findReachable } from "../store/find-recipient.ts";
import { endSessionsOf, findDutiesOf, lockHolder } from "../store/interventions.ts";

/** Only this tenant's entry moves: what else the old account is, elsewhere, is not for this desk to say. */
export const giveNewPhoneBound = bind(giveNewPhone, {
  policy: mayGiveNewPhone,
  duty: "register.desk",
  subject: async ({ tx }, { personId }) => await lockHolder(tx, personId),
  run: async (context, { personId, phone: typed, ground }, holder) => {
    const { tx, actor } = context;
    if (actor.personId === personId) return refuse("forbidden", "own-account");
    const phone = readPhone(typed);
    if (phone === undefined || phone.kind !== "mobile") return refuseField("/phone", "phone-not-valid");
    const duties = await findDutiesOf(tx, personId);
    if (duties.length > 0 && !maySecure.can(actor, holder)) return refuse("forbidden", "holds-post");
    if (duties.some((duty) => administratorOf(duty) !== undefined)) return refuse("conflict", "administrators-phone");
    if (holder.disabled_at !== null) return refuse("conflict", "account-disabled");
    const accountId = await addAccount(context, phone.number);
    if (accountId === holder.account_id) return refuse("conflict", "same-phone");
    await tieToAccount(context, personId, { accountId, phone: phone.number, ground }).catch((error: unknown) => {
      if (pgConstraint(error) !== ACCOUNT_CONSTRAINT) throw error;
      throw new Rollback(refuse("conflict", "phone-of-another"));
    });
    if (holder.account_id !== null) {
      await endSessionsOf(tx, holder.account_id);
      context.emit("accounts.phone-left", { accountId: holder.account_id, messageId: context.newId() });
    }
    await notify(context, [{ personId, topic: "accounts.own-new-phone", params: {}, path: "accounts/me" }]);
    context.subject(personId);
    return { done: true };
  },
});

/** The old number is told too: whoever still holds it learns of it, should it have been somebody else who came to the desk. */
export const tellOldPhone: Reaction = async (context, payload) => {
  const { house, tenant } = context;
  const account = await findReachable(context.tx, String(payload["accountId"]));
  if (account === undefined || account.phone_cipher === null) return;
  const place = { table: "platform.account", row: account.id, column: "phone_cipher" };
  const text = `【${senderOf(tenant, account.language)}】${house.sayNotice("accounts.phone-left", {}, account.language)}`;
  const to = decryptField(house.keys.fields, place, account.phone_cipher);
  await house.sendSms({ to, text, key: String(payload["messageId"]) });
};
