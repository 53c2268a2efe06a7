-- Who heads a body (书记、主任) is set apart from its other posts: what the law ties to that office is found without reading titles.
alter table organizations.post add column leads boolean not null default false;
create or replace view organizations.v_post with (security_invoker = true) as
  select tenant_id, id, organization_id, person_id, title, duties, areas, valid_from, valid_to, keeps_books, leads from organizations.post;
