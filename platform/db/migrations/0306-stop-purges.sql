-- The night's purges are watched, and may be stopped and go on: by the clock of the next night at the latest, so that none is forgotten.
alter table platform.job drop constraint job_state_check,
  add constraint job_state_check check (state in ('waiting', 'running', 'stopped', 'done', 'failed')),
  add constraint job_stopped_rests check (state <> 'stopped' or due_at is null);
-- They are the house's own: whoever sees to the house knows how far they are. Any job of that name is one.
create policy job_purges on platform.job to gongzhi_main using (tenant_id = platform.current_tenant() and account_id is null and name like '%/purge%'
  and platform.current_purpose() in ('accounts/list-purges', 'accounts/stop-purge', 'accounts/resume-purge'));
