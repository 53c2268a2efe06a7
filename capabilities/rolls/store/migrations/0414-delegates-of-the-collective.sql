-- Delegates whom the members of a rural collective chose (成员代表), and the roll their meeting freezes.
alter table rolls.delegate drop constraint delegate_kind_check;
alter table rolls.delegate add constraint delegate_kind_check check (kind in ('villagers-representative', 'residents-delegate', 'collective-delegate'));
alter table rolls.roll drop constraint roll_kind_check;
alter table rolls.roll add constraint roll_kind_check check (kind in ('adults', 'households', 'villagers-representatives', 'residents-delegates', 'collective-members',
  'collective-delegates', 'owners'));
