-- An address somebody says is theirs, until they give back the code that was sent there.
create table platform.email_code (
  account_id uuid primary key references platform.account (id) on delete cascade,
  email_cipher text not null,
  code_hash text not null,
  expires_at timestamptz not null,
  tries integer not null default 0,
  -- Codes sent on this legal day: nobody's letter box is filled through us.
  sent_on date not null,
  sent_count integer not null default 1
);
comment on column platform.email_code.email_cipher is 'personal: basis=consent (PIPL 13.1); purpose=confirming the address; retention=until confirmed or the day of the code is over';
grant select, insert, update, delete on platform.email_code to gongzhi_main;

-- By which channel, for each kind of notice. The empty kind is a choice made before kinds were told apart: it holds for those without one.
alter table platform.notice_choice add column kind text not null default '';
alter table platform.notice_choice alter column kind drop default;
alter table platform.notice_choice drop constraint notice_choice_pkey, add primary key (tenant_id, person_id, kind, channel);
