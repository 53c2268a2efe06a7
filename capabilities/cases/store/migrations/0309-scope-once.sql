-- As for appeals (0308): what the transaction's scope says is asked once a statement, not once a task. A work list counts up to ten thousand.
alter policy task_reader on cases.task using (tenant_id = platform.current_tenant()
  and (division_path <@ (select platform.current_areas()) or owner_person = (select platform.current_person())
    or holder_key = (select platform.current_holder())));
alter policy task_barred on cases.task using (tenant_id = platform.current_tenant()
  and (owner_person = (select platform.current_person()) or holder_key = (select platform.current_holder())
    or not (barred && (select platform.current_parties()))));
