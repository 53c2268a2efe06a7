-- Limits that must hold over every process and restart: how often a caller, known by a keyed hash alone, did what guards a secret.
create table platform.kept_limit (
  key text primary key,
  ends_at timestamptz not null,
  used integer not null check (used > 0)
);
create index kept_limit_end on platform.kept_limit (ends_at);
grant select, insert, update, delete on platform.kept_limit to gongzhi_main;

-- Parts of SMS sent on a legal day, all tenants together: the house pays one bill.
create table platform.sms_day (
  day date primary key,
  parts integer not null check (parts >= 0)
);
grant select, insert, update, delete on platform.sms_day to gongzhi_main;

-- What each message took of its day, so that one sent again takes nothing more.
create table platform.sms_taken (
  key text primary key,
  day date not null,
  parts integer not null check (parts >= 0)
);
create index sms_taken_day on platform.sms_taken (day);
grant select, insert, delete on platform.sms_taken to gongzhi_main;
