-- Somebody due may sign in on their own phone, with the code on the hall's screen.
alter table meetings.due drop constraint due_here_check;
alter table meetings.due add constraint due_here_check check (here in ('list', 'sheet', 'proxy', 'code'));
