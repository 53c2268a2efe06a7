-- The record: what is official waits here, written with the act itself, until the sequencer gives it its place in the log.
create schema record;
grant usage on schema record to gongzhi_main, gongzhi_sweeper;

create table record.waiting (
  tenant_id uuid not null references platform.tenant (id),
  id uuid not null,
  -- 16 random bytes, part of the leaf: tells two leaves of one text apart, and nothing of when they were made.
  ref text not null check (ref ~ '^[0-9a-f]{32}$'),
  kind text not null,
  subject text not null,
  -- What lists and searches show; public from the start, emptied when a sealed leaf's title is erased.
  title text not null,
  -- RFC 8785 text of the leaf: the very bytes the log hashes.
  leaf text not null,
  -- RFC 8785 text of the content of a public leaf; a sealed leaf's is in sealed_field.
  content text,
  given_at timestamptz not null,
  due_at timestamptz not null,
  primary key (tenant_id, id)
);
create index waiting_due on record.waiting (due_at);
create index waiting_subject on record.waiting (tenant_id, kind, subject);
alter table record.waiting enable row level security;
alter table record.waiting force row level security;
create policy waiting_tenant on record.waiting to gongzhi_main using (tenant_id = platform.current_tenant());
create policy waiting_sweep on record.waiting for select to gongzhi_sweeper using (true);
grant select, insert, delete on record.waiting to gongzhi_main;
grant select (tenant_id, due_at, id) on record.waiting to gongzhi_sweeper;

-- Openings of sealed leaves, field by field: the value and its salt under one cipher. Erasing a field deletes its row; the
-- commitment in the leaf then means nothing to anybody. Nothing here is ever changed.
create table record.sealed_field (
  tenant_id uuid not null references platform.tenant (id),
  ref text not null,
  name text not null,
  -- Shown to everybody until erased, or opened by the capability it came from alone.
  shown boolean not null,
  division_path ltree not null,
  opening_cipher text not null,
  primary key (tenant_id, ref, name)
);
comment on column record.sealed_field.opening_cipher is 'personal: basis=statutory duty to publish decisions (PIPL 13.3); purpose=proof of what was decided about whom; retention=until two persons erase it';
alter table record.sealed_field enable row level security;
alter table record.sealed_field force row level security;
create policy sealed_field_read on record.sealed_field for select to gongzhi_main
  using (tenant_id = platform.current_tenant() and (shown or division_path <@ platform.current_areas()));
create policy sealed_field_write on record.sealed_field for insert to gongzhi_main with check (tenant_id = platform.current_tenant());
create policy sealed_field_erase on record.sealed_field for delete to gongzhi_main
  using (tenant_id = platform.current_tenant() and division_path <@ platform.current_areas());
grant select, insert, delete on record.sealed_field to gongzhi_main;
