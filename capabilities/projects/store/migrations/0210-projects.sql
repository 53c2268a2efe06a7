-- What was decided is carried out in front of everybody: aim, people, days, money, papers, acceptance, final account.
create schema projects;
grant usage on schema projects to gongzhi_main;

create table projects.project (
  tenant_id uuid not null references platform.tenant (id),
  id uuid not null,
  number text not null,
  division_path ltree not null,
  -- The body that carries it out.
  organization_id uuid not null,
  -- The number of the decision it carries out; null: begun by the body itself.
  decision text,
  kind text not null check (kind in ('public-works', 'economic')),
  title text not null,
  aim text not null,
  place text not null,
  state text not null check (state in ('running', 'done', 'accepted', 'finished', 'stopped')),
  began_on date not null,
  -- The last day of its milestones, and the sums of its lines and costs: as its parts have them now.
  due_on date not null,
  budget_cents bigint not null,
  cost_cents bigint not null,
  done_on date,
  accept_due date,
  accepted_on date,
  account_due date,
  finished_on date,
  stopped_why text not null default '',
  -- Whoever carries it out or writes in it: none of them accepts it.
  barred uuid[] not null default '{}',
  accepted_by uuid,
  accepting_body uuid,
  rule_id uuid not null,
  rule_version integer not null,
  plans integer not null default 1,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  constraint accepted_by_others check (not (coalesce(accepted_by = any(barred), false) or coalesce(accepting_body = any(barred), false)))
);
create unique index project_of_decision on projects.project (tenant_id, decision) where state <> 'stopped';
create index project_newest on projects.project (tenant_id, id desc);
alter table projects.project enable row level security;
alter table projects.project force row level security;
create policy project_read on projects.project for select to gongzhi_main using (tenant_id = platform.current_tenant());
create policy project_made on projects.project for insert to gongzhi_main
  with check (tenant_id = platform.current_tenant() and division_path <@ platform.current_areas());
create policy project_kept on projects.project for update to gongzhi_main
  using (tenant_id = platform.current_tenant() and division_path <@ platform.current_areas());
grant select, insert, update on projects.project to gongzhi_main;

-- A line of the budget. A change is a new version with its reason; what was before stays.
create table projects.line (
  tenant_id uuid not null,
  project_id uuid not null,
  id uuid not null,
  version integer not null check (version > 0),
  division_path ltree not null,
  name text not null,
  source text not null,
  cents bigint not null check (cents >= 0),
  why text not null,
  set_on date not null,
  primary key (tenant_id, project_id, id, version),
  foreign key (tenant_id, project_id) references projects.project (tenant_id, id)
);

-- A day by which something is to be there; another day is a new version with its reason.
create table projects.milestone (
  tenant_id uuid not null,
  project_id uuid not null,
  id uuid not null,
  version integer not null check (version > 0),
  division_path ltree not null,
  title text not null,
  due_on date not null,
  why text not null,
  set_on date not null,
  primary key (tenant_id, project_id, id, version),
  foreign key (tenant_id, project_id) references projects.project (tenant_id, id)
);

create table projects.reached (
  tenant_id uuid not null,
  project_id uuid not null,
  milestone_id uuid not null,
  division_path ltree not null,
  reached_on date not null,
  note text not null,
  primary key (tenant_id, project_id, milestone_id),
  foreign key (tenant_id, project_id) references projects.project (tenant_id, id)
);

-- Who works on it, by the posts they hold.
create table projects.member (
  tenant_id uuid not null,
  project_id uuid not null,
  post_id uuid not null,
  division_path ltree not null,
  role text not null,
  since date not null,
  primary key (tenant_id, project_id, post_id),
  foreign key (tenant_id, project_id) references projects.project (tenant_id, id)
);

create table projects.task (
  tenant_id uuid not null,
  project_id uuid not null,
  id uuid not null,
  post_id uuid not null,
  division_path ltree not null,
  title text not null,
  due_on date not null,
  done_on date,
  note text not null default '',
  primary key (tenant_id, project_id, id),
  foreign key (tenant_id, project_id, post_id) references projects.member (tenant_id, project_id, post_id)
);

create table projects.contract (
  tenant_id uuid not null,
  project_id uuid not null,
  id uuid not null,
  line_id uuid not null,
  division_path ltree not null,
  partner text not null,
  subject text not null,
  cents bigint not null check (cents > 0),
  signed_on date not null,
  primary key (tenant_id, project_id, id),
  foreign key (tenant_id, project_id) references projects.project (tenant_id, id)
);

-- What was paid, and what came back (below zero).
create table projects.cost (
  tenant_id uuid not null,
  project_id uuid not null,
  id uuid not null,
  line_id uuid not null,
  division_path ltree not null,
  what text not null,
  cents bigint not null check (cents <> 0),
  paid_on date not null,
  primary key (tenant_id, project_id, id),
  foreign key (tenant_id, project_id) references projects.project (tenant_id, id)
);

create table projects.paper (
  tenant_id uuid not null,
  project_id uuid not null,
  file_id uuid not null,
  division_path ltree not null,
  photo boolean not null,
  caption text not null,
  name text not null,
  sha256 text not null,
  hung_on date not null,
  primary key (tenant_id, project_id, file_id),
  foreign key (tenant_id, project_id) references projects.project (tenant_id, id)
);

-- What the supervision committee found, each time it was asked.
create table projects.acceptance (
  tenant_id uuid not null,
  project_id uuid not null,
  version integer not null check (version > 0),
  division_path ltree not null,
  verdict text not null check (verdict in ('accepted', 'rejected')),
  opinion text not null,
  body text not null,
  judged_on date not null,
  primary key (tenant_id, project_id, version),
  foreign key (tenant_id, project_id) references projects.project (tenant_id, id)
);

-- What was published, word for word as it went on the record.
create table projects.publication (
  tenant_id uuid not null,
  number text not null,
  kind text not null check (kind in ('plan', 'acceptance', 'account')),
  version integer not null check (version > 0),
  division_path ltree not null,
  content jsonb not null,
  published_on date not null,
  primary key (tenant_id, number, kind, version),
  foreign key (tenant_id, number) references projects.project (tenant_id, number)
);

alter table projects.line enable row level security;
alter table projects.line force row level security;
create policy line_read on projects.line for select to gongzhi_main using (tenant_id = platform.current_tenant());
create policy line_made on projects.line for insert to gongzhi_main
  with check (tenant_id = platform.current_tenant() and division_path <@ platform.current_areas());
grant select, insert on projects.line to gongzhi_main;

alter table projects.milestone enable row level security;
alter table projects.milestone force row level security;
create policy milestone_read on projects.milestone for select to gongzhi_main using (tenant_id = platform.current_tenant());
create policy milestone_made on projects.milestone for insert to gongzhi_main
  with check (tenant_id = platform.current_tenant() and division_path <@ platform.current_areas());
grant select, insert on projects.milestone to gongzhi_main;

alter table projects.reached enable row level security;
alter table projects.reached force row level security;
create policy reached_read on projects.reached for select to gongzhi_main using (tenant_id = platform.current_tenant());
create policy reached_made on projects.reached for insert to gongzhi_main
  with check (tenant_id = platform.current_tenant() and division_path <@ platform.current_areas());
grant select, insert on projects.reached to gongzhi_main;

alter table projects.member enable row level security;
alter table projects.member force row level security;
create policy member_read on projects.member for select to gongzhi_main using (tenant_id = platform.current_tenant());
create policy member_made on projects.member for insert to gongzhi_main
  with check (tenant_id = platform.current_tenant() and division_path <@ platform.current_areas());
grant select, insert on projects.member to gongzhi_main;

alter table projects.task enable row level security;
alter table projects.task force row level security;
create policy task_read on projects.task for select to gongzhi_main using (tenant_id = platform.current_tenant());
create policy task_made on projects.task for insert to gongzhi_main
  with check (tenant_id = platform.current_tenant() and division_path <@ platform.current_areas());
create policy task_kept on projects.task for update to gongzhi_main
  using (tenant_id = platform.current_tenant() and division_path <@ platform.current_areas());
grant select, insert, update (done_on, note) on projects.task to gongzhi_main;

alter table projects.contract enable row level security;
alter table projects.contract force row level security;
create policy contract_read on projects.contract for select to gongzhi_main using (tenant_id = platform.current_tenant());
create policy contract_made on projects.contract for insert to gongzhi_main
  with check (tenant_id = platform.current_tenant() and division_path <@ platform.current_areas());
grant select, insert on projects.contract to gongzhi_main;

alter table projects.cost enable row level security;
alter table projects.cost force row level security;
create policy cost_read on projects.cost for select to gongzhi_main using (tenant_id = platform.current_tenant());
create policy cost_made on projects.cost for insert to gongzhi_main
  with check (tenant_id = platform.current_tenant() and division_path <@ platform.current_areas());
grant select, insert on projects.cost to gongzhi_main;

alter table projects.paper enable row level security;
alter table projects.paper force row level security;
create policy paper_read on projects.paper for select to gongzhi_main using (tenant_id = platform.current_tenant());
create policy paper_made on projects.paper for insert to gongzhi_main
  with check (tenant_id = platform.current_tenant() and division_path <@ platform.current_areas());
grant select, insert on projects.paper to gongzhi_main;

alter table projects.acceptance enable row level security;
alter table projects.acceptance force row level security;
create policy acceptance_read on projects.acceptance for select to gongzhi_main using (tenant_id = platform.current_tenant());
create policy acceptance_made on projects.acceptance for insert to gongzhi_main
  with check (tenant_id = platform.current_tenant() and division_path <@ platform.current_areas());
grant select, insert on projects.acceptance to gongzhi_main;

alter table projects.publication enable row level security;
alter table projects.publication force row level security;
create policy publication_read on projects.publication for select to gongzhi_main using (tenant_id = platform.current_tenant());
create policy publication_made on projects.publication for insert to gongzhi_main
  with check (tenant_id = platform.current_tenant() and division_path <@ platform.current_areas());
create policy publication_emptied on projects.publication for update to gongzhi_main
  using (tenant_id = platform.current_tenant() and division_path <@ platform.current_areas());
grant select, insert, update (content) on projects.publication to gongzhi_main;
