import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";
import type { Language } from "#platform/house.ts";
import type { PersonalUse } from "#platform/personal-data/uses.ts";
import { NOTICE_KINDS, type NoticeKind } from "../contract/channels.ts";

export type Channel = "sms" | "email";

/** Every notice by SMS, whatever its kind: stopped as one use (`platform.uses`). Codes to sign in with, and what was done to it, still come. */
export const SMS_PURPOSE = "accounts.sms";
export const SMS_USE: PersonalUse = { textVersion: 1, ends: "press", path: "accounts/channels" };

export function kindOfTopic(topic: string): NoticeKind {
  const [capability = ""] = topic.split(".", 1);
  return NOTICE_KINDS.find((kind) => kind === capability) ?? "other";
}

/** Which kinds a person wants by which channel. Without a choice: all of them, by SMS and, once there is an address, by e-mail. */
export async function findChannels(
  tx: Tx,
  personId: string | undefined,
): Promise<(kind: NoticeKind, channel: Channel) => boolean> {
  const { rows } = await sql<{ kind: string; channel: Channel; wanted: boolean }>`
    select kind, channel, wanted from platform.notice_choice where tenant_id = ${tx.tenantId} and person_id = ${personId}`.execute(
    tx.db,
  );
  const chosen = new Map(rows.map((row) => [`${row.channel} ${row.kind}`, row.wanted]));
  return (kind, channel) => chosen.get(`${channel} ${kind}`) ?? chosen.get(`${channel} `) ?? true;
}

export async function putChannels(
  tx: Tx,
  personId: string,
  wanted: Readonly<Record<Channel, readonly NoticeKind[]>>,
): Promise<void> {
  const rows = NOTICE_KINDS.flatMap((kind) =>
    (["sms", "email"] as const).map(
      (channel) =>
        sql`(${tx.tenantId}::uuid, ${personId}::uuid, ${kind}, ${channel}, ${wanted[channel].includes(kind)}::boolean)`,
    ),
  );
  await sql`insert into platform.notice_choice (tenant_id, person_id, kind, channel, wanted) values ${sql.join(rows)}
    on conflict (tenant_id, person_id, kind, channel) do update set wanted = excluded.wanted`.execute(tx.db);
}

export async function findLanguage(tx: Tx, accountId: string): Promise<Language> {
  const { rows } = await sql<{ language: Language }>`select language from platform.account where id = ${accountId}`.execute(
    tx.db,
  );
  return rows[0]?.language ?? "zh-CN";
}

export async function putLanguage(tx: Tx, accountId: string, language: Language): Promise<void> {
  await sql`update platform.account set language = ${language} where id = ${accountId}`.execute(tx.db);
}
