-- One public chain from a proposal to a published result: its text, where it stands, what was posted, who objected, what came of it.
create schema resolutions;
grant usage on schema resolutions to gongzhi_main;

create table resolutions.proposal (
  tenant_id uuid not null references platform.tenant (id),
  id uuid not null,
  -- Its case, and the number both are known by.
  case_id uuid not null,
  number text not null,
  division_path ltree not null,
  organization_id uuid not null,
  title text not null,
  wording text not null,
  version integer not null check (version > 0),
  -- The kind of matter by the decision rules; null: none of those the law names.
  matter text,
  -- How people were asked beforehand, and what they said.
  asked text not null,
  asked_persons integer not null check (asked_persons > 0),
  proposed_on date not null,
  -- The element of its procedure at which it stands, or how it ended.
  state text not null check (state in ('talk', 'review', 'decide', 'publish', 'post', 'carry', 'report', 'done', 'given-up')),
  result text not null default '',
  done_on date,
  cost_cents bigint check (cost_cents >= 0),
  given_up_why text not null default '',
  ended_on date,
  -- By when its present step is due, as its task has it: tasks are their offices', proposals are everybody's.
  due_at timestamptz,
  primary key (tenant_id, id),
  unique (tenant_id, number)
);
create index proposal_newest on resolutions.proposal (tenant_id, id desc);
alter table resolutions.proposal enable row level security;
alter table resolutions.proposal force row level security;
create policy proposal_read on resolutions.proposal for select to gongzhi_main using (tenant_id = platform.current_tenant());
create policy proposal_made on resolutions.proposal for insert to gongzhi_main
  with check (tenant_id = platform.current_tenant() and division_path <@ platform.current_areas());
create policy proposal_kept on resolutions.proposal for update to gongzhi_main
  using (tenant_id = platform.current_tenant() and division_path <@ platform.current_areas());
grant select, insert, update on resolutions.proposal to gongzhi_main;

-- What hangs on the board for its days, by the number of the case it is about, of whatever procedure.
create table resolutions.posting (
  tenant_id uuid not null,
  case_number text not null,
  division_path ltree not null,
  posted_on date not null,
  -- The last whole day on which it hangs.
  posted_until date not null check (posted_until >= posted_on),
  rule_id uuid not null,
  rule_version integer not null,
  -- How many objected, and how many were answered: everybody's to know, where the words are not yet.
  objections integer not null default 0,
  answered integer not null default 0,
  primary key (tenant_id, case_number)
);
alter table resolutions.posting enable row level security;
alter table resolutions.posting force row level security;
create policy posting_read on resolutions.posting for select to gongzhi_main using (tenant_id = platform.current_tenant());
create policy posting_made on resolutions.posting for insert to gongzhi_main
  with check (tenant_id = platform.current_tenant() and division_path <@ platform.current_areas());
create policy posting_counted on resolutions.posting for update to gongzhi_main using (tenant_id = platform.current_tenant());
grant select, insert, update (objections, answered) on resolutions.posting to gongzhi_main;

create table resolutions.objection (
  tenant_id uuid not null,
  id uuid not null,
  case_number text not null,
  division_path ltree not null,
  person_id uuid not null,
  text text not null,
  raised_on date not null,
  answer_by date not null,
  answer text not null default '',
  answered_on date,
  primary key (tenant_id, case_number, id),
  unique (tenant_id, id),
  foreign key (tenant_id, case_number) references resolutions.posting (tenant_id, case_number)
);
comment on column resolutions.objection.text is 'personal: basis=statutory duty (PIPL 13.3); purpose=answering an objection to what is posted; retention=until the archive of the proposal is disposed of';
comment on column resolutions.objection.answer is 'personal: basis=statutory duty (PIPL 13.3); purpose=answering an objection to what is posted; retention=until the archive of the proposal is disposed of';
alter table resolutions.objection enable row level security;
alter table resolutions.objection force row level security;
-- Words are everybody's once they are answered; before, they are for whoever raised them and whoever has to answer.
create policy objection_read on resolutions.objection for select to gongzhi_main using (tenant_id = platform.current_tenant()
  and (answered_on is not null or division_path <@ platform.current_areas() or person_id = platform.current_person()));
create policy objection_raised on resolutions.objection for insert to gongzhi_main
  with check (tenant_id = platform.current_tenant() and (person_id = platform.current_person() or division_path <@ platform.current_areas()));
create policy objection_answered on resolutions.objection for update to gongzhi_main
  using (tenant_id = platform.current_tenant() and division_path <@ platform.current_areas());
grant select, insert, update (answer, answered_on) on resolutions.objection to gongzhi_main;

-- What was published, word for word as it went on the record.
create table resolutions.publication (
  tenant_id uuid not null,
  number text not null,
  kind text not null check (kind in ('proposal', 'resolution', 'outcome')),
  version integer not null check (version > 0),
  content jsonb not null,
  published_on date not null,
  primary key (tenant_id, number, kind, version),
  foreign key (tenant_id, number) references resolutions.proposal (tenant_id, number)
);
alter table resolutions.publication enable row level security;
alter table resolutions.publication force row level security;
create policy publication_tenant on resolutions.publication to gongzhi_main using (tenant_id = platform.current_tenant());
grant select, insert, update (content) on resolutions.publication to gongzhi_main;
