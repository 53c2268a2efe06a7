-- Persons and households of a tenant. What identifies a person lies in `person_personal`, inside the areas of whoever reads.
create schema register;
grant usage on schema register to gongzhi_main;

create table register.household (
  tenant_id uuid not null references platform.tenant (id),
  id uuid not null,
  number text not null,
  division_path ltree not null,
  source_batch uuid,
  primary key (tenant_id, id),
  unique (tenant_id, number)
);
create index household_path on register.household using gist (division_path);
alter table register.household enable row level security;
alter table register.household force row level security;
create policy household_area on register.household to gongzhi_main
  using (tenant_id = platform.current_tenant() and division_path <@ platform.current_areas());
grant select, insert, update, delete on register.household to gongzhi_main;

create table register.person (
  tenant_id uuid not null references platform.tenant (id),
  id uuid not null,
  account_id uuid,
  household_id uuid,
  division_path ltree not null,
  -- 0 phone, 1 checked at a desk, 2 credential slip.
  proof_level smallint not null default 0 check (proof_level between 0 and 2),
  -- Name of a holder of a public post; empty for everybody else (their name is in person_personal).
  public_name text not null default '',
  joined_at timestamptz not null,
  left_at timestamptz,
  -- The import that brought the person in, and when a person first changed the entry: what an undo may take away.
  source_batch uuid,
  changed_at timestamptz,
  primary key (tenant_id, id),
  unique (tenant_id, account_id),
  foreign key (tenant_id, household_id) references register.household (tenant_id, id)
);
create index person_path on register.person using gist (division_path);
create index person_account on register.person (account_id);
create index person_household on register.person (tenant_id, household_id);
alter table register.person enable row level security;
alter table register.person force row level security;
create policy person_area on register.person to gongzhi_main using (tenant_id = platform.current_tenant()
  and (division_path <@ platform.current_areas() or id = platform.current_person() or account_id = platform.current_account()));
-- Where else an account has a person is its own to read, and nowhere else's to change.
create policy person_elsewhere on register.person for select to gongzhi_main using (tenant_id is distinct from platform.current_tenant() and account_id = platform.current_account());
create policy person_public on register.person for select to gongzhi_main
  using (tenant_id = platform.current_tenant() and public_name <> '');
grant select, insert, update on register.person to gongzhi_main;

create table register.person_personal (
  tenant_id uuid not null,
  person_id uuid not null,
  division_path ltree not null,
  name text not null,
  sex text check (sex in ('female', 'male')),
  born_on date,
  phone_cipher text,
  phone_index text,
  identity_cipher text,
  identity_index text,
  address text not null default '',
  primary key (tenant_id, person_id),
  unique (tenant_id, identity_index),
  foreign key (tenant_id, person_id) references register.person (tenant_id, id)
);
create index person_personal_name on register.person_personal (tenant_id, name text_pattern_ops);
create index person_personal_phone on register.person_personal (tenant_id, phone_index);
comment on column register.person_personal.name is 'personal: basis=statutory duty (PIPL 13.3); purpose=public affairs of the village or community; retention=10 years after leaving';
comment on column register.person_personal.sex is 'personal: basis=statutory duty (PIPL 13.3); purpose=share of women among representatives; retention=10 years after leaving';
comment on column register.person_personal.born_on is 'personal: basis=statutory duty (PIPL 13.3); purpose=who is of age to vote; retention=10 years after leaving';
comment on column register.person_personal.phone_cipher is 'personal: basis=statutory duty (PIPL 13.3); purpose=answers and notices; retention=until changed or 1 year after leaving';
comment on column register.person_personal.phone_index is 'personal: basis=statutory duty (PIPL 13.3); purpose=finding a person by phone; retention=as phone_cipher';
comment on column register.person_personal.identity_cipher is 'personal: basis=statutory duty (PIPL 13.3); purpose=telling persons of one name apart; retention=1 year after leaving';
comment on column register.person_personal.identity_index is 'personal: basis=statutory duty (PIPL 13.3); purpose=no person twice; retention=as identity_cipher';
comment on column register.person_personal.address is 'personal: basis=statutory duty (PIPL 13.3); purpose=delivery of papers; retention=1 year after leaving';
comment on column register.person_personal.division_path is 'personal: basis=statutory duty (PIPL 13.3); purpose=who may read this row; retention=as name';
comment on column register.person_personal.tenant_id is 'personal: basis=none needed; purpose=key; retention=as name';
comment on column register.person_personal.person_id is 'personal: basis=none needed; purpose=key; retention=as name';
alter table register.person_personal enable row level security;
alter table register.person_personal force row level security;
create policy person_personal_area on register.person_personal to gongzhi_main using (
  tenant_id = platform.current_tenant() and (division_path <@ platform.current_areas() or person_id = platform.current_person()));
-- Whoever joins covers no area and is nobody yet: writing a first row asks for the tenant only.
create policy person_personal_write on register.person_personal for insert to gongzhi_main with check (tenant_id = platform.current_tenant());
grant select, insert, update, delete on register.person_personal to gongzhi_main;

create view register.v_person with (security_invoker = true) as
  select tenant_id, id, account_id, household_id, division_path, proof_level, public_name, left_at from register.person;
create view register.v_person_name with (security_invoker = true) as
  select tenant_id, person_id, division_path, name from register.person_personal;
grant select on register.v_person, register.v_person_name to gongzhi_main;
