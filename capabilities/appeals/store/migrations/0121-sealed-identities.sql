-- Appeals whose identity is sealed from handlers. To every table outside the sealed store they are as anonymous ones: held by a receipt.
-- The receipt, and who raised it, lie here, readable by the sealed role with its key alone.
alter table appeals.appeal drop constraint appeal_mode_check;
alter table appeals.appeal add constraint appeal_mode_check check (mode in ('named', 'sealed', 'anonymous', 'imported'));

create table sealed.appeal_identity (
  tenant_id uuid not null references platform.tenant (id),
  appeal_id uuid not null,
  division_path ltree not null,
  -- Keyed; null where somebody without an account raised it at a desk and holds the receipt on paper.
  owner_index text,
  identity_cipher text not null,
  receipt_cipher text not null,
  sealed_on date not null,
  primary key (tenant_id, appeal_id)
);
create index appeal_identity_owner on sealed.appeal_identity (tenant_id, owner_index, sealed_on desc);
comment on column sealed.appeal_identity.identity_cipher is 'personal: basis=consent (PIPL 13.1); purpose=telling whoever raised it, and a lawful opening; retention=until the appeal is over for a year (appeals/purge-sealed)';
comment on column sealed.appeal_identity.receipt_cipher is 'personal: basis=consent (PIPL 13.1); purpose=showing their appeal to whoever raised it; retention=as identity_cipher';
alter table sealed.appeal_identity enable row level security;
alter table sealed.appeal_identity force row level security;
create policy appeal_identity_write on sealed.appeal_identity for insert to gongzhi_sealed with check (tenant_id = platform.current_tenant());
create policy appeal_identity_own on sealed.appeal_identity for select to gongzhi_sealed
  using (tenant_id = platform.current_tenant() and owner_index = platform.current_holder());
-- Two persons have opened it: read by the action that asks for that, and by the house itself, which tells and purges.
create policy appeal_identity_opened on sealed.appeal_identity for select to gongzhi_sealed using (tenant_id = platform.current_tenant()
  and division_path <@ platform.current_areas() and platform.current_purpose() in ('appeals/read-identity', 'platform/house'));
create policy appeal_identity_purge on sealed.appeal_identity for delete to gongzhi_sealed
  using (tenant_id = platform.current_tenant() and platform.current_purpose() = 'platform/house');
grant select, insert, delete on sealed.appeal_identity to gongzhi_sealed;

-- An opening: asked by one, agreed by another, both with the duty and neither handling the matter. A delay of telling the resident needs a
-- third, and an end.
create table appeals.opening (
  tenant_id uuid not null,
  id uuid not null,
  appeal_id uuid not null,
  division_path ltree not null,
  holder_key text,
  -- A key of the rule `appeals.sealing`, its version, and the words of whoever asks: no name of a resident belongs in them.
  ground text not null,
  rule_version integer not null,
  reason text not null,
  document text not null default '',
  state text not null check (state in ('asked', 'open', 'declined')),
  asked_by_person uuid not null,
  asked_by_post uuid not null,
  asked_at timestamptz not null,
  decided_by_person uuid,
  decided_by_post uuid,
  decided_at timestamptz,
  opens_until timestamptz,
  delay_until date,
  delay_reason text not null default '',
  delayed_by_person uuid,
  delayed_by_post uuid,
  delayed_at timestamptz,
  told_at timestamptz,
  primary key (tenant_id, id),
  check (decided_by_person <> asked_by_person),
  check (delayed_by_person <> asked_by_person and delayed_by_person <> decided_by_person),
  check ((delay_until is null) = (delayed_by_person is null)),
  check (state = 'asked' or decided_by_person is not null),
  check ((state = 'open') = (opens_until is not null)),
  foreign key (tenant_id, appeal_id) references appeals.appeal (tenant_id, id)
);
create unique index opening_asked on appeals.opening (tenant_id, appeal_id) where state = 'asked';
create index opening_appeal on appeals.opening (tenant_id, appeal_id, id);
create index opening_asked_area on appeals.opening (tenant_id, asked_at desc, id desc);
alter table appeals.opening enable row level security;
alter table appeals.opening force row level security;
create policy opening_reader on appeals.opening to gongzhi_main using (tenant_id = platform.current_tenant()
  and (division_path <@ platform.current_areas() or (told_at is not null and holder_key = platform.current_holder())));
grant select, insert, update (state, decided_by_person, decided_by_post, decided_at, opens_until, delay_until, delay_reason, delayed_by_person,
  delayed_by_post, delayed_at, told_at) on appeals.opening to gongzhi_main;
