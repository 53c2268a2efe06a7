import { sql } from "kysely";
import type { Tx } from "#platform/db/tx.ts";
import { attachFiles } from "#platform/files/attach.ts";
import { ownWords } from "./search-words.ts";

export type NewAppeal = {
  readonly id: string;
  readonly number: string;
  readonly caseId: string;
  readonly path: string;
  readonly ownerPerson: string | null;
  readonly holderKey: string | null;
  readonly mode: "named" | "sealed" | "anonymous";
  readonly channel: "web" | "desk" | "api" | "link";
  readonly helperPost: string | null;
  readonly mandate: string | null;
  readonly matterCode: string | null;
  readonly longitude: number | null;
  readonly latitude: number | null;
  readonly title: string;
  readonly text: string;
  readonly place: string;
  readonly contactName: string;
  readonly contactPhoneCipher: string | null;
  readonly contactPhoneIndex: string | null;
  readonly photoIds: readonly string[];
  /** Of one dated by its day: ids that do not tell when its photos were uploaded. */
  readonly photosAs: readonly string[] | undefined;
  readonly complainedOf: readonly string[];
  readonly barred: readonly string[];
  readonly notSentTo: readonly string[];
  /** Of one raised without a name, but at a desk: 00:00 of its day. */
  readonly raisedAt: Date;
};

/** The appeal, its words and its photos, in one statement. */
export function insertAppeal(tx: Tx, made: NewAppeal): void {
  const photos =
    made.photoIds.length === 0
      ? sql``
      : sql`, f as (insert into appeals.photo (tenant_id, appeal_id, position, file_id)
          select ${tx.tenantId}::uuid, ${made.id}::uuid, n - 1, id from unnest(${[...(made.photosAs ?? made.photoIds)]}::uuid[]) with ordinality as given(id, n)),
        ${attachFiles(tx.tenantId, made.photoIds, { subject: `appeals/${made.id}`, path: made.path, ownerPerson: made.ownerPerson, holderKey: made.holderKey, barred: made.barred, ...(made.photosAs === undefined ? {} : { as: { ids: made.photosAs, on: made.raisedAt } }) })}`;
  tx.write(sql`
    with a as (insert into appeals.appeal (tenant_id, id, number, case_id, division_path, owner_person, holder_key, mode, channel, helper_post, mandate, matter_code,
        longitude, latitude, complained_of, barred, not_sent_to, state, raised_at)
      values (${tx.tenantId}, ${made.id}, ${made.number}, ${made.caseId}, ${made.path}, ${made.ownerPerson}, ${made.holderKey}, ${made.mode}, ${made.channel},
        ${made.helperPost}, ${made.mandate}, ${made.matterCode}, ${made.longitude}, ${made.latitude},
        ${[...made.complainedOf]}::uuid[], ${[...made.barred]}::uuid[], ${[...made.notSentTo]}::uuid[], 'waiting', ${made.raisedAt})),
    p as (insert into appeals.appeal_personal (tenant_id, appeal_id, division_path, owner_person, holder_key, title, text, place, contact_name,
        contact_phone_cipher, contact_phone_index, words, barred)
      values (${tx.tenantId}, ${made.id}, ${made.path}, ${made.ownerPerson}, ${made.holderKey}, ${made.title}, ${made.text}, ${made.place}, ${made.contactName},
        ${made.contactPhoneCipher}, ${made.contactPhoneIndex}, ${ownWords(made)}::tsvector, ${[...made.barred]}::uuid[]))${photos}
    select 1`);
}
