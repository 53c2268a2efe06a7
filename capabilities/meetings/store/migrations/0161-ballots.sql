-- Secret ballots on the phones of those present. Who has taken a ballot and what was put into the urn lie apart: two schemas, two roles,
-- no column in common but the item, and neither knows a time.
alter table meetings.item drop constraint item_method_check;
alter table meetings.item add constraint item_method_check check (method in ('show-of-hands', 'paper-ballots', 'phone'));

-- One mark a voter, who is a person, or in the form of households a household.
create table meetings.mark (
  tenant_id uuid not null,
  item_id uuid not null,
  voter uuid not null,
  person_id uuid not null,
  division_path ltree not null,
  constraint mark_once primary key (tenant_id, item_id, voter),
  foreign key (tenant_id, item_id) references meetings.item (tenant_id, id)
);
alter table meetings.mark enable row level security;
alter table meetings.mark force row level security;
create policy mark_put on meetings.mark for insert to gongzhi_main
  with check (tenant_id = platform.current_tenant() and person_id = platform.current_person());
create policy mark_seen on meetings.mark for select to gongzhi_main using (tenant_id = platform.current_tenant()
  and (division_path <@ platform.current_areas() or person_id = platform.current_person()));
grant select, insert on meetings.mark to gongzhi_main;

-- All ballots of an item in one row, by the hash of each one's random receipt: sorted by it, written anew with every ballot. Neither the
-- order of rows nor a row's age says who came when.
create table ballots.urn (
  tenant_id uuid not null,
  item_id uuid not null,
  cast_ballots jsonb not null,
  primary key (tenant_id, item_id)
);
alter table ballots.urn enable row level security;
alter table ballots.urn force row level security;
create policy urn_tenant on ballots.urn to gongzhi_ballots using (tenant_id = platform.current_tenant());
grant select, insert, update on ballots.urn to gongzhi_ballots;
