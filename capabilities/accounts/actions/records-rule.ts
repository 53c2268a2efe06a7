import { enactDefault, type DefaultRule } from "#capabilities/rules/index.ts";
import type { ActionContext } from "#platform/capability.ts";

export const RECORDS_RULE = "accounts.records";

const KEPT: DefaultRule = {
  key: RECORDS_RULE,
  title: "操作记录保存期限",
  titleEn: "How long records of use are kept",
  text: "谁在什么时候做了什么、谁看过谁的个人信息，各保存 36 个月；发给个人的通知保存 24 个月。期满的记录每晚自动清除。前两项不论怎样规定，至少保存 6 个月。",
  parameters: { auditMonths: 36, readingMonths: 36, noticeMonths: 24 },
  citations: [],
};

/** How long the house keeps what it writes down beside the matters themselves; a tenant may enact its own figures. */
export async function furnish(context: ActionContext, validFrom: string): Promise<void> {
  await enactDefault(context, KEPT, validFrom);
}
