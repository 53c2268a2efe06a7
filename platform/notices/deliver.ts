import { sql } from "kysely";
import type { ActionContext, Payload, Tenant } from "../capability.ts";
import type { Language } from "../house.ts";

/** Finds where a notice goes besides the inbox; register and accounts know, the kernel does not. */
export type FindRecipient = (
  context: ActionContext,
  personId: string,
  topic: string,
) => Promise<{ readonly phone: string | undefined; readonly email: string | undefined; readonly language: Language }>;

type NoticeRow = { readonly topic: string; readonly params: Payload; readonly path: string };

/**
 * The reaction to `platform.notice-made`: sends it on by the channels its person chose. The senders carry the notice's id as
 * their own key, so a second delivery after a crash is the same message to them.
 */
export function deliverNotice(findRecipient: FindRecipient) {
  return async (context: ActionContext, payload: Payload): Promise<void> => {
    const noticeId = String(payload["noticeId"]);
    const { rows } = await sql<NoticeRow>`
      select topic, params, path from platform.notice where tenant_id = ${context.tenant.id} and id = ${noticeId}`.execute(
      context.tx.db,
    );
    const [notice] = rows;
    if (notice === undefined) return;
    const recipient = await findRecipient(context, String(payload["personId"]), notice.topic);
    const url = new URL(`/t/${context.tenant.slug}/${notice.path}`, context.house.publicUrl).href;
    const from = senderOf(context.tenant, recipient.language);
    const text = `【${from}】${context.house.sayNotice(notice.topic, notice.params, recipient.language)} ${url}`;
    if (recipient.phone !== undefined) await context.house.sendSms({ to: recipient.phone, text, key: `${noticeId}-sms` });
    if (recipient.email !== undefined)
      await context.house.sendMail({ to: recipient.email, subject: from, text, key: `${noticeId}-mail` });
  };
}

/** Who a message says it is from, in its reader's language where the tenant has a name in it. */
export function senderOf(tenant: Tenant, language: Language): string {
  return language === "en" && tenant.nameEn !== "" ? tenant.nameEn : tenant.name;
}
