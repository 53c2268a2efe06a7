-- 业主大会: owners are counted as persons and by their floor area, in whole 1/100 m²; null where a meeting counts no area.
alter table meetings.meeting add column due_floor_dm2 bigint;
alter table meetings.meeting add column here_floor_dm2 bigint;
alter table meetings.meeting add check ((due_floor_dm2 is null) = (here_floor_dm2 is null));
-- What somebody due counts with; whoever keeps the list sees it, as their paper ballot bears it.
alter table meetings.due add column floor_dm2 bigint check (floor_dm2 > 0);
grant update (floor_dm2) on meetings.due to gongzhi_main;
-- Sums alone, as with votes: no row joins a person's area with a choice.
alter table meetings.item add column here_floor_dm2 bigint;
alter table meetings.item add column floor_for_dm2 bigint;
alter table meetings.item add column floor_against_dm2 bigint;
alter table meetings.item add column floor_abstain_dm2 bigint;
alter table meetings.item add column floor_invalid_dm2 bigint;
alter table meetings.tally add column floor_for_dm2 bigint check (floor_for_dm2 >= 0);
alter table meetings.tally add column floor_against_dm2 bigint check (floor_against_dm2 >= 0);
alter table meetings.tally add column floor_abstain_dm2 bigint check (floor_abstain_dm2 >= 0);
alter table meetings.tally add column floor_invalid_dm2 bigint check (floor_invalid_dm2 >= 0);
