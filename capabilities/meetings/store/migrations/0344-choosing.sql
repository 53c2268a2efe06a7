-- 推选 and 罢免: an item may be about choosing one candidate of several for so many seats, or about recalling somebody who was chosen.
alter table meetings.meeting add column seats integer check (seats > 0);
alter table meetings.item add column does text check (does in ('choose', 'recall'));
-- Whom it is about; of a recall also what they hold: as a delegate, or a post.
alter table meetings.item add column about_person uuid;
alter table meetings.item add column holds text check (holds in ('delegate', 'post'));
alter table meetings.item add column holds_id uuid;
-- The day its consequence was entered: a term that begins or ends.
alter table meetings.item add column carried_out_on date;
alter table meetings.item add check ((does is null) = (about_person is null));
alter table meetings.item add check ((holds is null) = (holds_id is null));
