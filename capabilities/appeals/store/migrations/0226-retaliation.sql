-- Retaliation against whoever raised an appeal: reported by them, by whoever helped or by a witness, or seen by the house itself while it
-- watches over them. Looked into by a body of the rule `appeals.retaliation` that is neither complained of nor in its line. By the day: an
-- hour could be joined with who was seen at a desk then.
create table appeals.retaliation (
  tenant_id uuid not null,
  id uuid not null,
  -- As it was given; a witness need not be able to read the appeal.
  number text not null,
  appeal_id uuid,
  division_path ltree not null,
  owner_person uuid,
  holder_key text,
  barred uuid[] not null default '{}',
  source text not null check (source in ('report', 'watch')),
  role text check (role in ('raiser', 'helper', 'witness')),
  -- What the house saw, on which day, of which post, roll, entry or reader, and how often that day.
  act text check (act in ('post-ended', 'entry-ended', 'roll-struck', 'data-read')),
  act_ref uuid,
  act_on date,
  times integer not null default 1 check (times > 0),
  complained_of uuid[] not null default '{}',
  text text not null default '',
  state text not null check (state in ('waiting', 'unheard', 'open', 'decided')),
  organization_id uuid,
  made_on date not null,
  due_at timestamptz,
  rule_version integer,
  outcome text check (outcome in ('found', 'not-found', 'passed-on')),
  answer text not null default '',
  article text not null default '',
  decided_by_person uuid,
  decided_by_post uuid,
  decided_on date,
  primary key (tenant_id, id),
  check ((source = 'report') = (role is not null)),
  check ((source = 'watch') = (act is not null and act_ref is not null and act_on is not null)),
  check (state in ('waiting', 'unheard') or organization_id is not null),
  check ((state = 'decided') = (outcome is not null and decided_by_person is not null and decided_on is not null)),
  check (decided_by_person is null or decided_by_person is distinct from owner_person),
  check (decided_by_person is null or not (decided_by_person = any(barred))),
  foreign key (tenant_id, appeal_id) references appeals.appeal (tenant_id, id)
);
create unique index retaliation_seen on appeals.retaliation (tenant_id, appeal_id, act, act_ref, act_on) where source = 'watch';
create index retaliation_owner on appeals.retaliation (tenant_id, owner_person);
create index retaliation_body on appeals.retaliation (tenant_id, organization_id, made_on desc, id);
comment on column appeals.retaliation.text is 'personal: basis=statutory duty (PIPL 13.3); purpose=handling the appeal; retention=5 years after closing';
comment on column appeals.retaliation.answer is 'personal: basis=statutory duty (PIPL 13.3); purpose=handling the appeal; retention=as text';
comment on column appeals.retaliation.article is 'personal: basis=statutory duty (PIPL 13.3); purpose=rule it rests on; retention=as text';
alter table appeals.retaliation enable row level security;
alter table appeals.retaliation force row level security;
create policy retaliation_reader on appeals.retaliation to gongzhi_main using (tenant_id = platform.current_tenant()
  and (division_path <@ platform.current_areas() or owner_person = platform.current_person() or holder_key = platform.current_holder()));
create policy retaliation_barred on appeals.retaliation as restrictive to gongzhi_main using (tenant_id = platform.current_tenant()
  and (owner_person = platform.current_person() or holder_key = platform.current_holder() or not (barred && platform.current_parties())));
grant select, insert, update (appeal_id, division_path, barred, state, organization_id, due_at, rule_version, text, outcome, answer, article,
  decided_by_person, decided_by_post, decided_on) on appeals.retaliation to gongzhi_main;
-- Who complained of somebody, the newest first: those the house watches over.
create index appeal_watched on appeals.appeal (tenant_id, raised_at desc) where cardinality(complained_of) > 0 and owner_person is not null;
