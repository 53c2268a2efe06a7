-- Law as data: texts with versions, their parameters and articles, in force between two dates; and the powers list.
create schema rules;
grant usage on schema rules to gongzhi_main;

create table rules.rule (
  tenant_id uuid not null references platform.tenant (id),
  id uuid not null,
  -- Stable name by which procedures and capabilities ask for it: `appeals.deadlines`.
  key text not null,
  title text not null,
  title_en text not null default '',
  level text not null check (level in ('national', 'provincial', 'city', 'county', 'township', 'village')),
  division_path ltree not null,
  primary key (tenant_id, id),
  unique (tenant_id, key, division_path)
);
alter table rules.rule enable row level security;
alter table rules.rule force row level security;
create policy rule_tenant on rules.rule to gongzhi_main using (tenant_id = platform.current_tenant());
grant select, insert, update (title, title_en) on rules.rule to gongzhi_main;

create table rules.version (
  tenant_id uuid not null,
  rule_id uuid not null,
  version integer not null check (version > 0),
  text text not null,
  parameters jsonb not null,
  -- Where each figure stands: [{"source": "村民委员会组织法（2018）", "article": "22"}].
  citations jsonb not null,
  valid_from date not null,
  valid_to date,
  source text not null,
  enacted_at timestamptz not null,
  enacted_by uuid,
  primary key (tenant_id, rule_id, version),
  check (valid_to is null or valid_to > valid_from),
  -- Two versions in force on one day contradict each other.
  exclude using gist (tenant_id with =, rule_id with =, daterange(valid_from, valid_to) with &&),
  foreign key (tenant_id, rule_id) references rules.rule (tenant_id, id)
);
alter table rules.version enable row level security;
alter table rules.version force row level security;
create policy version_tenant on rules.version to gongzhi_main using (tenant_id = platform.current_tenant());
grant select, insert, update (valid_to) on rules.version to gongzhi_main;

-- What appeals and tasks are about; powers are given over matters.
create table rules.matter (
  tenant_id uuid not null references platform.tenant (id),
  code text not null check (code ~ '^[a-z0-9-]{1,60}$'),
  parent_code text,
  name text not null,
  name_en text not null default '',
  -- Words by which a text is recognised as this matter: suggestions to a clerk, nothing more.
  keywords text[] not null default '{}',
  primary key (tenant_id, code),
  foreign key (tenant_id, parent_code) references rules.matter (tenant_id, code)
);
alter table rules.matter enable row level security;
alter table rules.matter force row level security;
create policy matter_tenant on rules.matter to gongzhi_main using (tenant_id = platform.current_tenant());
grant select, insert, update on rules.matter to gongzhi_main;

-- The powers list: which organization may do what about which matter, at which level, with which means, by which article.
create table rules.power (
  tenant_id uuid not null,
  id uuid not null,
  organization_id uuid not null,
  matter_code text not null,
  act text not null check (act in ('handle', 'enforce', 'decide', 'assist')),
  level text not null check (level in ('county', 'township', 'village')),
  division_path ltree not null,
  means text not null,
  rule_title text not null,
  article text not null default '',
  valid_from date not null,
  valid_to date check (valid_to is null or valid_to > valid_from),
  primary key (tenant_id, id),
  -- One power stands in the list once a day.
  constraint power_once exclude using gist (tenant_id with =, organization_id with =, matter_code with =, act with =, division_path with =,
    daterange(valid_from, valid_to) with &&),
  foreign key (tenant_id, matter_code) references rules.matter (tenant_id, code),
  foreign key (tenant_id, organization_id) references organizations.organization (tenant_id, id)
);
create index power_matter on rules.power (tenant_id, matter_code);
create index power_organization on rules.power (tenant_id, organization_id);
alter table rules.power enable row level security;
alter table rules.power force row level security;
create policy power_tenant on rules.power to gongzhi_main using (tenant_id = platform.current_tenant());
grant select, insert, update (valid_to) on rules.power to gongzhi_main;

-- A rule's version in force on a day, by key: what deadlines, quorums and notices are judged by.
create view rules.v_version with (security_invoker = true) as
  select v.tenant_id, r.key, r.title, r.title_en, r.level, r.division_path, v.rule_id, v.version, v.parameters, v.citations, v.valid_from, v.valid_to
  from rules.version v join rules.rule r on r.tenant_id = v.tenant_id and r.id = v.rule_id;
create view rules.v_power with (security_invoker = true) as
  select tenant_id, id, organization_id, matter_code, act, level, division_path, means, rule_title, article, valid_from, valid_to from rules.power;
create view rules.v_matter with (security_invoker = true) as
  select tenant_id, code, parent_code, name, name_en, keywords from rules.matter;
grant select on rules.v_version, rules.v_power, rules.v_matter to gongzhi_main;
