-- Owners (业主) of a residential quarter: one line is one set of premises, its exclusive floor area, and the one owner who counts for it.
-- A register of the quarter's own, not of who lives there.
create table rolls.owner (
  tenant_id uuid not null references platform.tenant (id),
  id uuid not null,
  division_path ltree not null,
  -- A neighbourhood (小区) of the register.
  group_id uuid not null,
  person_id uuid not null,
  premises text not null,
  -- Whole 1/100 m²: 8952 is 89.52 m².
  floor_dm2 integer not null check (floor_dm2 > 0),
  ground text not null,
  valid_from date not null,
  -- The first day they own it no longer, and why.
  valid_to date check (valid_to is null or valid_to > valid_from),
  end_ground text not null default '',
  primary key (tenant_id, id),
  -- The area of one set of premises counts once, however many own it together; a line whose words were erased is told from no other.
  exclude using gist (tenant_id with =, group_id with =, premises with =, daterange(valid_from, valid_to) with &&) where (premises <> '')
);
comment on column rolls.owner.premises is 'personal: basis=statutory duty (PIPL 13.3); purpose=which premises somebody owns, for the owners'' assembly; retention=until the roll is disposed of';
comment on column rolls.owner.ground is 'personal: basis=statutory duty (PIPL 13.3); purpose=by which paper somebody is the owner of premises, or is so no longer; retention=until the roll is disposed of';
comment on column rolls.owner.end_ground is 'personal: basis=statutory duty (PIPL 13.3); purpose=by which paper somebody is the owner of premises, or is so no longer; retention=as ground';
create index owner_person on rolls.owner (tenant_id, person_id);
create index owner_group on rolls.owner (tenant_id, group_id);
alter table rolls.owner enable row level security;
alter table rolls.owner force row level security;
create policy owner_area on rolls.owner to gongzhi_main
  using (tenant_id = platform.current_tenant() and (division_path <@ platform.current_areas() or person_id = platform.current_person()));
grant select, insert, update (valid_to, end_ground) on rolls.owner to gongzhi_main;

alter table rolls.roll drop constraint roll_kind_check;
alter table rolls.roll add constraint roll_kind_check check (kind in ('adults', 'households', 'villagers-representatives', 'residents-delegates', 'collective-members', 'owners'));
-- The quarter of a roll of owners, and the floor area of all on it.
alter table rolls.roll add column group_id uuid;
alter table rolls.roll add column floor_dm2 bigint;
alter table rolls.roll add check ((kind = 'owners') = (group_id is not null) and (kind = 'owners') = (floor_dm2 is not null));
alter table rolls.entry add column floor_dm2 bigint check (floor_dm2 > 0);

create or replace view rolls.v_entry with (security_invoker = true) as
  select tenant_id, roll_id, version, person_id, division_path, household_id, group_id, woman, floor_dm2 from rolls.entry;
