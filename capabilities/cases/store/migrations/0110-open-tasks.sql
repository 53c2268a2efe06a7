-- A task is open until it is done or cancelled, and then says when: a case's open tasks are found by either.
alter table cases.task add constraint task_open_until check ((state = 'open') = (done_at is null));
