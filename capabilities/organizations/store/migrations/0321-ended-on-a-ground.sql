-- A post that ended by law before its day: on which ground, where that was decided, and the end it had before, in case it was a mistake.
alter table organizations.post add column ended_ground text check (ended_ground in ('appraised-twice'));
alter table organizations.post add column ended_page text;
alter table organizations.post add column end_before timestamptz;
alter table organizations.post add constraint post_ground_page check ((ended_ground is null) = (ended_page is null));
grant update (ended_ground, ended_page, end_before) on organizations.post to gongzhi_main;

-- When the people of a body stand for their term.
create view organizations.v_term with (security_invoker = true) as
  select tenant_id, organization_id, version, term_from, term_to from organizations.charter;
grant select on organizations.v_term to gongzhi_main;
