-- What a higher level asks of the bodies below: one act of the giver, one charge a place, each with owner, day, evidence and state.
create schema mandates;
grant usage on schema mandates to gongzhi_main;

create table mandates.mandate (
  tenant_id uuid not null references platform.tenant (id),
  id uuid not null,
  number text not null,
  -- Of the body that gives it.
  division_path ltree not null,
  organization_id uuid not null,
  title text not null,
  -- The document or decision it carries out, by name and article; and the rule of this house, where it is one.
  basis text not null,
  basis_article text not null,
  rule_id uuid,
  text text not null,
  -- What is asked, as the powers list names it.
  matter_code text not null,
  act text not null check (act in ('handle', 'enforce', 'decide', 'assist')),
  -- What is handed down with it; empty: the means of the power itself.
  means text not null,
  -- What shows that it was done, and whether papers or photos belong to it.
  evidence text not null,
  wants_papers boolean not null,
  given_on date not null,
  due_on date not null check (due_on > given_on),
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, organization_id) references organizations.organization (tenant_id, id)
);
create index mandate_newest on mandates.mandate (tenant_id, id desc);
create index mandate_organization on mandates.mandate (tenant_id, organization_id);
alter table mandates.mandate enable row level security;
alter table mandates.mandate force row level security;
create policy mandate_read on mandates.mandate for select to gongzhi_main using (tenant_id = platform.current_tenant());
create policy mandate_given on mandates.mandate for insert to gongzhi_main
  with check (tenant_id = platform.current_tenant() and division_path <@ platform.current_areas());
create policy mandate_emptied on mandates.mandate for update to gongzhi_main
  using (tenant_id = platform.current_tenant() and division_path <@ platform.current_areas());
grant select, insert, update (title, text) on mandates.mandate to gongzhi_main;

create table mandates.charge (
  tenant_id uuid not null,
  id uuid not null,
  mandate_id uuid not null,
  number text not null,
  -- Its place in the mandate, from one.
  place integer not null check (place > 0),
  division_path ltree not null,
  -- Who owns it, by which power of the list.
  organization_id uuid not null,
  power_id uuid not null,
  -- Who judges it: the mandate's own.
  giver_id uuid not null,
  given_on date not null,
  due_on date not null,
  state text not null check (state in ('open', 'reported', 'accepted', 'lifted')),
  -- By when the giver says whether what was reported is enough.
  judge_due date,
  ended_on date,
  lifted_why text not null default '',
  primary key (tenant_id, id),
  unique (tenant_id, number, place),
  foreign key (tenant_id, mandate_id) references mandates.mandate (tenant_id, id),
  foreign key (tenant_id, organization_id) references organizations.organization (tenant_id, id)
);
create index charge_mandate on mandates.charge (tenant_id, mandate_id);
create index charge_organization on mandates.charge (tenant_id, organization_id);
create index charge_newest on mandates.charge (tenant_id, id desc);
create index charge_due on mandates.charge (tenant_id, due_on) where state = 'open';
alter table mandates.charge enable row level security;
alter table mandates.charge force row level security;
create policy charge_read on mandates.charge for select to gongzhi_main using (tenant_id = platform.current_tenant());
create policy charge_given on mandates.charge for insert to gongzhi_main
  with check (tenant_id = platform.current_tenant() and division_path <@ platform.current_areas());
create policy charge_kept on mandates.charge for update to gongzhi_main
  using (tenant_id = platform.current_tenant() and division_path <@ platform.current_areas());
grant select, insert, update (state, judge_due, ended_on, lifted_why) on mandates.charge to gongzhi_main;

-- What the owner reported, each time, and what the giver said of it.
create table mandates.report (
  tenant_id uuid not null,
  charge_id uuid not null,
  version integer not null check (version > 0),
  number text not null,
  division_path ltree not null,
  report text not null,
  reported_on date not null,
  verdict text check (verdict in ('accepted', 'sent-back')),
  opinion text not null default '',
  judged_on date,
  primary key (tenant_id, charge_id, version),
  check ((verdict is null) = (judged_on is null)),
  foreign key (tenant_id, charge_id) references mandates.charge (tenant_id, id)
);
alter table mandates.report enable row level security;
alter table mandates.report force row level security;
create policy report_read on mandates.report for select to gongzhi_main using (tenant_id = platform.current_tenant());
create policy report_made on mandates.report for insert to gongzhi_main
  with check (tenant_id = platform.current_tenant() and division_path <@ platform.current_areas());
create policy report_judged on mandates.report for update to gongzhi_main
  using (tenant_id = platform.current_tenant() and division_path <@ platform.current_areas());
grant select, insert, update (report, verdict, opinion, judged_on) on mandates.report to gongzhi_main;

create table mandates.paper (
  tenant_id uuid not null,
  charge_id uuid not null,
  file_id uuid not null,
  version integer not null check (version > 0),
  number text not null,
  division_path ltree not null,
  photo boolean not null,
  name text not null,
  sha256 text not null,
  primary key (tenant_id, charge_id, file_id),
  foreign key (tenant_id, charge_id) references mandates.charge (tenant_id, id)
);
alter table mandates.paper enable row level security;
alter table mandates.paper force row level security;
create policy paper_read on mandates.paper for select to gongzhi_main using (tenant_id = platform.current_tenant());
create policy paper_made on mandates.paper for insert to gongzhi_main
  with check (tenant_id = platform.current_tenant() and division_path <@ platform.current_areas());
create policy paper_taken_down on mandates.paper for delete to gongzhi_main
  using (tenant_id = platform.current_tenant() and division_path <@ platform.current_areas());
grant select, insert, delete on mandates.paper to gongzhi_main;

-- What was published, word for word as it went on the record.
create table mandates.publication (
  tenant_id uuid not null,
  number text not null,
  kind text not null check (kind in ('mandate', 'report', 'judgement', 'lifting')),
  version integer not null check (version > 0),
  content jsonb not null,
  published_on date not null,
  primary key (tenant_id, number, kind, version),
  foreign key (tenant_id, number) references mandates.mandate (tenant_id, number)
);
alter table mandates.publication enable row level security;
alter table mandates.publication force row level security;
create policy publication_tenant on mandates.publication to gongzhi_main using (tenant_id = platform.current_tenant());
grant select, insert, update (content) on mandates.publication to gongzhi_main;
