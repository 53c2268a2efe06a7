-- Who is due may be known to a store of its own alone, which tells how many and a digest: its name.
alter table meetings.meeting add column closed_roll text;

-- An item may be about a case: gates of its procedure open on what became of it.
alter table meetings.item add column case_number text;
create index item_case on meetings.item (tenant_id, case_number) where case_number is not null;
