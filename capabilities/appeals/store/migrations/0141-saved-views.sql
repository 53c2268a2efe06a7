-- A list's filters under a name, as its address keeps them: one's own, or shared with the unit. Removed ones are kept a while, to be put back.
create table appeals.saved_view (
  tenant_id uuid not null references platform.tenant (id),
  id uuid not null,
  owner_person uuid not null,
  organization_id uuid not null,
  shared boolean not null,
  name text not null check (length(name) between 1 and 200),
  query text not null check (length(query) between 1 and 20000),
  made_at timestamptz not null,
  removed_at timestamptz,
  primary key (tenant_id, id)
);
create index saved_view_owner on appeals.saved_view (tenant_id, owner_person);
create index saved_view_shared on appeals.saved_view (tenant_id, organization_id) where shared;
alter table appeals.saved_view enable row level security;
alter table appeals.saved_view force row level security;
create policy saved_view_own on appeals.saved_view to gongzhi_main using (tenant_id = platform.current_tenant() and owner_person = platform.current_person());
create policy saved_view_shared on appeals.saved_view for select to gongzhi_main using (tenant_id = platform.current_tenant() and shared);
grant select, insert, update (name, removed_at) on appeals.saved_view to gongzhi_main;

-- Who wants to be told when something is released in an area, on a matter, or both. Nobody else reads it: what somebody follows is theirs alone.
create table appeals.subscription (
  tenant_id uuid not null references platform.tenant (id),
  id uuid not null,
  person_id uuid not null,
  -- The whole tenant, or a part of it; every matter, or one with those below it.
  area ltree not null,
  matter_code text not null default '',
  made_at timestamptz not null,
  primary key (tenant_id, id),
  unique (tenant_id, person_id, area, matter_code)
);
create index subscription_area on appeals.subscription (tenant_id, area, matter_code, person_id);
alter table appeals.subscription enable row level security;
alter table appeals.subscription force row level security;
create policy subscription_own on appeals.subscription to gongzhi_main using (tenant_id = platform.current_tenant()
  and (person_id = platform.current_person() or platform.current_purpose() = 'platform/deliver'));
grant select, insert, delete on appeals.subscription to gongzhi_main;
