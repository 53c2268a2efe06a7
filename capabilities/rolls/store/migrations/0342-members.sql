-- Members of a rural collective (集体经济组织成员), as it confirmed them: a register of the collective's own, not of who lives here.
create table rolls.member (
  tenant_id uuid not null references platform.tenant (id),
  id uuid not null,
  division_path ltree not null,
  person_id uuid not null,
  way text not null check (way in ('founding', 'birth', 'marriage', 'adoption', 'policy', 'other')),
  ground text not null,
  valid_from date not null,
  -- The first day they are so no longer, and how.
  valid_to date check (valid_to is null or valid_to > valid_from),
  end_way text check (end_way in ('death', 'nationality', 'other-membership', 'civil-servant', 'left', 'mistake')),
  end_ground text not null default '',
  primary key (tenant_id, id),
  check ((valid_to is null) = (end_way is null)),
  exclude using gist (tenant_id with =, division_path with =, person_id with =, daterange(valid_from, valid_to) with &&)
);
comment on column rolls.member.ground is 'personal: basis=statutory duty (PIPL 13.3); purpose=by which decision somebody is a member of the collective, or is so no longer; retention=until the roll is disposed of';
comment on column rolls.member.end_ground is 'personal: basis=statutory duty (PIPL 13.3); purpose=by which decision somebody is a member of the collective, or is so no longer; retention=as ground';
create index member_person on rolls.member (tenant_id, person_id);
alter table rolls.member enable row level security;
alter table rolls.member force row level security;
create policy member_area on rolls.member to gongzhi_main
  using (tenant_id = platform.current_tenant() and (division_path <@ platform.current_areas() or person_id = platform.current_person()));
grant select, insert, update (valid_to, end_way, end_ground) on rolls.member to gongzhi_main;

alter table rolls.roll drop constraint roll_kind_check;
alter table rolls.roll add constraint roll_kind_check check (kind in ('adults', 'households', 'villagers-representatives', 'residents-delegates', 'collective-members'));
