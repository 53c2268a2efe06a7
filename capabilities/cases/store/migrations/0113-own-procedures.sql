-- A draft of a procedure that is not there yet brings what its versions have from the one before: its name, and the rule of its deadlines.
alter table cases.draft
  add column title text,
  add column title_en text,
  add column rule_key text,
  add constraint draft_of_new check ((title is null) = (rule_key is null));
