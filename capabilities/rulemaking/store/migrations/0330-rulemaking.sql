-- A rule on its way from draft to force: its text, what people said of it, what passed it, when it was filed upward, what was ordered.
create schema rulemaking;
grant usage on schema rulemaking to gongzhi_main;

create table rulemaking.draft (
  tenant_id uuid not null references platform.tenant (id),
  id uuid not null,
  -- Its case, and the number both are known by.
  case_id uuid not null,
  number text not null,
  division_path ltree not null,
  organization_id uuid not null,
  -- The kind of rule by `rulemaking.course`.
  kind text not null,
  -- The rule it is a next version of; null: a rule that is new here.
  rule_id uuid,
  rule_key text not null,
  title text not null,
  -- One article a line, numbered.
  text text not null,
  parameters jsonb not null,
  citations jsonb not null,
  -- Counts what was saved: whoever writes on an older one is told.
  revision integer not null check (revision > 0),
  began_on date not null,
  -- The element of its procedure at which it stands, or how it ended.
  state text not null check (state in ('write', 'consult', 'decide', 'file', 'enact', 'done', 'given-up', 'returned')),
  -- Of the text that goes to the vote; what is passed, filed and enacted is this one.
  text_sha256 text check (text_sha256 ~ '^[0-9a-f]{64}$'),
  -- The number of the resolution that passed it; null: a meeting about the draft itself.
  resolution text,
  passed_on date,
  -- Which meeting passed it with which figures, as its gate found it.
  passed_by text not null default '',
  filing_due date,
  filed_on date,
  enacted_rule_id uuid,
  enacted_version integer,
  valid_from date,
  given_up_why text not null default '',
  ended_on date,
  -- By when its present step is due, as its task has it: tasks are their offices', drafts are everybody's.
  due_at timestamptz,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, organization_id) references organizations.organization (tenant_id, id)
);
create index draft_newest on rulemaking.draft (tenant_id, id desc);
create index draft_organization on rulemaking.draft (tenant_id, organization_id);
-- One draft of a rule is under way in a place.
create unique index draft_open on rulemaking.draft (tenant_id, division_path, rule_key) where ended_on is null;
alter table rulemaking.draft enable row level security;
alter table rulemaking.draft force row level security;
create policy draft_read on rulemaking.draft for select to gongzhi_main using (tenant_id = platform.current_tenant());
create policy draft_made on rulemaking.draft for insert to gongzhi_main
  with check (tenant_id = platform.current_tenant() and division_path <@ platform.current_areas());
create policy draft_kept on rulemaking.draft for update to gongzhi_main
  using (tenant_id = platform.current_tenant() and division_path <@ platform.current_areas());
grant select, insert, update on rulemaking.draft to gongzhi_main;

-- Open to everybody for its days, and how many spoke and were answered: everybody's to know, where the words are not yet.
create table rulemaking.consultation (
  tenant_id uuid not null,
  number text not null,
  division_path ltree not null,
  opened_on date not null,
  -- The last whole day on which one may speak.
  open_until date not null check (open_until >= opened_on),
  rule_id uuid not null,
  rule_version integer not null,
  comments integer not null default 0,
  answered integer not null default 0,
  primary key (tenant_id, number),
  foreign key (tenant_id, number) references rulemaking.draft (tenant_id, number)
);
alter table rulemaking.consultation enable row level security;
alter table rulemaking.consultation force row level security;
create policy consultation_read on rulemaking.consultation for select to gongzhi_main using (tenant_id = platform.current_tenant());
create policy consultation_made on rulemaking.consultation for insert to gongzhi_main
  with check (tenant_id = platform.current_tenant() and division_path <@ platform.current_areas());
create policy consultation_counted on rulemaking.consultation for update to gongzhi_main using (tenant_id = platform.current_tenant());
grant select, insert, update (comments, answered) on rulemaking.consultation to gongzhi_main;

create table rulemaking.comment (
  tenant_id uuid not null,
  id uuid not null,
  number text not null,
  division_path ltree not null,
  person_id uuid not null,
  -- 0: of the whole.
  article integer not null check (article >= 0),
  comment text not null,
  made_on date not null,
  outcome text check (outcome in ('adopted', 'partly', 'not-adopted')),
  answer text not null default '',
  answered_on date,
  primary key (tenant_id, number, id),
  unique (tenant_id, id),
  check ((answered_on is null) = (outcome is null)),
  foreign key (tenant_id, number) references rulemaking.consultation (tenant_id, number)
);
comment on column rulemaking.comment.comment is 'personal: basis=statutory duty (PIPL 13.3); purpose=answering what was said of the draft of a rule; retention=until the archive of the draft is disposed of';
comment on column rulemaking.comment.answer is 'personal: basis=statutory duty (PIPL 13.3); purpose=answering what was said of the draft of a rule; retention=until the archive of the draft is disposed of';
alter table rulemaking.comment enable row level security;
alter table rulemaking.comment force row level security;
-- Words are everybody's once they are answered; before, they are for whoever said them and whoever has to answer.
create policy comment_read on rulemaking.comment for select to gongzhi_main using (tenant_id = platform.current_tenant()
  and (answered_on is not null or division_path <@ platform.current_areas() or person_id = platform.current_person()));
create policy comment_made on rulemaking.comment for insert to gongzhi_main
  with check (tenant_id = platform.current_tenant() and (person_id = platform.current_person() or division_path <@ platform.current_areas()));
create policy comment_answered on rulemaking.comment for update to gongzhi_main
  using (tenant_id = platform.current_tenant() and division_path <@ platform.current_areas());
grant select, insert, update (outcome, answer, answered_on) on rulemaking.comment to gongzhi_main;

-- What the township orders to be put right in what was filed: which article, against which article above, by when.
create table rulemaking.correction (
  tenant_id uuid not null,
  id uuid not null,
  number text not null,
  division_path ltree not null,
  rule_key text not null,
  article integer not null check (article >= 0),
  against text not null,
  against_article text not null,
  why text not null,
  ordered_on date not null,
  due_on date not null check (due_on > ordered_on),
  -- The day a corrected text began to hold, or was enacted.
  done_on date,
  primary key (tenant_id, id),
  foreign key (tenant_id, number) references rulemaking.draft (tenant_id, number)
);
create index correction_due on rulemaking.correction (tenant_id, due_on) where done_on is null;
create index correction_draft on rulemaking.correction (tenant_id, number, ordered_on);
alter table rulemaking.correction enable row level security;
alter table rulemaking.correction force row level security;
create policy correction_read on rulemaking.correction for select to gongzhi_main using (tenant_id = platform.current_tenant());
create policy correction_made on rulemaking.correction for insert to gongzhi_main
  with check (tenant_id = platform.current_tenant() and division_path <@ platform.current_areas());
create policy correction_done on rulemaking.correction for update to gongzhi_main
  using (tenant_id = platform.current_tenant() and division_path <@ platform.current_areas());
grant select, insert, update (why, done_on) on rulemaking.correction to gongzhi_main;

-- What was published, word for word as it went on the record.
create table rulemaking.publication (
  tenant_id uuid not null,
  number text not null,
  kind text not null check (kind in ('draft', 'passage', 'filing', 'correction', 'outcome')),
  version integer not null check (version > 0),
  content jsonb not null,
  published_on date not null,
  primary key (tenant_id, number, kind, version),
  foreign key (tenant_id, number) references rulemaking.draft (tenant_id, number)
);
alter table rulemaking.publication enable row level security;
alter table rulemaking.publication force row level security;
create policy publication_tenant on rulemaking.publication to gongzhi_main using (tenant_id = platform.current_tenant());
grant select, insert, update (content) on rulemaking.publication to gongzhi_main;
