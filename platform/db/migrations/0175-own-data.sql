-- What is held about one person, read by that person and erased for them: a role of its own, whose policies are made from the catalogue after
-- the migrations (platform/personal-data), so that no table is forgotten.
grant usage on schema platform to gongzhi_subject;

-- What somebody agreed to or took back, by the version of the text they read. Append-only by grant: the last row of a purpose holds.
create table platform.consent (
  tenant_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  -- `<capability>.<what>`, as contributed to platform.consents.
  purpose text not null,
  text_version integer not null,
  given boolean not null,
  at timestamptz not null,
  primary key (tenant_id, id)
);
create index consent_person on platform.consent (tenant_id, person_id, purpose, id desc);
alter table platform.consent enable row level security;
alter table platform.consent force row level security;
create policy consent_write on platform.consent for insert to gongzhi_main with check (tenant_id = platform.current_tenant());
create policy consent_own on platform.consent for select to gongzhi_main
  using (tenant_id = platform.current_tenant() and person_id = platform.current_person());
grant select, insert on platform.consent to gongzhi_main;
