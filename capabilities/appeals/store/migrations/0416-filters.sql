-- Lists by one filter of which there are few: each walked the whole list in the order of time (docs/query-plans.md). `<@` is not leakproof, so that no
-- index of `division_path` was ever used under row-level security; the same path as text is compared by operators that are.
drop index appeals.appeal_path;
alter table appeals.appeal add column area_key text collate "C" generated always as (division_path::text) stored;
create index appeal_area on appeals.appeal (tenant_id, area_key, raised_at desc, id desc);
create index appeal_public_area on appeals.appeal (tenant_id, area_key, raised_at desc, id desc) where public;
create index appeal_matter on appeals.appeal (tenant_id, matter_code, raised_at desc, id desc);
create index appeal_imported on appeals.appeal (tenant_id, raised_at desc, id desc) where mode = 'imported';

-- Paths at or below one at which appeals lie, each by one step down the index: an area's list is merged from its parts' lists, each in the order of
-- time. With the owner's eyes, since under a policy every row would be looked at; who asks is shown rows, by their own policies.
create function appeals.area_keys(within text) returns setof text language sql stable rows 20 security definer set search_path = pg_catalog, public as $$
  with recursive part (key) as (
    (select area_key from appeals.appeal where tenant_id = platform.current_tenant() and area_key >= within and area_key < within || '/' order by area_key limit 1)
    union all select (select a.area_key from appeals.appeal a where a.tenant_id = platform.current_tenant() and a.area_key > part.key and a.area_key < within || '/'
      order by a.area_key limit 1) from part where part.key is not null)
  select key from part where key = within or starts_with(key, within || '.')
$$;
revoke all on function appeals.area_keys(text) from public;
grant execute on function appeals.area_keys(text) to gongzhi_main;
create policy appeal_search on appeals.appeal for select to current_user using (tenant_id = platform.current_tenant());
