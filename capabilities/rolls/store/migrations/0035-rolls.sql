-- Who counts: representatives and delegates, and rolls frozen for a meeting, version by version.
create schema rolls;
grant usage on schema rolls to gongzhi_main;

-- Chosen by households or a group to speak for them. Kept with its days; a new term is a new row.
create table rolls.delegate (
  tenant_id uuid not null references platform.tenant (id),
  id uuid not null,
  division_path ltree not null,
  kind text not null check (kind in ('villagers-representative', 'residents-delegate')),
  person_id uuid not null,
  group_id uuid,
  -- How many households chose them.
  households integer not null check (households > 0),
  valid_from date not null,
  -- The first day they are so no longer.
  valid_to date check (valid_to is null or valid_to > valid_from),
  ground text not null,
  primary key (tenant_id, id),
  exclude using gist (tenant_id with =, division_path with =, kind with =, person_id with =, daterange(valid_from, valid_to) with &&)
);
comment on column rolls.delegate.ground is 'personal: basis=statutory duty (PIPL 13.3); purpose=by which choice somebody represents others; retention=until the papers of the term are disposed of';
create index delegate_place on rolls.delegate (tenant_id, kind, valid_from);
alter table rolls.delegate enable row level security;
alter table rolls.delegate force row level security;
create policy delegate_area on rolls.delegate to gongzhi_main
  using (tenant_id = platform.current_tenant() and (division_path <@ platform.current_areas() or person_id = platform.current_person()));
grant select, insert, update (valid_to) on rolls.delegate to gongzhi_main;

-- A roll frozen for a meeting: figures and hash for everybody, its list in roll_entry.
create table rolls.roll (
  tenant_id uuid not null references platform.tenant (id),
  id uuid not null,
  version integer not null check (version > 0),
  kind text not null check (kind in ('adults', 'households', 'villagers-representatives', 'residents-delegates')),
  division_path ltree not null,
  -- The legal day on which who belongs is judged.
  on_day date not null,
  title text not null,
  rule_id uuid not null,
  rule_version integer not null,
  persons integer not null,
  women integer not null,
  households integer not null,
  -- SHA-256 of the canonical list (README), in hex.
  list_sha256 text not null,
  reason text not null,
  frozen_at timestamptz not null,
  frozen_by uuid,
  -- The last legal days on which an objection may be raised, and on which it must be decided.
  objections_until date not null,
  decisions_until date not null,
  primary key (tenant_id, id, version)
);
create index roll_place on rolls.roll (tenant_id, division_path, on_day);
alter table rolls.roll enable row level security;
alter table rolls.roll force row level security;
create policy roll_tenant on rolls.roll to gongzhi_main using (tenant_id = platform.current_tenant());
grant select, insert on rolls.roll to gongzhi_main;

-- Who is on which version, and no more of them than judging needs.
create table rolls.entry (
  tenant_id uuid not null,
  roll_id uuid not null,
  version integer not null,
  person_id uuid not null,
  division_path ltree not null,
  household_id uuid,
  group_id uuid,
  woman boolean not null,
  primary key (tenant_id, roll_id, version, person_id),
  foreign key (tenant_id, roll_id, version) references rolls.roll (tenant_id, id, version)
);
create index entry_person on rolls.entry (tenant_id, person_id);
alter table rolls.entry enable row level security;
alter table rolls.entry force row level security;
create policy entry_area on rolls.entry to gongzhi_main
  using (tenant_id = platform.current_tenant() and (division_path <@ platform.current_areas() or person_id = platform.current_person()));
grant select, insert on rolls.entry to gongzhi_main;

-- Somebody says that a person is missing or should not be there; decided with a reason, and a new version where it is right.
create table rolls.objection (
  tenant_id uuid not null references platform.tenant (id),
  id uuid not null,
  roll_id uuid not null,
  division_path ltree not null,
  owner_person uuid not null,
  says text not null,
  state text not null check (state in ('open', 'upheld', 'rejected')),
  answer text not null default '',
  raised_at timestamptz not null,
  decided_at timestamptz,
  decided_by uuid,
  primary key (tenant_id, id)
);
comment on column rolls.objection.says is 'personal: basis=statutory duty (PIPL 13.3); purpose=putting a roll right; retention=until the roll is disposed of';
comment on column rolls.objection.answer is 'personal: basis=statutory duty (PIPL 13.3); purpose=telling what was decided and why; retention=until the roll is disposed of';
create index objection_roll on rolls.objection (tenant_id, roll_id);
alter table rolls.objection enable row level security;
alter table rolls.objection force row level security;
create policy objection_area on rolls.objection to gongzhi_main
  using (tenant_id = platform.current_tenant() and (division_path <@ platform.current_areas() or owner_person = platform.current_person()));
grant select, insert, update (state, answer, decided_at, decided_by) on rolls.objection to gongzhi_main;

create view rolls.v_roll with (security_invoker = true) as
  select tenant_id, id, version, kind, division_path, on_day, persons, women, households, list_sha256, objections_until from rolls.roll;
create view rolls.v_entry with (security_invoker = true) as
  select tenant_id, roll_id, version, person_id, division_path, household_id, group_id, woman from rolls.entry;
grant select on rolls.v_roll, rolls.v_entry to gongzhi_main;
