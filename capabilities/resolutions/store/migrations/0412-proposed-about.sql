-- The case a proposal was put about, and where everybody reads of it: both null where it was put for itself.
alter table resolutions.proposal add column about_number text;
alter table resolutions.proposal add column about_page text;
alter table resolutions.proposal add constraint proposal_about check ((about_number is null) = (about_page is null));
create index proposal_about on resolutions.proposal (tenant_id, about_number) where about_number is not null;
