-- Erasing a field of what is on the record: one person asks, another decides, and the record itself says so. Of the field nothing is
-- left but the commitment in its leaf, which says nothing without the salt.
create table record.erasure (
  tenant_id uuid not null references platform.tenant (id),
  id uuid not null,
  division_path ltree not null,
  -- The entry it was asked on; the field goes from every entry about the same thing.
  index bigint not null,
  kind text not null,
  subject text not null,
  field text not null,
  ground text not null check (ground in ('personal', 'consent', 'mistake', 'order')),
  asked_by uuid not null,
  asked_at timestamptz not null,
  state text not null check (state in ('waiting', 'erased', 'refused')),
  decided_by uuid,
  decided_at timestamptz,
  -- The entries it was erased from; named in the leaf that says so.
  entries bigint[] not null default '{}',
  -- Done, and so on the record.
  public boolean not null default false,
  check (decided_by <> asked_by),
  check ((state = 'waiting') = (decided_by is null)),
  check (public = (state = 'erased')),
  primary key (tenant_id, id)
);
create unique index erasure_waiting on record.erasure (tenant_id, kind, subject, field) where state = 'waiting';
alter table record.erasure enable row level security;
alter table record.erasure force row level security;
create policy erasure_read on record.erasure for select to gongzhi_main
  using (tenant_id = platform.current_tenant() and (public or division_path <@ platform.current_areas()));
create policy erasure_ask on record.erasure for insert to gongzhi_main
  with check (tenant_id = platform.current_tenant() and division_path <@ platform.current_areas());
create policy erasure_decide on record.erasure for update to gongzhi_main
  using (tenant_id = platform.current_tenant() and division_path <@ platform.current_areas());
grant select, insert, update (state, decided_by, decided_at, entries, public) on record.erasure to gongzhi_main;
