-- Cases kept from whomever they complain of: no case, task, event or link of theirs is shown to them, or to a body they serve in.
alter table cases.case add column barred uuid[] not null default '{}';
create policy case_barred on cases.case as restrictive to gongzhi_main using (tenant_id = platform.current_tenant()
  and (owner_person = platform.current_person() or holder_key = platform.current_holder() or not (barred && platform.current_parties())));
alter table cases.task add column barred uuid[] not null default '{}';
create policy task_barred on cases.task as restrictive to gongzhi_main using (tenant_id = platform.current_tenant()
  and (owner_person = platform.current_person() or holder_key = platform.current_holder() or not (barred && platform.current_parties())));
alter table cases.event add column barred uuid[] not null default '{}';
create policy event_barred on cases.event as restrictive to gongzhi_main using (tenant_id = platform.current_tenant()
  and (owner_person = platform.current_person() or holder_key = platform.current_holder() or not (barred && platform.current_parties())));
alter table cases.reason_personal add column barred uuid[] not null default '{}';
create policy reason_personal_barred on cases.reason_personal as restrictive to gongzhi_main
  using (tenant_id = platform.current_tenant() and not (barred && platform.current_parties()));
alter table cases.link add column barred uuid[] not null default '{}';
create policy link_barred on cases.link as restrictive to gongzhi_main
  using (tenant_id = platform.current_tenant() and not (barred && platform.current_parties()));
alter table cases.link_personal add column barred uuid[] not null default '{}';
create policy link_personal_barred on cases.link_personal as restrictive to gongzhi_main
  using (tenant_id = platform.current_tenant() and not (barred && platform.current_parties()));
comment on column cases.reason_personal.barred is 'personal: basis=none needed; purpose=whom this row is kept from; retention=as text';
comment on column cases.link_personal.barred is 'personal: basis=none needed; purpose=whom this row is kept from; retention=as words';
grant update (barred) on cases.event, cases.reason_personal, cases.link, cases.link_personal to gongzhi_main;
