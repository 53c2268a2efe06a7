-- Lists of persons taken in: the file as it was understood, row by row, with what became of each, so that an import can be looked over
-- before it is done, goes on where it stopped, and can be taken back as one.
create table register.import_batch (
  tenant_id uuid not null references platform.tenant (id),
  id uuid not null,
  -- Where the people of the list are: rows lie in it or below it.
  division_path ltree not null,
  file_name text not null,
  file_sha256 text not null,
  headings text[] not null,
  mapping jsonb,
  state text not null check (state in ('mapping', 'checking', 'checked', 'running', 'done', 'undone')),
  rows integer not null default 0,
  -- The last line of the file that is here: what was interrupted goes on after it.
  through_line integer not null default 0,
  begun_at timestamptz not null,
  begun_by uuid,
  done_at timestamptz,
  undone_at timestamptz,
  undone_by uuid,
  primary key (tenant_id, id)
);
-- The same file again is the same import, unless that was taken back.
create unique index import_batch_file on register.import_batch (tenant_id, file_sha256, division_path) where state <> 'undone';
alter table register.import_batch enable row level security;
alter table register.import_batch force row level security;
create policy import_batch_area on register.import_batch to gongzhi_main
  using (tenant_id = platform.current_tenant() and division_path <@ platform.current_areas());
grant select, insert, update (mapping, state, rows, through_line, done_at, undone_at, undone_by), delete on register.import_batch to gongzhi_main;

create table register.import_row (
  tenant_id uuid not null references platform.tenant (id),
  batch_id uuid not null,
  line integer not null,
  division_path ltree not null,
  state text not null check (state in ('unread', 'ready', 'conflict', 'rejected', 'repeated', 'imported', 'updated', 'left-out', 'undone')),
  field text,
  reason text,
  kinds text[] not null default '{}',
  decision text check (decision in ('update', 'keep', 'add')),
  -- The entry it made, changed, repeats or is in conflict with; its version when the import had done with it.
  person_id uuid,
  left_version integer,
  -- Keyed digests of who the row is about, and of the household it names a head for: two of one file are found by them.
  same_key text,
  head_key text,
  values_cipher text,
  primary key (tenant_id, batch_id, line),
  foreign key (tenant_id, batch_id) references register.import_batch (tenant_id, id) on delete cascade
);
comment on column register.import_row.values_cipher is 'personal: basis=statutory duty (PIPL 13.3); purpose=looking over a list before it is taken in, and telling which rows were not; retention=1 month after the import';
create index import_row_state on register.import_row (tenant_id, batch_id, state, line);
create index import_row_same on register.import_row (tenant_id, batch_id, same_key);
create index import_row_head on register.import_row (tenant_id, batch_id, head_key);
alter table register.import_row enable row level security;
alter table register.import_row force row level security;
create policy import_row_area on register.import_row to gongzhi_main
  using (tenant_id = platform.current_tenant() and division_path <@ platform.current_areas());
grant select, insert, update, delete on register.import_row to gongzhi_main;

-- Which heading holds what, once somebody confirmed it: files with the same headings are understood alike.
create table register.import_mapping (
  tenant_id uuid not null references platform.tenant (id),
  headings_sha256 text not null,
  mapping jsonb not null,
  confirmed_at timestamptz not null,
  primary key (tenant_id, headings_sha256)
);
alter table register.import_mapping enable row level security;
alter table register.import_mapping force row level security;
create policy import_mapping_tenant on register.import_mapping to gongzhi_main using (tenant_id = platform.current_tenant());
grant select, insert, update on register.import_mapping to gongzhi_main;
