-- Long and scheduled work. The row is the truth of a job; graphile-worker carries it to a worker and keeps no more of it than these ids.
-- Payload, cursor and result hold ids and facts, never personal text.
create table platform.job (
  tenant_id uuid not null,
  id uuid not null,
  -- `<capability>/<job>`
  name text not null,
  -- Begun once by name and key, however often it is asked for.
  key text not null check (length(key) between 1 and 200),
  payload jsonb not null,
  -- Where the next step goes on; null before the first.
  cursor jsonb,
  state text not null default 'waiting' check (state in ('waiting', 'running', 'done', 'failed')),
  done bigint not null default 0,
  total bigint,
  tries smallint not null default 0,
  -- Code of the refusal that ended it, or of what went wrong last; never a message.
  failure text,
  result jsonb,
  -- Whoever started it and may watch it; null: the house itself.
  account_id uuid,
  -- A second factor had opened its posts when it was started.
  strong boolean not null default false,
  created_at timestamptz not null,
  -- When it is taken up, or taken up again if whoever had it has not told of a step by then; null once it has ended.
  due_at timestamptz,
  ended_at timestamptz,
  primary key (tenant_id, id),
  unique (tenant_id, name, key)
);
create index job_due on platform.job (due_at) where due_at is not null;
create index job_starter on platform.job (tenant_id, account_id, id desc);
create index job_ended on platform.job (tenant_id, ended_at) where ended_at is not null;
alter table platform.job enable row level security;
alter table platform.job force row level security;
-- Seen by whoever started it, by the job itself, and by what hands jobs out.
create policy job_own on platform.job to gongzhi_main
  using (tenant_id = platform.current_tenant()
    and (account_id is not distinct from platform.current_account() or name = platform.current_purpose() or platform.current_purpose() = 'platform/run-job'));
create policy job_sweep on platform.job for select to gongzhi_sweeper using (true);
grant select, insert, update, delete on platform.job to gongzhi_main;
grant select (tenant_id, due_at, id) on platform.job to gongzhi_sweeper;
