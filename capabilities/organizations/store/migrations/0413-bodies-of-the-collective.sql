-- The council (理事会) and the supervisors (监事会) of a rural collective are bodies of their own: who sits on one may not sit on the other.
alter table organizations.organization drop constraint organization_kind_check;
alter table organizations.organization add constraint organization_kind_check check (kind in ('government', 'department', 'hotline', 'village-committee',
  'residents-committee', 'party-organization', 'supervision-committee', 'collective', 'collective-council', 'collective-supervisors', 'self-governing', 'social',
  'enterprise'));
