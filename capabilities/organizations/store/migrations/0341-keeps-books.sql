-- Whoever keeps the books of a body (会计、出纳) is set apart from those who watch them.
alter table organizations.post add column keeps_books boolean not null default false;
create or replace view organizations.v_post with (security_invoker = true) as
  select tenant_id, id, organization_id, person_id, title, duties, areas, valid_from, valid_to, keeps_books from organizations.post;
