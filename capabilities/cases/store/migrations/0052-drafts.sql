-- A version of a procedure that is not in force: looked over and proved before it is enacted, then it goes.
create table cases.draft (
  tenant_id uuid not null references platform.tenant (id),
  id uuid not null,
  key text not null,
  -- The tenant's own: a procedure holds in all of it.
  division_path ltree not null,
  bpmn text not null,
  forms jsonb not null default '{}',
  made_at timestamptz not null,
  made_by uuid,
  primary key (tenant_id, id)
);
create index draft_key on cases.draft (tenant_id, key, made_at desc);
alter table cases.draft enable row level security;
alter table cases.draft force row level security;
create policy draft_area on cases.draft to gongzhi_main
  using (tenant_id = platform.current_tenant() and division_path <@ platform.current_areas());
grant select, insert, delete on cases.draft to gongzhi_main;

-- How many cases still run on each version.
create index case_running on cases.case (tenant_id, procedure_key, procedure_version) where state = 'open';
