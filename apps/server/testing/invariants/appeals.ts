import type { Invariant } from "./invariant.ts";

/** An appeal, its words, its case and its photos are there together. */
export const appeals: readonly Invariant[] = [
  {
    says: "an appeal has its words",
    broken: `select a.number as what from appeals.appeal a where not exists (
      select 1 from appeals.appeal_personal w where w.tenant_id = a.tenant_id and w.appeal_id = a.id)`,
  },
  {
    says: "an appeal is a case, unless it is history only",
    broken: `select a.number as what from appeals.appeal a where a.state <> 'historic' and not exists (
      select 1 from cases.case c where c.tenant_id = a.tenant_id and c.id = a.case_id and c.kind = 'appeals' and c.subject_id = a.id and c.number = a.number)`,
  },
  {
    says: "a case of an appeal has its appeal",
    broken: `select c.number as what from cases.case c where c.kind = 'appeals' and c.procedure_key = 'appeals.handling' and not exists (
      select 1 from appeals.appeal a where a.tenant_id = c.tenant_id and a.id = c.subject_id)`,
  },
  {
    says: "an appeal's state and its case's agree",
    broken: `select a.number || ' ' || a.state || ' ' || c.state as what from appeals.appeal a join cases.case c on c.tenant_id = a.tenant_id and c.id = a.case_id
      where (a.state in ('waiting', 'handling', 'answered')) <> (c.state = 'open') or (a.state = 'withdrawn') <> (c.state = 'withdrawn')`,
  },
  {
    says: "an appeal and its case are read by the same people",
    broken: `select a.number as what from appeals.appeal a join cases.case c on c.tenant_id = a.tenant_id and c.id = a.case_id
      where a.division_path <> c.division_path or a.owner_person is distinct from c.owner_person or a.holder_key is distinct from c.holder_key`,
  },
  {
    says: "what is being handled has a unit, and what was answered an answer",
    broken: `select a.number || ' ' || a.state as what from appeals.appeal a where a.mode <> 'imported' and (
      (a.state in ('handling', 'answered') and a.lead_organization is null and a.outcome is distinct from 'other-channel')
      or (a.state = 'answered' and not exists (select 1 from appeals.entry_personal e
          where e.tenant_id = a.tenant_id and e.appeal_id = a.id and e.kind in ('answer', 'channel'))))`,
  },
  {
    // A search of what is public counts by it, without looking each up.
    says: "what is public was released where it lies and is kept from nobody, and what was released is public",
    broken: `select a.number as what from appeals.appeal a where a.public <> exists (select 1 from appeals.release r
        where r.tenant_id = a.tenant_id and r.appeal_id = a.id and r.area = a.division_path and cardinality(a.barred) = 0)`,
  },
  {
    // Of one under a sealed identity or without a name the audit tells that somebody raised one, and not which.
    says: "a raised appeal stands in the audit, and what the audit says was raised is there",
    broken: `select a.number as what from appeals.appeal a where a.mode = 'named' and a.raised_at > :since and not exists (
        select 1 from platform.audit l where l.tenant_id = a.tenant_id and l.action = 'appeals/raise-appeal' and l.subject = a.id::text and l.outcome = 'done')
      union all select l.subject from platform.audit l where l.action = 'appeals/raise-appeal' and l.outcome = 'done' and l.subject is not null and not exists (
        select 1 from appeals.appeal a where a.tenant_id = l.tenant_id and a.id::text = l.subject)`,
  },
  {
    says: "a photo is a file that hangs on its appeal, on no other, and is read by the same people",
    broken: `select p.file_id::text as what from appeals.photo p join appeals.appeal a on a.tenant_id = p.tenant_id and a.id = p.appeal_id
        left join platform.file f on f.tenant_id = p.tenant_id and f.id = p.file_id
        where f.attached_to is distinct from 'appeals/' || p.appeal_id or f.owner_person is distinct from a.owner_person or f.holder_key is distinct from a.holder_key
      union all select f.id::text from platform.file f where f.attached_to like 'appeals/%' and not exists (
        select 1 from appeals.photo p where p.tenant_id = f.tenant_id and p.file_id = f.id)`,
  },
];
