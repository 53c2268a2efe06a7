-- A rule is looked at again by its day, by the body that must: who, by when, and what they found. One is due at a time.
create table rules.review (
  tenant_id uuid not null,
  id uuid not null,
  rule_id uuid not null,
  -- The rule's own, by which its keepers are judged.
  division_path ltree not null,
  organization_id uuid not null,
  due_on date not null,
  set_on date not null,
  done_on date,
  outcome text check (outcome in ('keep', 'change', 'end')),
  findings text not null default '',
  primary key (tenant_id, id),
  check ((done_on is null) = (outcome is null)),
  foreign key (tenant_id, rule_id) references rules.rule (tenant_id, id),
  foreign key (tenant_id, organization_id) references organizations.organization (tenant_id, id)
);
create unique index review_open on rules.review (tenant_id, rule_id) where done_on is null;
create index review_due on rules.review (tenant_id, due_on) where done_on is null;
create index review_rule on rules.review (tenant_id, rule_id, set_on);
create index review_organization on rules.review (tenant_id, organization_id);
alter table rules.review enable row level security;
alter table rules.review force row level security;
create policy review_read on rules.review for select to gongzhi_main using (tenant_id = platform.current_tenant());
create policy review_made on rules.review for insert to gongzhi_main
  with check (tenant_id = platform.current_tenant() and division_path <@ platform.current_areas());
create policy review_kept on rules.review for update to gongzhi_main
  using (tenant_id = platform.current_tenant() and division_path <@ platform.current_areas());
grant select, insert, update on rules.review to gongzhi_main;
