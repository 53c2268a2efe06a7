-- The administrative tree by official codes. Divisions are reference data, equal for every tenant; grids are a tenant's own.
create schema divisions;
grant usage on schema divisions to gongzhi_main;

create table divisions.division (
  code text not null check (code ~ '^([0-9]{2}|[0-9]{4}|[0-9]{6}|[0-9]{9}|[0-9]{12})$'),
  valid_from date not null,
  valid_to date,
  level smallint not null check (level between 1 and 5),
  name text not null,
  parent_code text,
  -- cn.<province>.<city>.<county>.<township>.<village>, each by the code it first came with: a division that is renumbered keeps
  -- its path, and with it every record and right that hangs on it.
  path ltree not null,
  source text not null,
  primary key (code, valid_from),
  check (valid_to is null or valid_to > valid_from),
  exclude using gist (code with =, daterange(valid_from, valid_to) with &&)
);
create index division_path on divisions.division using gist (path);
create index division_place on divisions.division (path, valid_from);
create index division_parent on divisions.division (parent_code);
grant select, insert, update on divisions.division to gongzhi_main;

-- What became of a code that ended: merged into, split into, renumbered as.
create table divisions.succession (
  from_code text not null,
  to_code text not null,
  on_date date not null,
  primary key (from_code, to_code, on_date)
);
create index succession_to on divisions.succession (to_code);
grant select, insert on divisions.succession to gongzhi_main;

-- Which official codes a tenant answers for, dated, since codes change while the tenant stays.
create table divisions.tenant_division (
  tenant_id uuid not null references platform.tenant (id),
  code text not null,
  valid_from date not null,
  valid_to date,
  primary key (tenant_id, code, valid_from)
);
alter table divisions.tenant_division enable row level security;
alter table divisions.tenant_division force row level security;
create policy tenant_division_tenant on divisions.tenant_division to gongzhi_main using (tenant_id = platform.current_tenant());
grant select, insert, update (valid_to) on divisions.tenant_division to gongzhi_main;

create table divisions.grid (
  tenant_id uuid not null references platform.tenant (id),
  id uuid not null,
  division_code text not null,
  name text not null,
  path ltree not null,
  valid_from date not null,
  valid_to date check (valid_to is null or valid_to > valid_from),
  primary key (tenant_id, id),
  unique (tenant_id, path),
  -- Two grids of one name at one time could not be told apart.
  exclude using gist (tenant_id with =, division_code with =, name with =, daterange(valid_from, valid_to) with &&)
);
create index grid_path on divisions.grid using gist (path);
alter table divisions.grid enable row level security;
alter table divisions.grid force row level security;
create policy grid_tenant on divisions.grid to gongzhi_main using (tenant_id = platform.current_tenant());
grant select, insert, update (name, valid_to, division_code) on divisions.grid to gongzhi_main;

-- What other capabilities may join: a name for every path in force today (China's one legal time), grids included.
create view divisions.v_area with (security_invoker = true) as
  select null::uuid as tenant_id, code, name, path, level::int as level from divisions.division
    where valid_from <= (now() at time zone 'Asia/Shanghai')::date and (valid_to is null or valid_to > (now() at time zone 'Asia/Shanghai')::date)
  union all
  select tenant_id, division_code, name, path, 6 from divisions.grid
    where valid_from <= (now() at time zone 'Asia/Shanghai')::date and (valid_to is null or valid_to > (now() at time zone 'Asia/Shanghai')::date);
grant select on divisions.v_area to gongzhi_main;
