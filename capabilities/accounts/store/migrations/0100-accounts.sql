-- What the security administrator does to the sign-in of others, each with its reason; and whose sign-in a tenant has closed to itself.
create schema accounts;
grant usage on schema accounts to gongzhi_main;

create table accounts.intervention (
  tenant_id uuid not null references platform.tenant (id),
  id uuid not null,
  division_path ltree not null,
  person_id uuid not null,
  account_id uuid not null,
  kind text not null check (kind in ('reset-second-factor', 'disable', 'enable')),
  reason text not null,
  state text not null check (state in ('waiting', 'done', 'refused', 'expired')),
  asked_by uuid not null,
  asked_at timestamptz not null,
  -- The second person, where one was needed.
  decided_by uuid,
  decided_at timestamptz,
  expires_at timestamptz not null,
  primary key (tenant_id, id),
  -- Nobody alone over themself, and the second person is another one.
  check (asked_by <> person_id),
  check (decided_by is null or (decided_by <> asked_by and decided_by <> person_id))
);
comment on column accounts.intervention.reason is 'personal: basis=statutory duty (PIPL 13.3); purpose=on what ground somebody’s sign-in was changed by another; retention=3 years';
-- One thing waits for an account at a time.
create unique index intervention_waiting on accounts.intervention (tenant_id, account_id) where state = 'waiting';
create index intervention_person on accounts.intervention (tenant_id, person_id, id desc);
alter table accounts.intervention enable row level security;
alter table accounts.intervention force row level security;
create policy intervention_area on accounts.intervention to gongzhi_main
  using (tenant_id = platform.current_tenant() and (division_path <@ platform.current_areas() or person_id = platform.current_person()));
grant select, insert, update (state, decided_by, decided_at) on accounts.intervention to gongzhi_main;
-- Rows past their retention go at night.
grant delete on accounts.intervention to gongzhi_main;

-- A sign-in is everywhere's, and each tenant closes its own door only.
create table accounts.disabled (
  tenant_id uuid not null references platform.tenant (id),
  account_id uuid not null,
  since timestamptz not null,
  primary key (tenant_id, account_id)
);
alter table accounts.disabled enable row level security;
alter table accounts.disabled force row level security;
create policy disabled_tenant on accounts.disabled to gongzhi_main using (tenant_id = platform.current_tenant());
grant select, insert, delete on accounts.disabled to gongzhi_main;
