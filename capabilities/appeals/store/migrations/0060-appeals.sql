-- Appeals: what residents raise. Facts lie in `appeal`, words in `appeal_personal` and `entry_personal`, what was released
-- to the public in `release`. Nothing here is readable from welfare, membership or points (TRUST §3.3).
create schema appeals;
grant usage on schema appeals to gongzhi_main;

create table appeals.import_batch (
  tenant_id uuid not null references platform.tenant (id),
  id uuid not null,
  file_name text not null,
  file_sha256 text not null,
  mapping jsonb not null,
  started_at timestamptz not null,
  finished_at timestamptz,
  -- The last line of the file that is safely in: where an interrupted import goes on.
  through_line integer not null default 0,
  imported integer not null default 0,
  rejected integer not null default 0,
  repeated integer not null default 0,
  primary key (tenant_id, id),
  unique (tenant_id, file_sha256)
);
alter table appeals.import_batch enable row level security;
alter table appeals.import_batch force row level security;
create policy import_batch_tenant on appeals.import_batch to gongzhi_main using (tenant_id = platform.current_tenant());
grant select, insert, update on appeals.import_batch to gongzhi_main;

-- Headings confirmed once are remembered: {"留言主题": "title"} by the hash of the heading row.
create table appeals.import_mapping (
  tenant_id uuid not null references platform.tenant (id),
  headings_sha256 text not null,
  mapping jsonb not null,
  confirmed_at timestamptz not null,
  primary key (tenant_id, headings_sha256)
);
alter table appeals.import_mapping enable row level security;
alter table appeals.import_mapping force row level security;
create policy import_mapping_tenant on appeals.import_mapping to gongzhi_main using (tenant_id = platform.current_tenant());
grant select, insert, update on appeals.import_mapping to gongzhi_main;

create table appeals.appeal (
  tenant_id uuid not null references platform.tenant (id),
  id uuid not null,
  number text not null,
  case_id uuid,
  division_path ltree not null,
  owner_person uuid,
  holder_key text,
  public boolean not null default false,
  mode text not null check (mode in ('named', 'anonymous', 'imported')),
  channel text not null check (channel in ('web', 'desk', 'api', 'import', 'link')),
  -- Who wrote it down for the resident at a desk, with the mandate recorded.
  helper_post uuid,
  mandate text,
  matter_code text,
  -- WGS84 degrees, where a map gave a point.
  longitude double precision check (longitude between -180 and 180),
  latitude double precision check (latitude between -90 and 90),
  state text not null check (state in ('waiting', 'handling', 'answered', 'closed', 'withdrawn', 'historic')),
  outcome text check (outcome in ('solved', 'partly-solved', 'justified-no', 'explained', 'other-channel', 'withdrawn')),
  lead_organization uuid,
  -- Called by whistle to help; they read it and report to the lead.
  co_organizations uuid[] not null default '{}',
  tier text,
  raised_at timestamptz not null,
  dispatched_at timestamptz,
  contact_due_at timestamptz,
  contacted_at timestamptz,
  due_at timestamptz,
  -- Rule, version, article and holiday table of the due date: what the ticket prints.
  due_by jsonb,
  extensions integer not null default 0,
  answered_at timestamptz,
  closed_at timestamptz,
  reopened integer not null default 0,
  -- Imported: outside deadlines, rates and the public list until somebody takes it up or releases it.
  source_batch uuid,
  source_key text,
  source_likes integer,
  source_dislikes integer,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  unique (tenant_id, source_key),
  check ((longitude is null) = (latitude is null))
);
create index appeal_list on appeals.appeal (tenant_id, raised_at desc, id desc);
create index appeal_state on appeals.appeal (tenant_id, state, raised_at desc, id desc);
create index appeal_lead on appeals.appeal (tenant_id, lead_organization, raised_at desc, id desc);
create index appeal_public on appeals.appeal (tenant_id, raised_at desc, id desc) where public;
create index appeal_owner on appeals.appeal (tenant_id, owner_person, raised_at desc) where owner_person is not null;
create index appeal_holder on appeals.appeal (tenant_id, holder_key) where holder_key is not null;
create index appeal_path on appeals.appeal using gist (division_path);
alter table appeals.appeal enable row level security;
alter table appeals.appeal force row level security;
create policy appeal_reader on appeals.appeal to gongzhi_main using (tenant_id = platform.current_tenant()
  and (division_path <@ platform.current_areas() or owner_person = platform.current_person() or holder_key = platform.current_holder() or public));
-- Whoever raises it does not cover its area: writing a first row asks for the tenant only.
create policy appeal_write on appeals.appeal for insert to gongzhi_main with check (tenant_id = platform.current_tenant());
grant select, insert, update on appeals.appeal to gongzhi_main;

create table appeals.appeal_personal (
  tenant_id uuid not null,
  appeal_id uuid not null,
  division_path ltree not null,
  owner_person uuid,
  holder_key text,
  title text not null,
  text text not null,
  place text not null default '',
  contact_name text not null default '',
  contact_phone_cipher text,
  contact_phone_index text,
  primary key (tenant_id, appeal_id),
  foreign key (tenant_id, appeal_id) references appeals.appeal (tenant_id, id)
);
comment on column appeals.appeal_personal.tenant_id is 'personal: basis=none needed; purpose=key; retention=as text';
comment on column appeals.appeal_personal.appeal_id is 'personal: basis=none needed; purpose=key; retention=as text';
comment on column appeals.appeal_personal.division_path is 'personal: basis=statutory duty (PIPL 13.3); purpose=who may read this row; retention=as text';
comment on column appeals.appeal_personal.owner_person is 'personal: basis=statutory duty (PIPL 13.3); purpose=who raised it; retention=as text';
comment on column appeals.appeal_personal.holder_key is 'personal: basis=none needed; purpose=hash of the receipt code; retention=as text';
comment on column appeals.appeal_personal.title is 'personal: basis=statutory duty (PIPL 13.3); purpose=handling the appeal; retention=5 years after closing';
comment on column appeals.appeal_personal.text is 'personal: basis=statutory duty (PIPL 13.3); purpose=handling the appeal; retention=5 years after closing';
comment on column appeals.appeal_personal.place is 'personal: basis=statutory duty (PIPL 13.3); purpose=finding the place; retention=as text';
comment on column appeals.appeal_personal.contact_name is 'personal: basis=consent (PIPL 13.1); purpose=contact about the appeal; retention=1 year after closing';
comment on column appeals.appeal_personal.contact_phone_cipher is 'personal: basis=consent (PIPL 13.1); purpose=contact about the appeal; retention=1 year after closing';
comment on column appeals.appeal_personal.contact_phone_index is 'personal: basis=consent (PIPL 13.1); purpose=finding by phone at the desk; retention=as contact_phone_cipher';
alter table appeals.appeal_personal enable row level security;
alter table appeals.appeal_personal force row level security;
create policy appeal_personal_area on appeals.appeal_personal to gongzhi_main using (tenant_id = platform.current_tenant()
  and (division_path <@ platform.current_areas() or owner_person = platform.current_person() or holder_key = platform.current_holder()));
-- Whoever raises it does not cover its area: writing a first row asks for the tenant only.
create policy appeal_personal_write on appeals.appeal_personal for insert to gongzhi_main with check (tenant_id = platform.current_tenant());
grant select, insert, update, delete on appeals.appeal_personal to gongzhi_main;

-- What is written while it is handled: contacts, notes, objections, extensions, co-handlers' reports, the answer.
create table appeals.entry_personal (
  tenant_id uuid not null,
  id uuid not null,
  appeal_id uuid not null,
  division_path ltree not null,
  owner_person uuid,
  holder_key text,
  kind text not null check (kind in ('contact', 'note', 'objection', 'objection-decision', 'extension', 'transfer', 'whistle', 'report', 'answer', 'channel', 'reopening', 'withdrawal', 'dispute')),
  -- Shown to the resident; notes among officials are not.
  told boolean not null,
  text text not null,
  article text not null default '',
  by_person uuid,
  by_post uuid,
  by_organization uuid,
  at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, appeal_id) references appeals.appeal (tenant_id, id)
);
create index entry_personal_appeal on appeals.entry_personal (tenant_id, appeal_id, id);
comment on column appeals.entry_personal.tenant_id is 'personal: basis=none needed; purpose=key; retention=as text';
comment on column appeals.entry_personal.id is 'personal: basis=none needed; purpose=key; retention=as text';
comment on column appeals.entry_personal.appeal_id is 'personal: basis=none needed; purpose=key; retention=as text';
comment on column appeals.entry_personal.division_path is 'personal: basis=statutory duty (PIPL 13.3); purpose=who may read this row; retention=as text';
comment on column appeals.entry_personal.owner_person is 'personal: basis=statutory duty (PIPL 13.3); purpose=whose appeal it answers; retention=as text';
comment on column appeals.entry_personal.holder_key is 'personal: basis=none needed; purpose=hash of the receipt code; retention=as text';
comment on column appeals.entry_personal.kind is 'personal: basis=none needed; purpose=sort of entry; retention=as text';
comment on column appeals.entry_personal.told is 'personal: basis=none needed; purpose=whether the resident sees it; retention=as text';
comment on column appeals.entry_personal.text is 'personal: basis=statutory duty (PIPL 13.3); purpose=account of the handling; retention=5 years after closing';
comment on column appeals.entry_personal.article is 'personal: basis=none needed; purpose=rule it rests on; retention=as text';
comment on column appeals.entry_personal.by_person is 'personal: basis=statutory duty (PIPL 13.3); purpose=which official wrote it; retention=as text';
comment on column appeals.entry_personal.by_post is 'personal: basis=none needed; purpose=under which post; retention=as text';
comment on column appeals.entry_personal.by_organization is 'personal: basis=none needed; purpose=for which unit; retention=as text';
comment on column appeals.entry_personal.at is 'personal: basis=none needed; purpose=when; retention=as text';
alter table appeals.entry_personal enable row level security;
alter table appeals.entry_personal force row level security;
create policy entry_personal_area on appeals.entry_personal to gongzhi_main using (tenant_id = platform.current_tenant()
  and (division_path <@ platform.current_areas() or (told and (owner_person = platform.current_person() or holder_key = platform.current_holder()))));
-- Whoever raises it does not cover its area: writing a first row asks for the tenant only.
create policy entry_personal_write on appeals.entry_personal for insert to gongzhi_main with check (tenant_id = platform.current_tenant());
grant select, insert, delete on appeals.entry_personal to gongzhi_main;

create table appeals.photo (
  tenant_id uuid not null,
  appeal_id uuid not null,
  position smallint not null check (position between 0 and 8),
  file_id uuid not null,
  primary key (tenant_id, appeal_id, position),
  foreign key (tenant_id, appeal_id) references appeals.appeal (tenant_id, id)
);
alter table appeals.photo enable row level security;
alter table appeals.photo force row level security;
create policy photo_tenant on appeals.photo to gongzhi_main using (tenant_id = platform.current_tenant());
grant select, insert on appeals.photo to gongzhi_main;

-- A co-handler called by whistle: reports to the lead by its time or gives reasons.
create table appeals.whistle (
  tenant_id uuid not null,
  id uuid not null,
  appeal_id uuid not null,
  organization_id uuid not null,
  division_path ltree not null,
  asked_at timestamptz not null,
  due_at timestamptz not null,
  reported_at timestamptz,
  report_outcome text check (report_outcome in ('done', 'refused')),
  primary key (tenant_id, id),
  unique (tenant_id, appeal_id, organization_id),
  foreign key (tenant_id, appeal_id) references appeals.appeal (tenant_id, id)
);
alter table appeals.whistle enable row level security;
alter table appeals.whistle force row level security;
create policy whistle_area on appeals.whistle to gongzhi_main using (tenant_id = platform.current_tenant() and division_path <@ platform.current_areas());
grant select, insert, update (reported_at, report_outcome) on appeals.whistle to gongzhi_main;

-- The resident's own judgement, one a round; a reopened appeal is judged anew.
create table appeals.judgement (
  tenant_id uuid not null,
  appeal_id uuid not null,
  round integer not null,
  division_path ltree not null,
  owner_person uuid,
  holder_key text,
  responded boolean not null,
  solved boolean not null,
  satisfied boolean not null,
  at timestamptz not null,
  primary key (tenant_id, appeal_id, round),
  foreign key (tenant_id, appeal_id) references appeals.appeal (tenant_id, id)
);
alter table appeals.judgement enable row level security;
alter table appeals.judgement force row level security;
create policy judgement_reader on appeals.judgement to gongzhi_main using (tenant_id = platform.current_tenant()
  and (division_path <@ platform.current_areas() or owner_person = platform.current_person() or holder_key = platform.current_holder()));
grant select, insert on appeals.judgement to gongzhi_main;

-- Text a person released to the public, after taking out what is nobody's business.
create table appeals.release (
  tenant_id uuid not null,
  appeal_id uuid not null,
  title text not null,
  text text not null,
  answer text not null default '',
  released_at timestamptz not null,
  released_by uuid,
  primary key (tenant_id, appeal_id),
  foreign key (tenant_id, appeal_id) references appeals.appeal (tenant_id, id)
);
alter table appeals.release enable row level security;
alter table appeals.release force row level security;
create policy release_tenant on appeals.release to gongzhi_main using (tenant_id = platform.current_tenant());
grant select, insert, update, delete on appeals.release to gongzhi_main;
