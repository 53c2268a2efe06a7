import type { Invariant } from "./invariant.ts";

/** A case, its tasks, its timers and its events tell the same story. */
export const cases: readonly Invariant[] = [
  {
    says: "an open case waits for a task, a timer or a message",
    broken: `select c.number as what from cases.case c where c.state = 'open' and jsonb_array_length(c.marking -> 'items') = 0`,
  },
  {
    says: "open tasks and timers stand where the marking has them",
    broken: `select c.number as what from cases.case c join (
        select tenant_id, case_id, token from cases.task where state = 'open' union all select tenant_id, case_id, token from cases.timer) w
      on w.tenant_id = c.tenant_id and w.case_id = c.id
      where not exists (select 1 from jsonb_array_elements(c.marking -> 'items') i where (i ->> 'id')::int = w.token)`,
  },
  {
    says: "a case that is over has nothing open, and says when it ended",
    broken: `select c.number as what from cases.case c where c.state <> 'open' and (c.ended_at is null
      or exists (select 1 from cases.task t where t.tenant_id = c.tenant_id and t.case_id = c.id and t.state = 'open')
      or exists (select 1 from cases.timer m where m.tenant_id = c.tenant_id and m.case_id = c.id))`,
  },
  {
    says: "every task was opened by an event, and ended by one where it ended",
    broken: `select c.number || ' ' || t.element || ' ' || t.state as what from cases.task t join cases.case c on c.tenant_id = t.tenant_id and c.id = t.case_id
      cross join lateral (select count(*) filter (where kind = 'task-opened') as opened, count(*) filter (where kind = 'task-done') as done,
          count(*) filter (where kind = 'task-cancelled') as cancelled
        from cases.event e where e.tenant_id = t.tenant_id and e.case_id = t.case_id and e.facts ->> 'task' = t.token::text) e
      where e.opened <> 1 or e.done <> (t.state = 'done')::int or e.cancelled <> (t.state = 'cancelled')::int`,
  },
  {
    says: "every event about a task has its task",
    broken: `select e.kind as what from cases.event e where e.kind in ('task-opened', 'task-done', 'task-cancelled') and not exists (
      select 1 from cases.task t where t.tenant_id = e.tenant_id and t.case_id = e.case_id and t.token::text = e.facts ->> 'task')`,
  },
  {
    says: "what a person did in a case stands in the audit, at the same moment",
    broken: `select e.kind || ' ' || e.id as what from cases.event e where e.actor_person is not null and e.at > :since and not exists (
      select 1 from platform.audit a where a.tenant_id = e.tenant_id and a.at = e.at and a.actor_person = e.actor_person)`,
  },
  {
    says: "a done task says when",
    broken: `select t.id::text as what from cases.task t where (t.state <> 'open') <> (t.done_at is not null)`,
  },
];
