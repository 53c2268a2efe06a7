-- The three ways in which whoever audits reads: what was done, the same as a file, and who looked at whom.
alter policy audit_read on platform.audit
  using (tenant_id = platform.current_tenant()
    and (actor_person = platform.current_person() or platform.current_purpose() in ('accounts/read-audit', 'accounts/take-audit')));
alter policy access_log_read on platform.access_log
  using (tenant_id = platform.current_tenant()
    and (subject_person = platform.current_person() or reader_person = platform.current_person()
      or platform.current_purpose() = 'accounts/audit-readings'));
