import type { RetentionSource } from "#platform/retention/plan-retention.ts";

const leaving = "(select p.left_at from register.person p where p.tenant_id = r.tenant_id and p.id = r.person_id)";
const householdEnded = (household: string) =>
  `(select h.ended_on::timestamp at time zone 'Asia/Shanghai' from register.household h where h.tenant_id = r.tenant_id and h.id = ${household})`;

/** When what the comments of personal columns count from was. */
export const RETENTION: Readonly<Record<string, RetentionSource>> = {
  "register.person_personal": { leaving },
  "register.identity_place": { leaving },
  "register.kinship": {
    "kinship has ended": `coalesce(r.ended_on::timestamp at time zone 'Asia/Shanghai',
      (select min(p.left_at) from register.person p where p.tenant_id = r.tenant_id and p.id in (r.person_id, r.kin_person)))`,
  },
  "register.household": { "household has ended": householdEnded("r.id") },
  "register.change": { leaving: `coalesce(${leaving}, ${householdEnded("r.household_id")})`, made: "r.at" },
  "register.import_row": {
    import:
      "(select coalesce(b.undone_at, b.done_at, b.begun_at) from register.import_batch b where b.tenant_id = r.tenant_id and b.id = r.batch_id)",
  },
  "register.correction": { made: "r.asked_at" },
};
