-- The log: one a tenant. Leaves have their places for good: nothing here is deleted, and of an entry only the title may be emptied.
create table record.log (
  tenant_id uuid primary key references platform.tenant (id),
  id uuid not null,
  -- The log's name, from PUBLIC_URL when its first leaf came; stays whatever the address becomes.
  origin text not null,
  size bigint not null check (size >= 0),
  -- Roots of the full subtrees the size is the sum of: all the sequencer needs to go on.
  frontier bytea not null,
  -- When to publish: null when everything is published.
  due_at timestamptz,
  -- Why nothing is sequenced or signed (an older backup, a fork), and since when it was last looked at.
  halt text,
  halted_at timestamptz
);
create index log_due on record.log (due_at) where due_at is not null;
alter table record.log enable row level security;
alter table record.log force row level security;
create policy log_tenant on record.log to gongzhi_main using (tenant_id = platform.current_tenant());
create policy log_sweep on record.log for select to gongzhi_sweeper using (true);
grant select, insert, update (size, frontier, due_at, halt, halted_at) on record.log to gongzhi_main;
grant select (tenant_id, due_at, id) on record.log to gongzhi_sweeper;

create table record.entry (
  tenant_id uuid not null references platform.tenant (id),
  index bigint not null check (index >= 0),
  ref text not null,
  kind text not null,
  subject text not null,
  form text not null check (form in ('public', 'sealed', 'withdrawn')),
  title text not null,
  leaf text not null,
  leaf_hash bytea not null,
  content text,
  on_day date not null,
  given_at timestamptz not null,
  sequenced_at timestamptz not null,
  primary key (tenant_id, index),
  unique (tenant_id, ref)
);
create index entry_subject on record.entry (tenant_id, kind, subject, index desc);
create index entry_kind on record.entry (tenant_id, kind, index desc);
alter table record.entry enable row level security;
alter table record.entry force row level security;
create policy entry_tenant on record.entry to gongzhi_main using (tenant_id = platform.current_tenant());
grant select, insert, update (title) on record.entry to gongzhi_main;

-- Every tree head that was signed; the newest lies outside the database too, and whatever is signed next must hold both.
create table record.checkpoint (
  tenant_id uuid not null references platform.tenant (id),
  size bigint not null,
  note text not null,
  signed_at timestamptz not null,
  primary key (tenant_id, size)
);
alter table record.checkpoint enable row level security;
alter table record.checkpoint force row level security;
create policy checkpoint_tenant on record.checkpoint to gongzhi_main using (tenant_id = platform.current_tenant());
grant select, insert on record.checkpoint to gongzhi_main;

-- What other capabilities put a seal on: the last word of the record about each thing.
create view record.v_seal with (security_invoker = true) as
  select distinct on (tenant_id, kind, subject) tenant_id, kind, subject, index, on_day, form
  from record.entry order by tenant_id, kind, subject, index desc;
grant select on record.v_seal to gongzhi_main;
