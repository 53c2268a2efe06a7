-- The yearly appraisal of a village committee by the villagers' assembly or their representatives, and audits of whoever held a post in it.

create table supervision.appraisal (
  tenant_id uuid not null references platform.tenant (id),
  id uuid not null,
  number text not null,
  division_path ltree not null,
  -- The committee whose members are appraised, and the supervision committee that presides.
  organization_id uuid not null,
  presided_by uuid,
  year integer not null check (year > 0),
  -- Once a year at least: a second one of a year has another number.
  session integer not null check (session > 0),
  opened_on date not null,
  -- What the rule says, as it was when it was opened: by when, by which meetings, and how many "incompetent" in a row end the post.
  due_on date not null,
  kinds text[] not null,
  in_a_row integer not null check (in_a_row > 1),
  -- The last day on which somebody was judged; done once everybody was who still holds their post.
  held_on date,
  done_on date,
  versions integer not null default 0,
  why text not null default '',
  rule_id uuid not null,
  rule_version integer not null,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  unique (tenant_id, organization_id, year, session)
);
alter table supervision.appraisal enable row level security;
alter table supervision.appraisal force row level security;
create policy appraisal_tenant on supervision.appraisal to gongzhi_main using (tenant_id = platform.current_tenant());
grant select, insert, update (held_on, done_on, versions, why) on supervision.appraisal to gongzhi_main;

-- One member of it: the item of a meeting, and what the ballots said. Never joined with a voter; never a figure about anybody but the count.
create table supervision.appraised (
  tenant_id uuid not null,
  id uuid not null,
  number text not null,
  appraisal_id uuid not null,
  division_path ltree not null,
  person_id uuid not null,
  post_id uuid not null,
  holder text not null,
  title text not null,
  -- No longer there when the list was brought up to date.
  left_on date,
  meeting_id uuid,
  outcome text check (outcome in ('competent', 'incompetent', 'undecided')),
  competent integer,
  incompetent integer,
  abstain integer,
  invalid integer,
  -- The second "incompetent" in a row ended the post.
  ended_on date,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  unique (tenant_id, appraisal_id, person_id),
  foreign key (tenant_id, appraisal_id) references supervision.appraisal (tenant_id, id),
  check ((outcome is null) = (meeting_id is null))
);
comment on column supervision.appraised.holder is 'personal: basis=statutory duty (PIPL 13.3); purpose=who was appraised in a public post; retention=until the archive of the appraisal is disposed of';
create index appraised_post on supervision.appraised (tenant_id, post_id);
create index appraised_person on supervision.appraised (tenant_id, person_id);
alter table supervision.appraised enable row level security;
alter table supervision.appraised force row level security;
create policy appraised_tenant on supervision.appraised to gongzhi_main using (tenant_id = platform.current_tenant());
grant select, insert, update (holder, left_on, meeting_id, outcome, competent, incompetent, abstain, invalid, ended_on) on supervision.appraised to gongzhi_main;

-- Due of itself when a post or its term ends.
create table supervision.audit (
  tenant_id uuid not null references platform.tenant (id),
  id uuid not null,
  number text not null,
  kind text not null check (kind in ('term', 'exit')),
  division_path ltree not null,
  organization_id uuid not null,
  person_id uuid not null,
  post_id uuid not null,
  holder text not null,
  title text not null,
  -- The day the post or its term ended, and by when the report is public.
  because_on date not null,
  due_on date not null,
  opened_on date not null,
  -- Who had it made, and who made it.
  ordered_by text check (ordered_by in ('township', 'county-agriculture', 'county-finance')),
  made_by text not null default '',
  covers_from date,
  covers_to date,
  -- What it has to cover, one by one.
  finance text not null default '',
  debts text not null default '',
  funds text not null default '',
  works text not null default '',
  assets text not null default '',
  asked text not null default '',
  versions integer not null default 0,
  why text not null default '',
  published_on date,
  -- The post ended by a mistake and was given back.
  withdrawn_on date check (withdrawn_on is null or published_on is null),
  rule_id uuid not null,
  rule_version integer not null,
  finding_days integer not null check (finding_days > 0),
  primary key (tenant_id, id),
  unique (tenant_id, number),
  check ((published_on is null) = (versions = 0))
);
comment on column supervision.audit.holder is 'personal: basis=statutory duty (PIPL 13.3); purpose=whose time in a public post is audited; retention=until the archive of the audit is disposed of';
create unique index audit_once on supervision.audit (tenant_id, post_id, kind, because_on) where withdrawn_on is null;
create index audit_waiting on supervision.audit (tenant_id, due_on) where published_on is null;
create index audit_person on supervision.audit (tenant_id, person_id);
alter table supervision.audit enable row level security;
alter table supervision.audit force row level security;
create policy audit_tenant on supervision.audit to gongzhi_main using (tenant_id = platform.current_tenant());
grant select, insert, update (holder, ordered_by, made_by, covers_from, covers_to, finance, debts, funds, works, assets, asked, versions, why, published_on, withdrawn_on)
  on supervision.audit to gongzhi_main;

-- What the audit found wrong: the committee answers each by its day.
create table supervision.finding (
  tenant_id uuid not null,
  id uuid not null,
  audit_id uuid not null,
  division_path ltree not null,
  organization_id uuid not null,
  number integer not null check (number > 0),
  words text not null,
  answer_due date not null,
  answer text not null default '',
  answered_on date,
  primary key (tenant_id, id),
  unique (tenant_id, audit_id, number),
  foreign key (tenant_id, audit_id) references supervision.audit (tenant_id, id)
);
create index finding_waiting on supervision.finding (tenant_id, answer_due) where answered_on is null;
alter table supervision.finding enable row level security;
alter table supervision.finding force row level security;
create policy finding_tenant on supervision.finding to gongzhi_main using (tenant_id = platform.current_tenant());
grant select, insert, update (words, answer, answered_on) on supervision.finding to gongzhi_main;

-- Appraisals and audits are published as matters are, under numbers of their own.
alter table supervision.publication drop constraint publication_tenant_id_number_fkey;
alter table supervision.publication drop constraint publication_kind_check;
alter table supervision.publication add constraint publication_kind_check
  check (kind in ('objection', 'inquiry', 'answer', 'ruling', 'righting', 'appraisal', 'audit', 'finding-answer'));
