-- What comes back from another tenant: the ruling on a dispute, a bureau's report. It is signed by a body outside, known by name only.
alter table appeals.entry_personal add column by_outside text not null default '';
comment on column appeals.entry_personal.by_outside is 'personal: basis=none needed; purpose=which body of another tenant wrote it; retention=as text';
alter table appeals.entry_personal drop constraint entry_personal_kind_check;
alter table appeals.entry_personal add constraint entry_personal_kind_check check (kind in ('contact', 'note', 'objection', 'objection-decision', 'extension',
  'transfer', 'whistle', 'report', 'answer', 'channel', 'reopening', 'withdrawal', 'dispute', 'ruling'));
