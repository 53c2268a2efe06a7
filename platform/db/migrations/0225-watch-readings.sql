-- Whoever complained of somebody is watched over for a time: a job of the night looks who, of those complained of, read their data.
alter policy access_log_read on platform.access_log
  using (tenant_id = platform.current_tenant()
    and (subject_person = platform.current_person() or reader_person = platform.current_person()
      or platform.current_purpose() in ('accounts/audit-readings', 'appeals/watch-readings')));
