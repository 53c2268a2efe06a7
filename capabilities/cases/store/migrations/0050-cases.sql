-- Cases: one run of a procedure each; tasks wait for somebody, timers for an hour, events tell what happened.
-- Every row a resident may read carries who that is, since policies use no subquery: owner, holder of a receipt, or public.
create schema cases;
grant usage on schema cases to gongzhi_main, gongzhi_sweeper;

create table cases.procedure (
  tenant_id uuid not null references platform.tenant (id),
  key text not null,
  version integer not null check (version > 0),
  title text not null,
  title_en text not null default '',
  bpmn text not null,
  valid_from date not null,
  valid_to date,
  -- What the proof said before it was enacted: {"verdict": "sound", "states": 42}.
  soundness jsonb not null,
  -- Forms of its generic steps, JSON Schemas by the key the file names: {"inspection": {"type": "object", …}}.
  forms jsonb not null default '{}',
  -- The rule whose parameters give its deadlines: `appeals.deadlines`.
  rule_key text not null,
  enacted_at timestamptz not null,
  enacted_by uuid,
  primary key (tenant_id, key, version),
  exclude using gist (tenant_id with =, key with =, daterange(valid_from, valid_to) with &&)
);
alter table cases.procedure enable row level security;
alter table cases.procedure force row level security;
create policy procedure_tenant on cases.procedure to gongzhi_main using (tenant_id = platform.current_tenant());
grant select, insert, update (valid_to) on cases.procedure to gongzhi_main;

create table cases.case (
  tenant_id uuid not null references platform.tenant (id),
  id uuid not null,
  number text not null,
  -- The capability whose matter it is, and the id of the matter there.
  kind text not null,
  subject_id uuid not null,
  procedure_key text not null,
  procedure_version integer not null,
  division_path ltree not null,
  owner_person uuid,
  holder_key text,
  public boolean not null default false,
  state text not null check (state in ('open', 'ended', 'withdrawn')),
  outcome text,
  marking jsonb not null,
  variables jsonb not null,
  opened_at timestamptz not null,
  ended_at timestamptz,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, procedure_key, procedure_version) references cases.procedure (tenant_id, key, version)
);
create index case_subject on cases.case (tenant_id, kind, subject_id);
create index case_opened on cases.case (tenant_id, kind, opened_at desc, id desc);
alter table cases.case enable row level security;
alter table cases.case force row level security;
create policy case_reader on cases.case to gongzhi_main using (tenant_id = platform.current_tenant()
  and (division_path <@ platform.current_areas() or owner_person = platform.current_person() or holder_key = platform.current_holder() or public));
-- Whoever raises it does not cover its area: writing a first row asks for the tenant only.
create policy case_write on cases.case for insert to gongzhi_main with check (tenant_id = platform.current_tenant());
grant select, insert, update on cases.case to gongzhi_main;

create table cases.task (
  tenant_id uuid not null,
  id uuid not null,
  case_id uuid not null,
  -- The token's place in the procedure: element and instance.
  element text not null,
  token integer not null,
  name text not null,
  name_en text not null default '',
  -- The action that completes it, the duty it asks for, the organization and, after somebody took it, the post it waits for.
  action text not null,
  duty text not null,
  organization_id uuid,
  post_id uuid,
  division_path ltree not null,
  owner_person uuid,
  holder_key text,
  state text not null check (state in ('open', 'done', 'cancelled')),
  opened_at timestamptz not null,
  due_at timestamptz,
  -- The rule, its version and holiday table that made the due date: {"key": …, "version": …, "provisional": false}.
  due_by jsonb,
  extended integer not null default 0,
  done_at timestamptz,
  done_by_person uuid,
  done_by_post uuid,
  primary key (tenant_id, id),
  foreign key (tenant_id, case_id) references cases.case (tenant_id, id)
);
create index task_case on cases.task (tenant_id, case_id);
create index task_due on cases.task (tenant_id, duty, due_at, id) where state = 'open';
create index task_organization on cases.task (tenant_id, organization_id, due_at, id) where state = 'open';
create unique index task_token on cases.task (tenant_id, case_id, token) where state = 'open';
alter table cases.task enable row level security;
alter table cases.task force row level security;
create policy task_reader on cases.task to gongzhi_main using (tenant_id = platform.current_tenant()
  and (division_path <@ platform.current_areas() or owner_person = platform.current_person() or holder_key = platform.current_holder()));
-- Whoever raises it does not cover its area: writing a first row asks for the tenant only.
create policy task_write on cases.task for insert to gongzhi_main with check (tenant_id = platform.current_tenant());
grant select, insert, update on cases.task to gongzhi_main;

-- What happened, in ids and facts; never personal text. Append-only by grant.
create table cases.event (
  tenant_id uuid not null,
  id uuid not null,
  case_id uuid not null,
  at timestamptz not null,
  kind text not null,
  element text,
  actor_person uuid,
  actor_post uuid,
  facts jsonb not null,
  division_path ltree not null,
  owner_person uuid,
  holder_key text,
  public boolean not null default false,
  primary key (tenant_id, id),
  foreign key (tenant_id, case_id) references cases.case (tenant_id, id)
);
create index event_case on cases.event (tenant_id, case_id, id);
create index event_at on cases.event (tenant_id, at, id);
alter table cases.event enable row level security;
alter table cases.event force row level security;
create policy event_reader on cases.event to gongzhi_main using (tenant_id = platform.current_tenant()
  and (division_path <@ platform.current_areas() or owner_person = platform.current_person() or holder_key = platform.current_holder() or public));
-- Whoever raises it does not cover its area: writing a first row asks for the tenant only.
create policy event_write on cases.event for insert to gongzhi_main with check (tenant_id = platform.current_tenant());
grant select, insert, update (public) on cases.event to gongzhi_main;

-- A timer fires once: whoever deletes its row fires it.
create table cases.timer (
  tenant_id uuid not null,
  id uuid not null,
  case_id uuid not null,
  token integer not null,
  due_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, case_id) references cases.case (tenant_id, id)
);
create index timer_due on cases.timer (due_at);
create index timer_case on cases.timer (tenant_id, case_id);
alter table cases.timer enable row level security;
alter table cases.timer force row level security;
create policy timer_tenant on cases.timer to gongzhi_main using (tenant_id = platform.current_tenant());
create policy timer_sweep on cases.timer for select to gongzhi_sweeper using (true);
grant select, insert, update, delete on cases.timer to gongzhi_main;
grant select (tenant_id, due_at, id) on cases.timer to gongzhi_sweeper;

-- Why something was given on, extended, taken back or opened again, in an official's words; the event itself holds facts only.
create table cases.reason_personal (
  tenant_id uuid not null,
  event_id uuid not null,
  case_id uuid not null,
  division_path ltree not null,
  text text not null,
  primary key (tenant_id, event_id),
  foreign key (tenant_id, event_id) references cases.event (tenant_id, id)
);
create index reason_personal_case on cases.reason_personal (tenant_id, case_id);
comment on column cases.reason_personal.tenant_id is 'personal: basis=none needed; purpose=key; retention=as text';
comment on column cases.reason_personal.event_id is 'personal: basis=none needed; purpose=key; retention=as text';
comment on column cases.reason_personal.case_id is 'personal: basis=none needed; purpose=key; retention=as text';
comment on column cases.reason_personal.division_path is 'personal: basis=statutory duty (PIPL 13.3); purpose=who may read this row; retention=as text';
comment on column cases.reason_personal.text is 'personal: basis=statutory duty (PIPL 13.3); purpose=account of the handling; retention=5 years after the case ended';
alter table cases.reason_personal enable row level security;
alter table cases.reason_personal force row level security;
create policy reason_personal_area on cases.reason_personal to gongzhi_main
  using (tenant_id = platform.current_tenant() and division_path <@ platform.current_areas());
grant select, insert, delete on cases.reason_personal to gongzhi_main;

-- One post stands in for another between two moments: its holder sees and does the other's work, under the other's post.
create table cases.substitution (
  tenant_id uuid not null,
  id uuid not null,
  post_id uuid not null,
  substitute_post_id uuid not null check (substitute_post_id <> post_id),
  -- What is lent: the post's duties on that day but those of stewards and auditors, which nobody hands on.
  duties text[] not null,
  valid_from timestamptz not null,
  -- Equal to valid_from: ended before it began.
  valid_to timestamptz not null check (valid_to >= valid_from),
  made_at timestamptz not null,
  made_by uuid,
  primary key (tenant_id, id),
  foreign key (tenant_id, post_id) references organizations.post (tenant_id, id),
  foreign key (tenant_id, substitute_post_id) references organizations.post (tenant_id, id)
);
create index substitution_post on cases.substitution (tenant_id, post_id);
create index substitution_substitute on cases.substitution (tenant_id, substitute_post_id);
alter table cases.substitution enable row level security;
alter table cases.substitution force row level security;
create policy substitution_tenant on cases.substitution to gongzhi_main using (tenant_id = platform.current_tenant());
grant select, insert, update (valid_to) on cases.substitution to gongzhi_main;

-- Work that leaves a tenant: what was sent and what was received, each side in its own rows, joined by the message's id.
create table cases.link (
  tenant_id uuid not null,
  message_id uuid not null,
  direction text not null check (direction in ('out', 'in')),
  case_id uuid,
  other_tenant uuid not null,
  relation text not null,
  division_path ltree not null,
  -- Facts the other side needs; a text goes only where the sender's rule lets it.
  facts jsonb not null,
  sent_at timestamptz not null,
  answered_at timestamptz,
  answer jsonb,
  primary key (tenant_id, message_id, direction)
);
create index link_case on cases.link (tenant_id, case_id);
alter table cases.link enable row level security;
alter table cases.link force row level security;
create policy link_area on cases.link to gongzhi_main
  using (tenant_id = platform.current_tenant() and division_path <@ platform.current_areas());
grant select, insert, update (case_id, answered_at, answer) on cases.link to gongzhi_main;

-- The words that go along, each side in its own rows: only where the sender's rule lets them (a dispute cannot be ruled on unread).
create table cases.link_personal (
  tenant_id uuid not null,
  message_id uuid not null,
  direction text not null,
  part text not null check (part in ('sent', 'answer')),
  division_path ltree not null,
  -- By name: {"title": …, "text": …, "reasons": …}.
  words jsonb not null,
  primary key (tenant_id, message_id, direction, part),
  foreign key (tenant_id, message_id, direction) references cases.link (tenant_id, message_id, direction)
);
comment on column cases.link_personal.tenant_id is 'personal: basis=none needed; purpose=key; retention=as words';
comment on column cases.link_personal.message_id is 'personal: basis=none needed; purpose=key; retention=as words';
comment on column cases.link_personal.direction is 'personal: basis=none needed; purpose=key; retention=as words';
comment on column cases.link_personal.part is 'personal: basis=none needed; purpose=key; retention=as words';
comment on column cases.link_personal.division_path is 'personal: basis=statutory duty (PIPL 13.3); purpose=who may read this row; retention=as words';
comment on column cases.link_personal.words is 'personal: basis=statutory duty (PIPL 13.3); purpose=ruling on what another body asks; retention=5 years after the case ended';
alter table cases.link_personal enable row level security;
alter table cases.link_personal force row level security;
create policy link_personal_area on cases.link_personal to gongzhi_main
  using (tenant_id = platform.current_tenant() and division_path <@ platform.current_areas());
grant select, insert, delete on cases.link_personal to gongzhi_main;

create view cases.v_case with (security_invoker = true) as
  select tenant_id, id, number, kind, subject_id, procedure_key, procedure_version, division_path, state, outcome, opened_at, ended_at from cases.case;
create view cases.v_task with (security_invoker = true) as
  select tenant_id, id, case_id, element, name, name_en, action, duty, organization_id, post_id, division_path, state, opened_at, due_at, due_by, extended,
    done_at, done_by_person, done_by_post from cases.task;
create view cases.v_substitution with (security_invoker = true) as
  select tenant_id, id, post_id, substitute_post_id, duties, valid_from, valid_to from cases.substitution;
grant select on cases.v_case, cases.v_task, cases.v_substitution to gongzhi_main;
