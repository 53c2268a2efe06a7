-- How many appeals of a unit were overdue as a day began, by village or community: public, and of no person. Counted once a night, so that
-- no hour of the day tells of one appeal; what is kept from somebody, sealed or without a name is not in it.
create table appeals.overdue_cell (
  tenant_id uuid not null references platform.tenant (id),
  area ltree not null,
  unit uuid not null,
  counted_on date not null,
  overdue integer not null check (overdue > 0),
  primary key (tenant_id, area, unit)
);
alter table appeals.overdue_cell enable row level security;
alter table appeals.overdue_cell force row level security;
create policy overdue_cell_tenant on appeals.overdue_cell to gongzhi_main using (tenant_id = platform.current_tenant());
grant select, insert, delete on appeals.overdue_cell to gongzhi_main;
