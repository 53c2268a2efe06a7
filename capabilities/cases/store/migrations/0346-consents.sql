-- What a body said to a case in writing: consented, or refused. The last word of each counts; all are kept.
create table cases.consent (
  tenant_id uuid not null,
  id uuid not null,
  case_id uuid not null,
  barred uuid[] not null default '{}',
  organization_id uuid not null,
  given boolean not null,
  made_on date not null,
  made_by uuid,
  primary key (tenant_id, id),
  foreign key (tenant_id, case_id) references cases.case (tenant_id, id)
);
create index consent_case on cases.consent (tenant_id, case_id);
alter table cases.consent enable row level security;
alter table cases.consent force row level security;
-- That a body consented is told wherever its gate is: on public chains to everybody.
create policy consent_tenant on cases.consent to gongzhi_main using (tenant_id = platform.current_tenant());
create policy consent_barred on cases.consent as restrictive to gongzhi_main
  using (tenant_id = platform.current_tenant() and not (barred && platform.current_parties()));
grant select, insert, update (barred) on cases.consent to gongzhi_main;
