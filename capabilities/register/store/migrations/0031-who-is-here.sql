-- Small groups, what a person's entry says besides, every change of it with its ground, and what residents and exporters ask for.

-- Villagers' small groups, buildings and neighbourhoods: parts of a village or community that choose, meet and are reached together.
create table register.small_group (
  tenant_id uuid not null references platform.tenant (id),
  id uuid not null,
  division_path ltree not null,
  kind text not null check (kind in ('villagers-group', 'building', 'neighbourhood')),
  name text not null,
  valid_from date not null,
  -- The first day it is no longer there.
  valid_to date check (valid_to is null or valid_to > valid_from),
  primary key (tenant_id, id),
  -- Two groups of one name in one place at one time could not be told apart.
  exclude using gist (tenant_id with =, division_path with =, name with =, daterange(valid_from, valid_to) with &&)
);
create index small_group_path on register.small_group using gist (division_path);
alter table register.small_group enable row level security;
alter table register.small_group force row level security;
create policy small_group_tenant on register.small_group to gongzhi_main using (tenant_id = platform.current_tenant());
grant select, insert, update (name, valid_to) on register.small_group to gongzhi_main;

alter table register.household add column group_id uuid;
alter table register.household add column head_person uuid;
alter table register.household add column address text not null default '';
alter table register.household add column ended_on date;
-- Counts the changes: whoever changes says which version they saw.
alter table register.household add column version integer not null default 1;
alter table register.household add foreign key (tenant_id, group_id) references register.small_group (tenant_id, id);
create index household_group on register.household (tenant_id, group_id);
comment on column register.household.address is 'personal: basis=statutory duty (PIPL 13.3); purpose=delivery of papers; retention=1 year after the household has ended';

-- On what ground somebody belongs here: registered (户籍在本地), admitted by the assembly though registered elsewhere, or living here.
alter table register.person add column standing text not null default 'registered' check (standing in ('registered', 'admitted', 'living-here'));
-- The legal day and the way somebody ceased to be here.
alter table register.person add column ended_on date;
alter table register.person add column end_kind text check (end_kind in ('moved', 'died', 'mistake', 'undone'));
alter table register.person add column version integer not null default 1;
-- The household's, copied, so that who reads their own entry needs no right over the household's.
alter table register.person add column group_id uuid;
alter table register.person add foreign key (tenant_id, group_id) references register.small_group (tenant_id, id);
alter table register.person add check ((left_at is null) = (end_kind is null));
create index person_batch on register.person (tenant_id, source_batch);
create index person_group on register.person (tenant_id, group_id);
-- Whoever joins with a phone number the register has takes up that entry instead of making a second one.
create policy person_claim on register.person to gongzhi_main
  using (tenant_id = platform.current_tenant() and account_id is null and left_at is null and platform.current_purpose() = 'accounts/join-tenant')
  with check (tenant_id = platform.current_tenant() and account_id = platform.current_account());

alter table register.person_personal add column relation text not null default '' check (relation in ('', 'head', 'spouse', 'child', 'parent', 'grandchild', 'grandparent', 'sibling', 'other'));
comment on column register.person_personal.relation is 'personal: basis=statutory duty (PIPL 13.3); purpose=who belongs to a household, and who is near kin where the law sets them apart; retention=10 years after leaving';
alter table register.person_personal add column household_number text not null default '';
comment on column register.person_personal.household_number is 'personal: basis=statutory duty (PIPL 13.3); purpose=which household a person belongs to, shown to the person; retention=1 year after leaving';
update register.person_personal n set household_number = h.number from register.person p
  join register.household h on h.tenant_id = p.tenant_id and h.id = p.household_id where p.tenant_id = n.tenant_id and p.id = n.person_id;
create index person_personal_sorted on register.person_personal (tenant_id, name collate "zh-x-icu", person_id);
create policy person_personal_claim on register.person_personal for select to gongzhi_main
  using (tenant_id = platform.current_tenant() and phone_index is not null and platform.current_purpose() = 'accounts/join-tenant');

-- Where an identity number is registered, over the whole tenant: whoever enters one again is told the place, and nothing else.
create table register.identity_place (
  tenant_id uuid not null references platform.tenant (id),
  identity_index text not null,
  person_id uuid not null,
  division_path ltree not null,
  primary key (tenant_id, identity_index),
  foreign key (tenant_id, person_id) references register.person (tenant_id, id)
);
create index identity_place_person on register.identity_place (tenant_id, person_id);
alter table register.identity_place enable row level security;
alter table register.identity_place force row level security;
create policy identity_place_tenant on register.identity_place to gongzhi_main using (tenant_id = platform.current_tenant());
grant select, insert, update, delete on register.identity_place to gongzhi_main;

-- What was changed, by whom, from what ground. What stood there before lies encrypted: to be put back, and to be shown.
create table register.change (
  tenant_id uuid not null references platform.tenant (id),
  id uuid not null,
  division_path ltree not null,
  person_id uuid,
  household_id uuid,
  kind text not null check (kind in ('added', 'imported', 'corrected', 'ended', 'resumed', 'proved', 'claimed', 'joined', 'left', 'shown', 'undone')),
  fields text[] not null default '{}',
  ground text not null default '',
  before_cipher text,
  at timestamptz not null,
  by_person uuid,
  by_post uuid,
  batch_id uuid,
  primary key (tenant_id, id),
  check (person_id is not null or household_id is not null),
  foreign key (tenant_id, person_id) references register.person (tenant_id, id),
  foreign key (tenant_id, household_id) references register.household (tenant_id, id)
);
comment on column register.change.ground is 'personal: basis=statutory duty (PIPL 13.3, 47); purpose=on what ground an entry was changed; retention=as the name of the entry';
comment on column register.change.before_cipher is 'personal: basis=statutory duty (PIPL 13.3, 47); purpose=putting back what was changed by mistake; retention=2 years';
create index change_person on register.change (tenant_id, person_id, id desc);
create index change_household on register.change (tenant_id, household_id, id desc);
create index change_batch on register.change (tenant_id, batch_id);
alter table register.change enable row level security;
alter table register.change force row level security;
create policy change_area on register.change for select to gongzhi_main
  using (tenant_id = platform.current_tenant() and (division_path <@ platform.current_areas() or person_id = platform.current_person()));
create policy change_write on register.change for insert to gongzhi_main with check (tenant_id = platform.current_tenant());
grant select, insert on register.change to gongzhi_main;

-- A resident asks to have their own entry put right (PIPL 46).
create table register.correction (
  tenant_id uuid not null references platform.tenant (id),
  id uuid not null,
  person_id uuid not null,
  division_path ltree not null,
  field text not null check (field in ('name', 'sex', 'bornOn', 'phone', 'identityNumber', 'address', 'household', 'standing', 'other')),
  says text not null,
  state text not null check (state in ('open', 'done', 'refused')),
  answer text not null default '',
  asked_at timestamptz not null,
  decided_at timestamptz,
  decided_by uuid,
  primary key (tenant_id, id),
  foreign key (tenant_id, person_id) references register.person (tenant_id, id)
);
comment on column register.correction.says is 'personal: basis=the person’s own right (PIPL 46); purpose=putting the entry right; retention=2 years';
comment on column register.correction.answer is 'personal: basis=the person’s own right (PIPL 46); purpose=telling what was done and why; retention=2 years';
create index correction_state on register.correction (tenant_id, state, id desc);
create index correction_person on register.correction (tenant_id, person_id, id desc);
alter table register.correction enable row level security;
alter table register.correction force row level security;
create policy correction_area on register.correction to gongzhi_main
  using (tenant_id = platform.current_tenant() and (division_path <@ platform.current_areas() or person_id = platform.current_person()));
grant select, insert, update (state, answer, decided_at, decided_by) on register.correction to gongzhi_main;

-- A list taken out of the house: who, why, how many, and the second person where there are many (TRUST case 18).
create table register.export (
  tenant_id uuid not null references platform.tenant (id),
  id uuid not null,
  division_path ltree not null,
  asked_by uuid not null,
  asked_at timestamptz not null,
  reason text not null,
  filter jsonb not null,
  persons integer not null,
  state text not null check (state in ('waiting', 'open', 'refused')),
  decided_by uuid,
  decided_at timestamptz,
  expires_at timestamptz not null,
  downloads integer not null default 0,
  primary key (tenant_id, id),
  -- The second person is another one.
  check (decided_by is null or decided_by <> asked_by or persons <= 100)
);
alter table register.export enable row level security;
alter table register.export force row level security;
create policy export_area on register.export to gongzhi_main using (tenant_id = platform.current_tenant() and division_path <@ platform.current_areas());
grant select, insert, update (state, decided_by, decided_at, expires_at, downloads) on register.export to gongzhi_main;

-- How much one reader has looked at in the last hour.
create index access_log_reader on platform.access_log (tenant_id, reader_person, at);

create or replace view register.v_person with (security_invoker = true) as
  select tenant_id, id, account_id, household_id, division_path, proof_level, public_name, left_at, standing, ended_on, end_kind, group_id from register.person;
-- What decides whether somebody counts: age, sex, household.
create view register.v_person_facts with (security_invoker = true) as
  select tenant_id, person_id, division_path, sex, born_on, relation from register.person_personal;
create view register.v_household with (security_invoker = true) as
  select tenant_id, id, number, division_path, group_id, head_person, ended_on from register.household;
create view register.v_group with (security_invoker = true) as
  select tenant_id, id, division_path, kind, name, valid_from, valid_to from register.small_group;
grant select on register.v_person_facts, register.v_household, register.v_group to gongzhi_main;
