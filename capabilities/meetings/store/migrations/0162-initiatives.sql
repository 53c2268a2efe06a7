-- Those entitled ask for a meeting: who signed, how many it takes by the rule, and by which day it must be called.
create table meetings.initiative (
  tenant_id uuid not null references platform.tenant (id),
  id uuid not null,
  kind text not null,
  division_path ltree not null,
  -- Whose right it is by the decision rule: adults, representatives.
  signers text not null check (signers in ('adults', 'representatives')),
  title text not null,
  wording text not null,
  owner_person uuid not null,
  state text not null check (state in ('gathering', 'reached', 'answered')),
  decided_by jsonb not null,
  rule_id uuid not null,
  rule_version integer not null,
  begun_on date not null,
  -- The roll it is counted against, frozen as it began; null until the house has drawn it.
  roll_id uuid,
  roll_version integer,
  roll_persons integer,
  signed integer not null default 0,
  reached_on date,
  -- The last legal day on which the meeting must have been called.
  due_on date,
  meeting_id uuid,
  answered_on date,
  primary key (tenant_id, id)
);
comment on column meetings.initiative.wording is 'personal: basis=statutory duty (PIPL 13.3); purpose=what the meeting is asked for; retention=until the archive of the meeting is disposed of';
create index initiative_place on meetings.initiative (tenant_id, division_path, begun_on desc);
alter table meetings.initiative enable row level security;
alter table meetings.initiative force row level security;
create policy initiative_tenant on meetings.initiative to gongzhi_main using (tenant_id = platform.current_tenant());
grant select, insert, update on meetings.initiative to gongzhi_main;

-- One signature a person, on the page or on the paper a clerk enters. Its day only.
create table meetings.signature (
  tenant_id uuid not null,
  initiative_id uuid not null,
  person_id uuid not null,
  division_path ltree not null,
  how text not null check (how in ('online', 'paper')),
  constraint signature_once primary key (tenant_id, initiative_id, person_id),
  foreign key (tenant_id, initiative_id) references meetings.initiative (tenant_id, id)
);
alter table meetings.signature enable row level security;
alter table meetings.signature force row level security;
create policy signature_area on meetings.signature to gongzhi_main using (tenant_id = platform.current_tenant()
  and (division_path <@ platform.current_areas() or person_id = platform.current_person()));
grant select, insert, delete on meetings.signature to gongzhi_main;
