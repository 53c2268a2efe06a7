-- The same for what was released: each find was looked up in `appeals.appeal`, four pages a find. What is released is public and kept from nobody
-- (whom it complains of, it is hidden for), so that the row of its words tells all but its place; now it tells that, too.
alter table appeals.release add column area ltree;
-- Whoever owns the tables is held to their policies as everybody else.
alter table appeals.release no force row level security;
alter table appeals.appeal no force row level security;
update appeals.release r set area = a.division_path from appeals.appeal a where a.tenant_id = r.tenant_id and a.id = r.appeal_id;
alter table appeals.appeal force row level security;
alter table appeals.release force row level security;
alter table appeals.release alter column area set not null;
drop function appeals.search_released(tsquery, integer);
create function appeals.search_released(asked tsquery, within ltree, most integer) returns table (appeal_id uuid, rank real)
  language plpgsql stable security definer set search_path = pg_catalog, public as $$
begin
  return query execute
    'select w.appeal_id, ts_rank(w.words, $1) from appeals.release w
       where w.words @@ $1 and w.tenant_id = $2 and ($3 is null or w.area <@ $3) limit $4'
    using asked, platform.current_tenant(), within, most;
end $$;
revoke all on function appeals.search_released(tsquery, ltree, integer) from public;
grant execute on function appeals.search_released(tsquery, ltree, integer) to gongzhi_main;
