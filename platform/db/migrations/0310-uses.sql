-- One use of somebody's data, stopped without erasing what is held (PIPL 44): by their own press, or because an objection of theirs was agreed to.
-- A row stands while it is stopped. Whoever is about to use it asks here, in whatever transaction: so the rows, ids alone, are the tenant's to
-- read; nobody but the person goes on with it.
create table platform.stopped_use (
  tenant_id uuid not null references platform.tenant (id),
  -- `<capability>.<what>`, as contributed to platform.uses.
  purpose text not null,
  person_id uuid not null,
  how text not null check (how in ('press', 'objection')),
  since timestamptz not null,
  primary key (tenant_id, purpose, person_id)
);
create index stopped_use_person on platform.stopped_use (tenant_id, person_id);
alter table platform.stopped_use enable row level security;
alter table platform.stopped_use force row level security;
create policy stopped_use_asked on platform.stopped_use for select to gongzhi_main using (tenant_id = platform.current_tenant());
create policy stopped_use_stop on platform.stopped_use for insert to gongzhi_main with check (tenant_id = platform.current_tenant());
create policy stopped_use_resume on platform.stopped_use for delete to gongzhi_main
  using (tenant_id = platform.current_tenant() and person_id = platform.current_person());
grant select, insert, delete on platform.stopped_use to gongzhi_main;

-- The same ledger says what was agreed to and taken back, and which use was stopped (given = false) and gone on with.
alter table platform.consent add column about text not null default 'consent' check (about in ('consent', 'use'));
