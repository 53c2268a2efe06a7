-- What the supervision committee objects to and asks, what residents complain of, and what was answered, ruled and put right.
create schema supervision;
grant usage on schema supervision to gongzhi_main;

-- Where each stands is everybody's to know.
create table supervision.matter (
  tenant_id uuid not null references platform.tenant (id),
  id uuid not null,
  number text not null,
  kind text not null check (kind in ('objection', 'inquiry', 'complaint')),
  division_path ltree not null,
  -- The page of what it is about, below the tenant, and what that was called then; empty: the work of the committee.
  about text not null,
  about_title text not null,
  title text not null,
  -- Of an objection or an inquiry; of a complaint they lie apart.
  words text not null,
  -- The body that must answer.
  organization_id uuid not null,
  -- The supervision committee; null: residents, by an initiative or by a complaint.
  raised_by uuid,
  initiative_id uuid,
  step text not null check (step in ('waiting', 'explained', 'righting', 'righted', 'upward', 'dismissed')),
  made_on date not null,
  answer_due date,
  answer text not null default '',
  answered_on date,
  upward_on date,
  upward_due date,
  why text not null default '',
  upheld boolean,
  ruling text not null default '',
  ruled_on date,
  order_due date,
  report text not null default '',
  righted_on date,
  -- What its days rest on, for ever.
  rule_id uuid not null,
  rule_version integer not null,
  course jsonb not null,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  check (kind <> 'complaint' or words = '')
);
create index matter_newest on supervision.matter (tenant_id, id desc);
create index matter_about on supervision.matter (tenant_id, about);
create index matter_open on supervision.matter (tenant_id, step) where step in ('waiting', 'righting', 'upward');
create unique index matter_initiative on supervision.matter (tenant_id, initiative_id) where initiative_id is not null;
alter table supervision.matter enable row level security;
alter table supervision.matter force row level security;
create policy matter_tenant on supervision.matter to gongzhi_main using (tenant_id = platform.current_tenant());
grant select, insert on supervision.matter to gongzhi_main;
-- Words are changed by an erasure alone.
grant update (title, about_title, words, step, answer, answered_on, upward_on, upward_due, why, upheld, ruling, ruled_on, order_due, report, righted_on)
  on supervision.matter to gongzhi_main;

-- Who complained and in which words: the township's alone, and their own. `division_path` is the township's, so that no post of the
-- village complained of reads it, whatever the application does.
create table supervision.complaint_personal (
  tenant_id uuid not null,
  matter_id uuid not null,
  division_path ltree not null,
  person_id uuid not null,
  complaint text not null,
  primary key (tenant_id, matter_id),
  foreign key (tenant_id, matter_id) references supervision.matter (tenant_id, id)
);
comment on column supervision.complaint_personal.complaint is 'personal: basis=statutory duty (PIPL 13.3); purpose=looking into a complaint to the township; retention=until the archive of the complaint is disposed of';
create index complaint_personal_person on supervision.complaint_personal (tenant_id, person_id);
alter table supervision.complaint_personal enable row level security;
alter table supervision.complaint_personal force row level security;
create policy complaint_personal_reader on supervision.complaint_personal to gongzhi_main using (tenant_id = platform.current_tenant()
  and (division_path <@ platform.current_areas() or person_id = platform.current_person()));
grant select, insert on supervision.complaint_personal to gongzhi_main;

-- What was published, word for word as it went on the record.
create table supervision.publication (
  tenant_id uuid not null,
  number text not null,
  kind text not null check (kind in ('objection', 'inquiry', 'answer', 'ruling', 'righting')),
  version integer not null check (version > 0),
  content jsonb not null,
  published_on date not null,
  primary key (tenant_id, number, kind, version),
  foreign key (tenant_id, number) references supervision.matter (tenant_id, number)
);
alter table supervision.publication enable row level security;
alter table supervision.publication force row level security;
create policy publication_tenant on supervision.publication to gongzhi_main using (tenant_id = platform.current_tenant());
grant select, insert, update (content) on supervision.publication to gongzhi_main;
