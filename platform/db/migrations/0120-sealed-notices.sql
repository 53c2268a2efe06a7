-- Notices to somebody whose name the teller does not know: found by a keyed index, readable with the key alone, dated by the day, since
-- an hour could be joined with what was done in it.
create table sealed.notice (
  tenant_id uuid not null references platform.tenant (id),
  -- Random: an id by time would tell the hour.
  id uuid not null,
  -- What makes it once: the outbox row it came from, hashed.
  made_by text not null,
  place bigint generated always as identity,
  owner_index text not null,
  notice_cipher text not null,
  told_on date not null,
  read_on date,
  primary key (tenant_id, id),
  unique (tenant_id, made_by)
);
create index notice_owner on sealed.notice (tenant_id, owner_index, place desc);
alter table sealed.notice enable row level security;
alter table sealed.notice force row level security;
create policy notice_write on sealed.notice for insert to gongzhi_sealed with check (tenant_id = platform.current_tenant());
create policy notice_own on sealed.notice to gongzhi_sealed
  using (tenant_id = platform.current_tenant() and owner_index = platform.current_holder());
create policy notice_old on sealed.notice for delete to gongzhi_sealed
  using (tenant_id = platform.current_tenant() and platform.current_purpose() = 'platform/house');
create policy notice_old_seen on sealed.notice for select to gongzhi_sealed
  using (tenant_id = platform.current_tenant() and platform.current_purpose() = 'platform/house');
grant select (tenant_id, id, made_by, place, owner_index, notice_cipher, told_on, read_on), insert, update (read_on), delete on sealed.notice to gongzhi_sealed;
grant select (id, slug) on platform.tenant to gongzhi_sealed;

-- Bodies the reader serves in: what is kept from a body is kept from whoever has a post there.
create function platform.current_organizations() returns uuid[] language sql stable parallel safe
  as $$ select coalesce(nullif(current_setting('app.organizations', true), ''), '{}')::uuid[] $$;
