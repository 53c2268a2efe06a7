-- The yes/no store of ordinary party membership, in the schema and under the role of its own that the platform made. No name, no person's
-- id and no key of another schema: a member is a keyed index, made with the key of the sealed store, of a person within one organization.
create table party.member (
  tenant_id uuid not null,
  organization_id uuid not null,
  member_index text not null,
  primary key (tenant_id, organization_id, member_index)
);
alter table party.member enable row level security;
alter table party.member force row level security;
create policy member_unit on party.member to gongzhi_party
  using (tenant_id = platform.current_tenant() and organization_id = any(platform.current_organizations()));
grant select, insert, delete on party.member to gongzhi_party;

-- Who is due at one meeting, and is here: forgotten once its result is published.
create table party.due (
  tenant_id uuid not null,
  meeting_id uuid not null,
  organization_id uuid not null,
  member_index text not null,
  here boolean not null default false,
  primary key (tenant_id, meeting_id, member_index)
);
alter table party.due enable row level security;
alter table party.due force row level security;
create policy due_unit on party.due to gongzhi_party
  using (tenant_id = platform.current_tenant() and organization_id = any(platform.current_organizations()));
-- The house itself forgets, and sees no more of a row than that it is of the meeting.
create policy due_forgotten on party.due to gongzhi_party
  using (tenant_id = platform.current_tenant() and platform.current_purpose() = 'platform/party-house');
grant select, insert, delete, update (here) on party.due to gongzhi_party;
