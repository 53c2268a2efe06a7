-- A resident asks for review of an answer, a referral to another channel, or an opening of their identity. Whoever decided is written here,
-- and the database lets none of them be the reviewer, whatever the code does (TRUST §3.6). Words stand in `entry_personal`.
alter table appeals.entry_personal drop constraint entry_personal_kind_check;
alter table appeals.entry_personal add constraint entry_personal_kind_check check (kind in ('contact', 'note', 'objection', 'objection-decision', 'extension',
  'transfer', 'whistle', 'report', 'answer', 'channel', 'reopening', 'withdrawal', 'dispute', 'ruling', 'review', 'review-decision'));

create table appeals.review (
  tenant_id uuid not null,
  id uuid not null,
  appeal_id uuid not null,
  case_id uuid not null,
  division_path ltree not null,
  owner_person uuid,
  holder_key text,
  barred uuid[] not null default '{}',
  about text not null check (about in ('answer', 'channel', 'opening')),
  -- Persons who made the decision, and the bodies they made it in.
  deciders uuid[] not null,
  deciding_organizations uuid[] not null,
  state text not null check (state in ('asked', 'decided')),
  asked_at timestamptz not null,
  due_at timestamptz,
  rule_version integer not null,
  reviewer_person uuid,
  reviewer_post uuid,
  outcome text check (outcome in ('upheld', 'overturned', 'sent-back')),
  decided_at timestamptz,
  primary key (tenant_id, id),
  check (reviewer_person is null or not (reviewer_person = any(deciders))),
  check ((state = 'decided') = (outcome is not null and reviewer_person is not null and decided_at is not null)),
  foreign key (tenant_id, appeal_id) references appeals.appeal (tenant_id, id)
);
create unique index review_asked on appeals.review (tenant_id, appeal_id) where state = 'asked';
create index review_appeal on appeals.review (tenant_id, appeal_id, id);
alter table appeals.review enable row level security;
alter table appeals.review force row level security;
create policy review_reader on appeals.review to gongzhi_main using (tenant_id = platform.current_tenant()
  and (division_path <@ platform.current_areas() or owner_person = platform.current_person() or holder_key = platform.current_holder()));
create policy review_barred on appeals.review as restrictive to gongzhi_main using (tenant_id = platform.current_tenant()
  and (owner_person = platform.current_person() or holder_key = platform.current_holder() or not (barred && platform.current_parties())));
grant select, insert, update (state, reviewer_person, reviewer_post, outcome, decided_at, barred) on appeals.review to gongzhi_main;
