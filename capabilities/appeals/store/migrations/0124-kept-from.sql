-- The routing bar: an appeal may complain of persons, by their posts, or of bodies. It is kept from them, from every body those persons serve
-- in, and from all bodies above in line (domain/reckon-bar.ts); `not_sent_to` holds those it may not be sent to, which are more.
alter table appeals.appeal add column barred uuid[] not null default '{}';
create policy appeal_barred on appeals.appeal as restrictive to gongzhi_main using (tenant_id = platform.current_tenant()
  and (owner_person = platform.current_person() or holder_key = platform.current_holder() or not (barred && platform.current_parties())));
alter table appeals.appeal add column complained_of uuid[] not null default '{}', add column not_sent_to uuid[] not null default '{}';
alter table appeals.appeal_personal add column barred uuid[] not null default '{}';
create policy appeal_personal_barred on appeals.appeal_personal as restrictive to gongzhi_main using (tenant_id = platform.current_tenant()
  and (owner_person = platform.current_person() or holder_key = platform.current_holder() or not (barred && platform.current_parties())));
alter table appeals.entry_personal add column barred uuid[] not null default '{}';
create policy entry_personal_barred on appeals.entry_personal as restrictive to gongzhi_main using (tenant_id = platform.current_tenant()
  and (owner_person = platform.current_person() or holder_key = platform.current_holder() or not (barred && platform.current_parties())));
alter table appeals.judgement add column barred uuid[] not null default '{}';
create policy judgement_barred on appeals.judgement as restrictive to gongzhi_main using (tenant_id = platform.current_tenant()
  and (owner_person = platform.current_person() or holder_key = platform.current_holder() or not (barred && platform.current_parties())));
alter table appeals.whistle add column barred uuid[] not null default '{}';
create policy whistle_barred on appeals.whistle as restrictive to gongzhi_main
  using (tenant_id = platform.current_tenant() and not (barred && platform.current_parties()));
alter table appeals.opening add column barred uuid[] not null default '{}';
create policy opening_barred on appeals.opening as restrictive to gongzhi_main
  using (tenant_id = platform.current_tenant() and (holder_key = platform.current_holder() or not (barred && platform.current_parties())));
comment on column appeals.appeal_personal.barred is 'personal: basis=none needed; purpose=whom this row is kept from; retention=as text';
comment on column appeals.entry_personal.barred is 'personal: basis=none needed; purpose=whom this row is kept from; retention=as text';
grant update (barred) on appeals.entry_personal, appeals.judgement, appeals.whistle, appeals.opening to gongzhi_main;
