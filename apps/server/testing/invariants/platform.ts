import type { Invariant } from "./invariant.ts";

/** What every act leaves behind it is written with it, or nothing is. */
export const platform: readonly Invariant[] = [
  {
    says: "an answer kept under its key is an act's, written with its audit row",
    broken: `select i.action as what from platform.idempotency i where not exists (
      select 1 from platform.audit a where a.tenant_id = i.tenant_id and a.at = i.created_at and a.action = i.action and a.outcome = 'done')`,
  },
  {
    says: "a notice is somebody's of the tenant",
    broken: `select n.id::text as what from platform.notice n where not exists (
      select 1 from register.person p where p.tenant_id = n.tenant_id and p.id = n.person_id)`,
  },
  {
    says: "who looked is written with the reading's audit row",
    broken: `select l.id::text as what from platform.access_log l where not exists (
      select 1 from platform.audit a where a.tenant_id = l.tenant_id and a.at = l.at and a.actor_person = l.reader_person)`,
  },
  {
    says: "a file that hangs on something says in which place, and for whom if not for officials only",
    broken: `select f.id::text as what from platform.file f where f.attached_to is not null and not f.public and f.division_path is null`,
  },
  {
    says: "what waits to be delivered was not delivered before",
    broken: `select o.topic as what from platform.outbox o join platform.effect e on e.tenant_id = o.tenant_id and e.job_key like o.id::text || ':%'
      where o.tries = 0`,
  },
];
