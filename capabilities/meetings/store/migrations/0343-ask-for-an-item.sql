-- Asked for is a whole meeting, or one item on the agenda of the next one of its kind.
alter table meetings.initiative add column asks text not null default 'meeting' check (asks in ('meeting', 'item'));
