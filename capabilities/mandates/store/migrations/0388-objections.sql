-- The owner says that a charge is not theirs by the powers list, or that the means are lacking; the giver decides by a day. Meanwhile nothing
-- is late for the owner, and the days it waited are given back.
alter table mandates.charge drop constraint charge_state_check;
alter table mandates.charge add constraint charge_state_check check (state in ('open', 'objected', 'reported', 'accepted', 'lifted'));
grant update (due_on) on mandates.charge to gongzhi_main;
alter table mandates.publication drop constraint publication_kind_check;
alter table mandates.publication add constraint publication_kind_check
  check (kind in ('mandate', 'report', 'judgement', 'lifting', 'objection', 'decision'));

-- Once for a charge: what the giver decided stands.
create table mandates.objection (
  tenant_id uuid not null,
  charge_id uuid not null,
  number text not null,
  division_path ltree not null,
  ground text not null check (ground in ('no-power', 'no-means')),
  why text not null,
  objected_on date not null,
  decide_by date not null,
  verdict text check (verdict in ('goes-on', 'falls-away')),
  opinion text not null default '',
  decided_on date,
  primary key (tenant_id, charge_id),
  check ((verdict is null) = (decided_on is null)),
  foreign key (tenant_id, charge_id) references mandates.charge (tenant_id, id)
);
alter table mandates.objection enable row level security;
alter table mandates.objection force row level security;
create policy objection_read on mandates.objection for select to gongzhi_main using (tenant_id = platform.current_tenant());
create policy objection_made on mandates.objection for insert to gongzhi_main
  with check (tenant_id = platform.current_tenant() and division_path <@ platform.current_areas());
create policy objection_decided on mandates.objection for update to gongzhi_main
  using (tenant_id = platform.current_tenant() and division_path <@ platform.current_areas());
grant select, insert, update (why, verdict, opinion, decided_on) on mandates.objection to gongzhi_main;
