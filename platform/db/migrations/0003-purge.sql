-- What is past its time is removed at night, and by nothing else. The audit and the list of who looked stay append-only for half a year at
-- least, whatever a rule says (logs of a network are kept six months; TRUST §2b): a younger row is out of every delete's reach.
create policy audit_purge_find on platform.audit for select to gongzhi_main
  using (tenant_id = platform.current_tenant() and platform.current_purpose() = 'accounts/purge');
create policy audit_purge on platform.audit for delete to gongzhi_main
  using (tenant_id = platform.current_tenant() and platform.current_purpose() = 'accounts/purge' and at < now() - interval '6 months');
create policy access_log_purge_find on platform.access_log for select to gongzhi_main
  using (tenant_id = platform.current_tenant() and platform.current_purpose() = 'accounts/purge');
create policy access_log_purge on platform.access_log for delete to gongzhi_main
  using (tenant_id = platform.current_tenant() and platform.current_purpose() = 'accounts/purge' and at < now() - interval '6 months');
create policy notice_purge_find on platform.notice for select to gongzhi_main
  using (tenant_id = platform.current_tenant() and platform.current_purpose() = 'accounts/purge');
create policy notice_purge on platform.notice for delete to gongzhi_main
  using (tenant_id = platform.current_tenant() and platform.current_purpose() = 'accounts/purge');
grant delete on platform.audit, platform.access_log, platform.notice to gongzhi_main;
create index audit_age on platform.audit (tenant_id, at);
create index access_log_age on platform.access_log (tenant_id, at);
create index notice_age on platform.notice (tenant_id, created_at);
