-- Appeals that belong together: related, or duplicates merged into one that leads. Each keeps its own number, case and resident; what the one
-- that leads is answered goes to all. A relation is ended, never erased.
create table appeals.relation (
  tenant_id uuid not null,
  id uuid not null,
  appeal_id uuid not null,
  -- The one it stands with; of a duplicate, the one that leads.
  other_id uuid not null check (other_id <> appeal_id),
  kind text not null check (kind in ('related', 'merged')),
  division_path ltree not null,
  barred uuid[] not null default '{}',
  made_by uuid,
  made_by_post uuid,
  made_at timestamptz not null,
  ended_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, appeal_id) references appeals.appeal (tenant_id, id),
  foreign key (tenant_id, other_id) references appeals.appeal (tenant_id, id)
);
-- A duplicate has one that leads it, and stands with another once.
create unique index relation_merged on appeals.relation (tenant_id, appeal_id) where kind = 'merged' and ended_at is null;
create unique index relation_pair on appeals.relation (tenant_id, appeal_id, other_id) where ended_at is null;
create index relation_other on appeals.relation (tenant_id, other_id) where ended_at is null;
alter table appeals.relation enable row level security;
alter table appeals.relation force row level security;
create policy relation_area on appeals.relation to gongzhi_main using (tenant_id = platform.current_tenant() and division_path <@ platform.current_areas());
create policy relation_barred on appeals.relation as restrictive to gongzhi_main
  using (tenant_id = platform.current_tenant() and not (barred && platform.current_parties()));
grant select, insert, update (ended_at, barred) on appeals.relation to gongzhi_main;

-- "Me too": residents who stand with a released appeal. The count is public; who they are is their own to see, and the house's to tell them.
alter table appeals.appeal add column co_signers integer not null default 0 check (co_signers >= 0);
create table appeals.co_signature (
  tenant_id uuid not null,
  appeal_id uuid not null,
  person_id uuid not null,
  signed_on date not null,
  primary key (tenant_id, appeal_id, person_id),
  foreign key (tenant_id, appeal_id) references appeals.appeal (tenant_id, id)
);
create index co_signature_person on appeals.co_signature (tenant_id, person_id);
alter table appeals.co_signature enable row level security;
alter table appeals.co_signature force row level security;
create policy co_signature_own on appeals.co_signature to gongzhi_main using (tenant_id = platform.current_tenant()
  and (person_id = platform.current_person() or platform.current_purpose() = 'platform/deliver'));
grant select, insert, delete on appeals.co_signature to gongzhi_main;
