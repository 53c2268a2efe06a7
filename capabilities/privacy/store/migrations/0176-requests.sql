-- What residents ask to have erased, who decided it, and what of it everybody may know.
create schema privacy;
grant usage on schema privacy to gongzhi_main;

create table privacy.request (
  tenant_id uuid not null references platform.tenant (id),
  id uuid not null,
  division_path ltree not null,
  person_id uuid not null,
  account_id uuid,
  -- The account opens another tenant's door, too: it stays, and forgets this one.
  elsewhere boolean not null,
  -- voluntary: what rests on consent, and what no duty keeps, at once. whole: everything, when two persons agreed.
  extent text not null check (extent in ('voluntary', 'whole')),
  says text not null default '',
  state text not null check (state in ('asked', 'agreed', 'erasing', 'erased', 'refused')),
  ground text check (ground in ('left', 'unneeded', 'consent', 'unlawful')),
  -- The name goes from other people's words as well, where it stands there.
  everywhere boolean not null default false,
  first_by uuid,
  first_at timestamptz,
  second_by uuid,
  second_at timestamptz,
  answer text not null default '',
  asked_at timestamptz not null,
  ended_at timestamptz,
  -- Rows and mentions that went, fields of the record, and what is left there: figures.
  result jsonb,
  check (second_by <> first_by),
  check (first_by <> person_id),
  check (second_by <> person_id),
  check (extent = 'voluntary' or state not in ('erasing', 'erased') or second_by is not null),
  primary key (tenant_id, id)
);
comment on column privacy.request.says is 'personal: basis=the person’s own right (PIPL 47); purpose=what somebody asks to have erased, and why; retention=2 years';
comment on column privacy.request.answer is 'personal: basis=the person’s own right (PIPL 47); purpose=telling what was decided of an erasure; retention=2 years';
-- One at a time: the second would find nothing, or something other than what was read.
create unique index request_open on privacy.request (tenant_id, person_id) where state in ('asked', 'agreed', 'erasing');
create index request_state on privacy.request (tenant_id, state, id desc);
alter table privacy.request enable row level security;
alter table privacy.request force row level security;
create policy request_reader on privacy.request to gongzhi_main
  using (tenant_id = platform.current_tenant() and (division_path <@ platform.current_areas() or person_id = platform.current_person()));
grant select, insert, update on privacy.request to gongzhi_main;

-- That somebody was erased, on what ground and by which two: on the record, and not a word of whom.
create table privacy.erasure (
  tenant_id uuid not null references platform.tenant (id),
  id uuid not null,
  ground text not null,
  first_by uuid not null,
  second_by uuid not null check (second_by <> first_by),
  on_day date not null,
  primary key (tenant_id, id)
);
alter table privacy.erasure enable row level security;
alter table privacy.erasure force row level security;
create policy erasure_tenant on privacy.erasure to gongzhi_main using (tenant_id = platform.current_tenant());
grant select, insert on privacy.erasure to gongzhi_main;
