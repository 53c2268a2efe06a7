-- A draft is tried on the cases of its procedure opened last: without this a million cases of it are sorted for two hundred.
create index case_procedure on cases.case (tenant_id, procedure_key, opened_at desc, id desc);
