-- What the rates are reckoned from, public and of no person: how many appeals raised in a month, in a village or community, led by a unit
-- on a matter, were dispatched, reached in time and judged how. Whoever has these rows reckons the same rates again.
create table appeals.rate_cell (
  tenant_id uuid not null references platform.tenant (id),
  month date not null check (extract(day from month) = 1),
  area ltree not null,
  -- The lead unit's id; '' where nobody has led it.
  unit text not null,
  matter text not null,
  -- How it was raised: 'named', 'anonymous', 'imported'; 'historic' until somebody takes it up.
  mode text not null,
  outcome text not null,
  dispatched integer not null,
  contacted_in_time integer not null,
  judged integer not null,
  responded integer not null,
  solved integer not null,
  satisfied integer not null,
  primary key (tenant_id, month, area, unit, matter, mode, outcome)
);
alter table appeals.rate_cell enable row level security;
alter table appeals.rate_cell force row level security;
create policy rate_cell_tenant on appeals.rate_cell to gongzhi_main using (tenant_id = platform.current_tenant());
grant select, insert, delete on appeals.rate_cell to gongzhi_main;

-- Calls for help by whistle, of the month they were made in: who called and who was called answer for them alike.
create table appeals.call_cell (
  tenant_id uuid not null references platform.tenant (id),
  month date not null check (extract(day from month) = 1),
  area ltree not null,
  caller text not null,
  unit text not null,
  matter text not null,
  called integer not null,
  reported_in_time integer not null,
  helped integer not null,
  refused integer not null,
  primary key (tenant_id, month, area, caller, unit, matter)
);
alter table appeals.call_cell enable row level security;
alter table appeals.call_cell force row level security;
create policy call_cell_tenant on appeals.call_cell to gongzhi_main using (tenant_id = platform.current_tenant());
grant select, insert, delete on appeals.call_cell to gongzhi_main;

-- Months something changed in; counted again when due, all rows of a month at once.
create table appeals.rate_due (
  tenant_id uuid not null references platform.tenant (id),
  id uuid not null,
  month date not null,
  due_at timestamptz not null,
  primary key (tenant_id, id)
);
create index rate_due_due on appeals.rate_due (due_at);
create index rate_due_month on appeals.rate_due (tenant_id, month);
alter table appeals.rate_due enable row level security;
alter table appeals.rate_due force row level security;
create policy rate_due_tenant on appeals.rate_due to gongzhi_main using (tenant_id = platform.current_tenant());
create policy rate_due_sweep on appeals.rate_due for select to gongzhi_sweeper using (true);
grant usage on schema appeals to gongzhi_sweeper;
grant select, insert, delete on appeals.rate_due to gongzhi_main;
grant select (tenant_id, due_at, id) on appeals.rate_due to gongzhi_sweeper;

-- A month is counted by one worker at a time: whoever holds its row.
create table appeals.rate_month (
  tenant_id uuid not null references platform.tenant (id),
  month date not null,
  counted_at timestamptz not null,
  primary key (tenant_id, month)
);
alter table appeals.rate_month enable row level security;
alter table appeals.rate_month force row level security;
create policy rate_month_tenant on appeals.rate_month to gongzhi_main using (tenant_id = platform.current_tenant());
grant select, insert, update on appeals.rate_month to gongzhi_main;

create index whistle_asked on appeals.whistle (tenant_id, asked_at);

-- Appeals there were before: every month they were raised or helped in is due at once.
insert into appeals.rate_due (tenant_id, id, month, due_at)
  select tenant_id, gen_random_uuid(), month, now() from (
    select tenant_id, date_trunc('month', raised_at at time zone 'Asia/Shanghai')::date as month from appeals.appeal
    union
    select tenant_id, date_trunc('month', asked_at at time zone 'Asia/Shanghai')::date from appeals.whistle
  ) m;
