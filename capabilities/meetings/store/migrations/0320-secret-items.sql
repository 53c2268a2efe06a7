-- What may be voted by secret ballot alone: an item about a case that says so.
alter table meetings.item add column secret boolean not null default false;
