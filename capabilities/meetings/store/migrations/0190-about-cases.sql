-- An item may be about a case: gates of its procedure open on what became of it.
alter table meetings.item add column case_number text;
create index item_case on meetings.item (tenant_id, case_number) where case_number is not null;
