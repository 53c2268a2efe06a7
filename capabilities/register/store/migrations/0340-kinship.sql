-- Near kin, where the law sets them apart: one row a pair, the smaller id first. What they are to each other and on what ground lies encrypted.
create table register.kinship (
  tenant_id uuid not null references platform.tenant (id),
  id uuid not null,
  person_id uuid not null,
  division_path ltree not null,
  kin_person uuid not null check (kin_person <> person_id),
  kin_path ltree not null,
  facts_cipher text,
  declared_on date not null,
  declared_by uuid,
  -- The first day on which it holds no longer, or was found never to have held.
  ended_on date,
  primary key (tenant_id, id),
  foreign key (tenant_id, person_id) references register.person (tenant_id, id),
  foreign key (tenant_id, kin_person) references register.person (tenant_id, id)
);
create unique index kinship_once on register.kinship (tenant_id, person_id, kin_person) where ended_on is null;
create index kinship_kin on register.kinship (tenant_id, kin_person);
comment on column register.kinship.facts_cipher is 'personal: basis=statutory duty (PIPL 13.3); purpose=who belongs to a household, and who is near kin where the law sets them apart; retention=1 year after the kinship has ended';
comment on column register.kinship.id is 'personal: basis=none needed; purpose=key; retention=as facts_cipher';
comment on column register.kinship.person_id is 'personal: basis=statutory duty (PIPL 13.3); purpose=who belongs to a household, and who is near kin where the law sets them apart; retention=as facts_cipher';
comment on column register.kinship.kin_person is 'personal: basis=statutory duty (PIPL 13.3); purpose=who belongs to a household, and who is near kin where the law sets them apart; retention=as facts_cipher';
alter table register.kinship enable row level security;
alter table register.kinship force row level security;
create policy kinship_area on register.kinship to gongzhi_main using (tenant_id = platform.current_tenant()
  and (division_path <@ platform.current_areas() or kin_path <@ platform.current_areas()
    or person_id = platform.current_person() or kin_person = platform.current_person()));
grant select, insert, update (ended_on), delete on register.kinship to gongzhi_main;

-- That two are near kin, seen from either, and nothing else of it.
create view register.v_kin with (security_invoker = true) as
  select tenant_id, person_id, kin_person from register.kinship where ended_on is null
  union all select tenant_id, kin_person, person_id from register.kinship where ended_on is null;
grant select on register.v_kin to gongzhi_main;

alter table register.change drop constraint change_kind_check;
alter table register.change add constraint change_kind_check check (kind in ('added', 'imported', 'corrected', 'ended', 'resumed', 'proved', 'claimed', 'joined',
  'left', 'shown', 'undone', 'kin-declared', 'kin-ended'));
