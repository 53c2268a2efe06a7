-- Meetings from the notice to the published result: who is due, who came, what was put to the vote, and what came of it.
create schema meetings;
grant usage on schema meetings to gongzhi_main;

create table meetings.meeting (
  tenant_id uuid not null references platform.tenant (id),
  id uuid not null,
  kind text not null,
  -- The form of the decision rule: all adults, one per household, members.
  form text not null,
  division_path ltree not null,
  -- A villagers' group's own meeting; null for the whole place.
  group_id uuid,
  title text not null,
  meets_at timestamptz not null,
  place text not null,
  chair text not null,
  convener uuid not null,
  state text not null check (state in ('called', 'called-off', 'open', 'not-held', 'closed')),
  -- Open to everybody; otherwise until its result is published only those in seen_by and whoever keeps it know of it.
  public boolean not null,
  seen_by uuid[] not null default '{}',
  -- The house's rule of kinds, and the decision rule it named that day: what the verdict is made by, for ever.
  rule_id uuid not null,
  rule_version integer not null,
  decided_by jsonb not null,
  tellers integer not null check (tellers > 0),
  -- What the rule asks for and the convener states: first studied by the party organization, …
  facts text[] not null,
  notice_day date not null,
  roll_id uuid,
  roll_version integer,
  roll_sha256 text not null,
  due_persons integer not null,
  due_women integer not null,
  due_households integer not null,
  here_persons integer not null default 0,
  here_households integer not null default 0,
  proxies integer not null default 0,
  discussion text not null default '',
  ended_why text not null default '',
  results integer not null default 0,
  primary key (tenant_id, id)
);
comment on column meetings.meeting.chair is 'personal: basis=statutory duty (PIPL 13.3); purpose=who chaired, in notice and minutes; retention=until the archive of the meeting is disposed of';
comment on column meetings.meeting.discussion is 'personal: basis=statutory duty (PIPL 13.3); purpose=minutes of a meeting; retention=until the archive of the meeting is disposed of';
create index meeting_day on meetings.meeting (tenant_id, meets_at desc);
alter table meetings.meeting enable row level security;
alter table meetings.meeting force row level security;
create policy meeting_reader on meetings.meeting to gongzhi_main using (tenant_id = platform.current_tenant()
  and (public or division_path <@ platform.current_areas() or platform.current_person() = any(seen_by)));
grant select, insert, update on meetings.meeting to gongzhi_main;

-- Who listens to what happens in a hall asks for these.
create index meeting_open on meetings.meeting (tenant_id) where state = 'open';

create table meetings.item (
  tenant_id uuid not null,
  id uuid not null,
  meeting_id uuid not null,
  division_path ltree not null,
  public boolean not null,
  seen_by uuid[] not null default '{}',
  number integer not null check (number > 0),
  title text not null,
  wording text not null,
  -- What kind of matter it is by the decision rule; null: nothing special.
  matter text,
  method text check (method in ('show-of-hands', 'paper-ballots')),
  state text not null default 'waiting' check (state in ('waiting', 'voting', 'decided')),
  -- Counts that did not agree are taken again, in a next round.
  round integer not null default 1,
  stepped_aside integer not null default 0,
  -- Who was here as it was put to the vote: who comes later counts for later items.
  here_persons integer,
  here_households integer,
  proxies integer,
  votes_for integer,
  votes_against integer,
  votes_abstain integer,
  votes_invalid integer,
  -- Why it is being counted again after the meeting.
  recount_why text not null default '',
  primary key (tenant_id, id),
  unique (tenant_id, meeting_id, number),
  foreign key (tenant_id, meeting_id) references meetings.meeting (tenant_id, id)
);
alter table meetings.item enable row level security;
alter table meetings.item force row level security;
create policy item_reader on meetings.item to gongzhi_main using (tenant_id = platform.current_tenant()
  and (public or division_path <@ platform.current_areas() or platform.current_person() = any(seen_by)));
grant select, insert, update on meetings.item to gongzhi_main;

-- The frozen roll of the meeting, one row a person, and whether they are here: themselves or by a written mandate.
create table meetings.due (
  tenant_id uuid not null,
  meeting_id uuid not null,
  person_id uuid not null,
  division_path ltree not null,
  household_id uuid,
  woman boolean not null,
  here text check (here in ('list', 'sheet', 'proxy')),
  proxy_person uuid,
  -- The written mandate as it was shown.
  mandate text not null default '',
  check ((here = 'proxy') = (proxy_person is not null)),
  primary key (tenant_id, meeting_id, person_id),
  foreign key (tenant_id, meeting_id) references meetings.meeting (tenant_id, id)
);
comment on column meetings.due.mandate is 'personal: basis=statutory duty (PIPL 13.3); purpose=by which paper somebody was represented; retention=until the archive of the meeting is disposed of';
create index due_person on meetings.due (tenant_id, person_id);
alter table meetings.due enable row level security;
alter table meetings.due force row level security;
create policy due_area on meetings.due to gongzhi_main using (tenant_id = platform.current_tenant()
  and (division_path <@ platform.current_areas() or person_id = platform.current_person()));
grant select, insert, delete, update (here, proxy_person, mandate) on meetings.due to gongzhi_main;

-- A paper sign-in sheet as each of two people typed it. It counts once both typed the same.
create table meetings.sheet (
  tenant_id uuid not null,
  meeting_id uuid not null,
  entered_by uuid not null,
  division_path ltree not null,
  person_ids uuid[] not null,
  primary key (tenant_id, meeting_id, entered_by),
  foreign key (tenant_id, meeting_id) references meetings.meeting (tenant_id, id)
);
alter table meetings.sheet enable row level security;
alter table meetings.sheet force row level security;
create policy sheet_area on meetings.sheet to gongzhi_main
  using (tenant_id = platform.current_tenant() and division_path <@ platform.current_areas());
grant select, insert, update, delete on meetings.sheet to gongzhi_main;

-- One teller's count of one round: kept as it was given.
create table meetings.tally (
  tenant_id uuid not null,
  item_id uuid not null,
  round integer not null,
  teller uuid not null,
  division_path ltree not null,
  votes_for integer not null check (votes_for >= 0),
  votes_against integer not null check (votes_against >= 0),
  votes_abstain integer not null check (votes_abstain >= 0),
  votes_invalid integer not null check (votes_invalid >= 0),
  primary key (tenant_id, item_id, round, teller),
  foreign key (tenant_id, item_id) references meetings.item (tenant_id, id)
);
alter table meetings.tally enable row level security;
alter table meetings.tally force row level security;
create policy tally_area on meetings.tally to gongzhi_main
  using (tenant_id = platform.current_tenant() and division_path <@ platform.current_areas());
grant select, insert on meetings.tally to gongzhi_main;

-- Who has an interest in an item and stepped aside from its vote.
create table meetings.recusal (
  tenant_id uuid not null,
  item_id uuid not null,
  person_id uuid not null,
  division_path ltree not null,
  primary key (tenant_id, item_id, person_id),
  foreign key (tenant_id, item_id) references meetings.item (tenant_id, id)
);
alter table meetings.recusal enable row level security;
alter table meetings.recusal force row level security;
create policy recusal_area on meetings.recusal to gongzhi_main using (tenant_id = platform.current_tenant()
  and (division_path <@ platform.current_areas() or person_id = platform.current_person()));
grant select, insert on meetings.recusal to gongzhi_main;

-- Papers: sent with the notice (for whoever may read the meeting), or the signed minutes (for whoever keeps it).
create table meetings.paper (
  tenant_id uuid not null,
  meeting_id uuid not null,
  file_id uuid not null,
  division_path ltree not null,
  purpose text not null check (purpose in ('agenda', 'signed')),
  name text not null,
  sha256 text not null,
  public boolean not null,
  primary key (tenant_id, meeting_id, file_id),
  foreign key (tenant_id, meeting_id) references meetings.meeting (tenant_id, id)
);
alter table meetings.paper enable row level security;
alter table meetings.paper force row level security;
create policy paper_reader on meetings.paper to gongzhi_main
  using (tenant_id = platform.current_tenant() and (public or division_path <@ platform.current_areas()));
grant select, insert, update (public) on meetings.paper to gongzhi_main;

-- What was published, word for word as it went on the record. A correction is a new version with its reason.
create table meetings.publication (
  tenant_id uuid not null,
  meeting_id uuid not null,
  kind text not null check (kind in ('notice', 'result')),
  version integer not null check (version > 0),
  content jsonb not null,
  reason text not null,
  published_at timestamptz not null,
  primary key (tenant_id, meeting_id, kind, version),
  foreign key (tenant_id, meeting_id) references meetings.meeting (tenant_id, id)
);
alter table meetings.publication enable row level security;
alter table meetings.publication force row level security;
create policy publication_tenant on meetings.publication to gongzhi_main using (tenant_id = platform.current_tenant());
grant select, insert, update (content) on meetings.publication to gongzhi_main;
