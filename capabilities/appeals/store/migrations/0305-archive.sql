-- What is over for good is marked as archived, in runs that somebody starts, watches and may stop. It stays where it is: found, read and proved.
create table appeals.archiving (
  tenant_id uuid not null references platform.tenant (id),
  id uuid not null,
  -- The whole of the tenant: only a post that covers it starts one.
  division_path ltree not null,
  state text not null check (state in ('running', 'stopped', 'done')),
  started_by_post uuid not null,
  started_at timestamptz not null,
  -- Closed before this day; the rule and its version that made it so.
  closed_before date not null,
  rule_version integer not null,
  -- How often it was started or went on: each has a job of its own.
  turn integer not null default 1 check (turn > 0),
  -- When the first one was raised, and where it is: the last one looked at.
  first_raised timestamptz,
  after_raised timestamptz,
  after_id uuid,
  looked integer not null default 0,
  archived integer not null default 0,
  -- The Merkle tree over what was archived, a leaf each: roots of its full parts, and what the part under way grows from.
  roots bytea not null default '',
  frontier bytea not null default '',
  ended_at timestamptz,
  primary key (tenant_id, id),
  check ((after_raised is null) = (after_id is null)),
  check ((state = 'done') = (ended_at is not null))
);
create unique index archiving_open on appeals.archiving (tenant_id) where state <> 'done';
alter table appeals.archiving enable row level security;
alter table appeals.archiving force row level security;
create policy archiving_area on appeals.archiving to gongzhi_main
  using (tenant_id = platform.current_tenant() and division_path <@ platform.current_areas());
-- What has ended is on the public record, a count and a sum: whoever verifies the record compares it with the row.
create policy archiving_ended on appeals.archiving for select to gongzhi_main
  using (tenant_id = platform.current_tenant() and state = 'done');
grant select, insert on appeals.archiving to gongzhi_main;
grant update (state, turn, first_raised, after_raised, after_id, looked, archived, roots, frontier, ended_at) on appeals.archiving to gongzhi_main;

-- The leaves, a row for each step: what stands in for a line that its reader is kept from, or that left the archive since.
create table appeals.archived_leaves (
  tenant_id uuid not null,
  archiving_id uuid not null,
  first_place integer not null,
  division_path ltree not null,
  -- 32 bytes each.
  leaves bytea not null,
  primary key (tenant_id, archiving_id, first_place),
  foreign key (tenant_id, archiving_id) references appeals.archiving (tenant_id, id)
);
alter table appeals.archived_leaves enable row level security;
alter table appeals.archived_leaves force row level security;
create policy archived_leaves_area on appeals.archived_leaves to gongzhi_main
  using (tenant_id = platform.current_tenant() and division_path <@ platform.current_areas());
grant select, insert on appeals.archived_leaves to gongzhi_main;

-- The run it was archived in, and the how manieth it was there, from 0; reopened, it leaves the archive.
alter table appeals.appeal add column archived_in uuid, add column archived_place integer,
  add constraint appeal_archived_whole check ((archived_in is null) = (archived_place is null)),
  add constraint appeal_archived_over check (archived_in is null or state in ('closed', 'withdrawn'));
create index appeal_archived on appeals.appeal (tenant_id, raised_at desc, id desc) where archived_in is not null;
create unique index appeal_archive_place on appeals.appeal (tenant_id, archived_in, archived_place) where archived_in is not null;
