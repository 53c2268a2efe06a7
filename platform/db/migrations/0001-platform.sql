-- The kernel's own tables: tenants, accounts and sessions, and what every action leaves behind it.
create extension if not exists ltree;
create extension if not exists pg_trgm;
create extension if not exists btree_gist;

-- What row-level security compares with. Empty after a transaction, so an unset scope sees nothing.
create function platform.current_tenant() returns uuid language sql stable parallel safe
  as $$ select nullif(current_setting('app.tenant', true), '')::uuid $$;
create function platform.current_person() returns uuid language sql stable parallel safe
  as $$ select nullif(current_setting('app.person', true), '')::uuid $$;
create function platform.current_account() returns uuid language sql stable parallel safe
  as $$ select nullif(current_setting('app.account', true), '')::uuid $$;
create function platform.current_areas() returns ltree[] language sql stable parallel safe
  as $$ select coalesce(nullif(current_setting('app.areas', true), ''), '{}')::ltree[] $$;
create function platform.current_holder() returns text language sql stable parallel safe
  as $$ select nullif(current_setting('app.holder', true), '') $$;
create function platform.current_purpose() returns text language sql stable parallel safe
  as $$ select coalesce(current_setting('app.purpose', true), '') $$;

grant usage on schema platform to gongzhi_main, gongzhi_sealed, gongzhi_party, gongzhi_ballots, gongzhi_sweeper;

-- Privacy domains: a schema each, reachable by its own role alone.
create schema sealed;
create schema party;
create schema ballots;
grant usage on schema sealed to gongzhi_sealed;
grant usage on schema party to gongzhi_party;
grant usage on schema ballots to gongzhi_ballots;

-- A body that employs staff and owns its records. The id is opaque and never changes; the slug is its public name in URLs.
create table platform.tenant (
  id uuid primary key,
  slug text not null unique check (slug ~ '^[a-z0-9][a-z0-9-]{1,38}$'),
  name text not null,
  name_en text not null default '',
  root_path ltree not null,
  created_at timestamptz not null default now()
);
grant select on platform.tenant to gongzhi_main, gongzhi_sweeper;
grant insert, update (name, name_en) on platform.tenant to gongzhi_main;

-- How somebody signs in; knows no name. Phone and e-mail lie encrypted, with a keyed index to find them by.
create table platform.account (
  id uuid primary key,
  phone_cipher text,
  phone_index text unique,
  email_cipher text,
  email_index text unique,
  created_at timestamptz not null default now(),
  disabled_at timestamptz
);
comment on column platform.account.phone_cipher is 'personal: basis=contract with the user (PIPL 13.2); purpose=sign-in and notices; retention=until the account is erased';
comment on column platform.account.email_cipher is 'personal: basis=consent (PIPL 13.1); purpose=notices; retention=until withdrawn';
grant select, insert, update on platform.account to gongzhi_main;

create table platform.session (
  token_hash bytea primary key,
  account_id uuid not null references platform.account (id) on delete cascade,
  method text not null check (method in ('phone', 'passkey', 'totp', 'demo', 'setup')),
  -- A second factor or a passkey was shown: what staff duties ask for.
  strong boolean not null default false,
  created_at timestamptz not null,
  expires_at timestamptz not null
);
create index session_account on platform.session (account_id);
create index session_expiry on platform.session (expires_at);
grant select, insert, update, delete on platform.session to gongzhi_main;

-- One row a phone and purpose: a new code replaces the old. Codes are keyed hashes; an unknown phone gets a row just alike.
create table platform.phone_code (
  phone_index text primary key,
  code_hash text not null,
  sent_at timestamptz not null,
  expires_at timestamptz not null,
  tries integer not null default 0,
  used_at timestamptz,
  -- Codes sent on this legal day: the daily cap is what keeps guessing below 5 in 100,000 a day (TRUST case 17).
  sent_on date not null,
  sent_count integer not null default 1
);
grant select, insert, update, delete on platform.phone_code to gongzhi_main;

create table platform.passkey (
  credential_id text primary key,
  account_id uuid not null references platform.account (id) on delete cascade,
  public_key bytea not null,
  sign_count bigint not null,
  transports text[] not null default '{}',
  label text not null,
  created_at timestamptz not null,
  last_used_at timestamptz
);
create index passkey_account on platform.passkey (account_id);
grant select, insert, update, delete on platform.passkey to gongzhi_main;

-- A challenge a browser is answering: single use, minutes long.
create table platform.challenge (
  id uuid primary key,
  account_id uuid references platform.account (id) on delete cascade,
  purpose text not null,
  challenge text not null,
  expires_at timestamptz not null
);
grant select, insert, delete on platform.challenge to gongzhi_main;

create table platform.totp (
  account_id uuid primary key references platform.account (id) on delete cascade,
  secret_cipher text not null,
  confirmed_at timestamptz,
  last_step bigint not null default 0,
  tries integer not null default 0,
  tries_from timestamptz not null default '-infinity'
);
grant select, insert, update, delete on platform.totp to gongzhi_main;

-- What was done, by whom, under which right, with what outcome. Append-only by grant.
create table platform.audit (
  tenant_id uuid not null,
  id uuid not null,
  at timestamptz not null,
  actor_account uuid,
  actor_person uuid,
  actor_post uuid,
  action text not null,
  subject text,
  outcome text not null,
  primary key (tenant_id, id)
);
create index audit_subject on platform.audit (tenant_id, subject, at);
alter table platform.audit enable row level security;
alter table platform.audit force row level security;
create policy audit_write on platform.audit for insert to gongzhi_main with check (tenant_id = platform.current_tenant());
create policy audit_read on platform.audit for select to gongzhi_main
  using (tenant_id = platform.current_tenant() and (actor_person = platform.current_person() or platform.current_purpose() = 'accounts/read-audit'));
grant select, insert on platform.audit to gongzhi_main;

-- A write's answer by its key: the second of two equal requests gets the first one's. Only a hash of the key is kept and
-- the answer is encrypted under the key itself, so that nobody but the caller can read a receipt code out of it.
create table platform.idempotency (
  tenant_id uuid not null,
  actor text not null,
  key bytea not null,
  action text not null,
  input_hash bytea not null,
  outcome_cipher bytea not null,
  created_at timestamptz not null,
  primary key (tenant_id, actor, key)
);
create index idempotency_age on platform.idempotency (tenant_id, created_at);
alter table platform.idempotency enable row level security;
alter table platform.idempotency force row level security;
create policy idempotency_tenant on platform.idempotency to gongzhi_main using (tenant_id = platform.current_tenant());
grant select, insert, delete on platform.idempotency to gongzhi_main;

-- What must follow after a commit: written with the state, taken up by a worker, done once (platform.effect).
create table platform.outbox (
  tenant_id uuid not null,
  id uuid not null,
  topic text not null,
  payload jsonb not null,
  due_at timestamptz not null,
  tries integer not null default 0,
  failure text,
  primary key (tenant_id, id)
);
create index outbox_due on platform.outbox (due_at);
alter table platform.outbox enable row level security;
alter table platform.outbox force row level security;
create policy outbox_tenant on platform.outbox to gongzhi_main using (tenant_id = platform.current_tenant());
create policy outbox_sweep on platform.outbox for select to gongzhi_sweeper using (true);
grant select, insert, update, delete on platform.outbox to gongzhi_main;
grant select (tenant_id, due_at, id) on platform.outbox to gongzhi_sweeper;

create table platform.effect (
  tenant_id uuid not null,
  job_key text not null,
  done_at timestamptz not null,
  primary key (tenant_id, job_key)
);
alter table platform.effect enable row level security;
alter table platform.effect force row level security;
create policy effect_tenant on platform.effect to gongzhi_main using (tenant_id = platform.current_tenant());
grant select, insert, delete on platform.effect to gongzhi_main;

-- Files: bytes lie content-addressed outside the database; a row says what they are and for what they were given.
create table platform.file (
  tenant_id uuid not null,
  id uuid not null,
  sha256 text not null,
  thumbnail_sha256 text,
  bytes bigint not null,
  media_type text not null,
  name text not null,
  purpose text not null,
  -- Who may attach it until it is attached: the person, or the browser session's key of a visitor.
  uploader text not null,
  attached_to text,
  public boolean not null default false,
  division_path ltree,
  created_at timestamptz not null,
  primary key (tenant_id, id)
);
create index file_unattached on platform.file (tenant_id, created_at) where attached_to is null;
create index file_attached on platform.file (tenant_id, attached_to);
alter table platform.file enable row level security;
alter table platform.file force row level security;
create policy file_tenant on platform.file to gongzhi_main using (tenant_id = platform.current_tenant());
grant select, insert, update, delete on platform.file to gongzhi_main;

-- Notices hold a topic and figures, never the text of a matter; the sentence is a message of the capability.
create table platform.notice (
  tenant_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  topic text not null,
  params jsonb not null,
  path text not null,
  created_at timestamptz not null,
  read_at timestamptz,
  primary key (tenant_id, id)
);
create index notice_person on platform.notice (tenant_id, person_id, id desc);
alter table platform.notice enable row level security;
alter table platform.notice force row level security;
create policy notice_write on platform.notice for insert to gongzhi_main with check (tenant_id = platform.current_tenant());
create policy notice_own on platform.notice for select to gongzhi_main
  using (tenant_id = platform.current_tenant() and (person_id = platform.current_person() or platform.current_purpose() = 'platform/deliver'));
create policy notice_mark on platform.notice for update to gongzhi_main
  using (tenant_id = platform.current_tenant() and person_id = platform.current_person());
grant select, insert, update (read_at) on platform.notice to gongzhi_main;

-- Each person's choice of channels; no row means in-app and, where a phone is known, SMS for what has a deadline.
create table platform.notice_choice (
  tenant_id uuid not null,
  person_id uuid not null,
  channel text not null check (channel in ('sms', 'email')),
  wanted boolean not null,
  primary key (tenant_id, person_id, channel)
);
alter table platform.notice_choice enable row level security;
alter table platform.notice_choice force row level security;
create policy notice_choice_own on platform.notice_choice to gongzhi_main
  using (tenant_id = platform.current_tenant() and (person_id = platform.current_person() or platform.current_purpose() = 'platform/deliver'));
grant select, insert, update on platform.notice_choice to gongzhi_main;

-- Demo deployments show what would have been sent; a deployment with a real sender leaves it empty.
create table platform.demo_message (
  key text primary key,
  channel text not null,
  recipient text not null,
  body text not null,
  at timestamptz not null
);
grant select, insert, delete on platform.demo_message to gongzhi_main;

-- Who looked: each reading of a resident's personal data by staff, shown to that resident.
create table platform.access_log (
  tenant_id uuid not null,
  id uuid not null,
  at timestamptz not null,
  subject_person uuid not null,
  reader_person uuid not null,
  reader_post uuid,
  what text not null,
  purpose text not null,
  primary key (tenant_id, id)
);
create index access_log_subject on platform.access_log (tenant_id, subject_person, id desc);
alter table platform.access_log enable row level security;
alter table platform.access_log force row level security;
create policy access_log_write on platform.access_log for insert to gongzhi_main with check (tenant_id = platform.current_tenant());
create policy access_log_read on platform.access_log for select to gongzhi_main
  using (tenant_id = platform.current_tenant()
    and (subject_person = platform.current_person() or reader_person = platform.current_person() or platform.current_purpose() = 'accounts/read-audit'));
grant select, insert on platform.access_log to gongzhi_main;

-- Settings of the deployment that a person set in the guided set-up (one row).
create table platform.deployment (
  id integer primary key check (id = 1),
  settings jsonb not null
);
grant select, insert, update on platform.deployment to gongzhi_main;
