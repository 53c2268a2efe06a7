-- What residents object to that a duty keeps (PIPL 44): decided by a day, by somebody named, with reasons (PIPL 50).
create table privacy.objection (
  tenant_id uuid not null references platform.tenant (id),
  id uuid not null,
  division_path ltree not null,
  person_id uuid not null,
  purpose text not null,
  says text not null default '',
  state text not null check (state in ('open', 'upheld', 'refused')),
  asked_at timestamptz not null,
  -- By which version of the rule it is due; a later one changes nothing of it.
  due_on date not null,
  rule_version integer not null,
  -- Who has to decide it; whoever holds the duty may, in their place.
  reviewer_person uuid check (reviewer_person <> person_id),
  decided_by uuid check (decided_by <> person_id),
  decided_at timestamptz,
  answer text not null default '',
  check (state = 'open' or decided_by is not null),
  primary key (tenant_id, id)
);
comment on column privacy.objection.says is 'personal: basis=the person’s own right (PIPL 44); purpose=what somebody wants stopped, and why; retention=2 years';
comment on column privacy.objection.answer is 'personal: basis=the person’s own right (PIPL 44); purpose=telling what was decided of an objection; retention=2 years';
create unique index objection_open on privacy.objection (tenant_id, person_id, purpose) where state = 'open';
create index objection_due on privacy.objection (tenant_id, state, due_on, id);
alter table privacy.objection enable row level security;
alter table privacy.objection force row level security;
create policy objection_reader on privacy.objection to gongzhi_main
  using (tenant_id = platform.current_tenant() and (division_path <@ platform.current_areas() or person_id = platform.current_person()));
grant select, insert, update (says, state, decided_by, decided_at, answer) on privacy.objection to gongzhi_main;
