-- Steps 1 and 2 in one: the item of the joint meeting at which the proposal was put and agreed, where it stands, its day, and the version
-- of the rule that allowed it. Null: the proposal was put first, and talked over afterwards.
alter table resolutions.proposal add column merged_item uuid;
alter table resolutions.proposal add column merged_page text;
alter table resolutions.proposal add column merged_on date;
alter table resolutions.proposal add column merged_rule_version integer;
alter table resolutions.proposal add constraint proposal_merged
  check ((merged_item is null) = (merged_page is null) and (merged_item is null) = (merged_on is null) and (merged_item is null) = (merged_rule_version is null));
-- One vote of one meeting begins one matter.
create unique index proposal_merged_once on resolutions.proposal (tenant_id, merged_item) where merged_item is not null;
