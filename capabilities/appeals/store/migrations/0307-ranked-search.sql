-- Ranked at once, where a row is looked at: kept beside the words until all were found, ten thousand of them went to the disk and back. Who
-- asks is read once and not for each row: a text that is made an array of areas ten thousand times costs more than the ranks.
create or replace function appeals.search_own(asked tsquery, within ltree, most integer) returns table (appeal_id uuid, rank real)
  language plpgsql stable security definer set search_path = pg_catalog, public as $$
begin
  return query execute
    'select w.appeal_id, ts_rank(w.words, $1) from appeals.appeal_personal w
       where w.words @@ $1 and w.tenant_id = $2 and (w.division_path <@ $3 or w.owner_person = $4 or w.holder_key = $5)
         and ($6 is null or w.division_path <@ $6) limit $7'
    using asked, platform.current_tenant(), platform.current_areas(), platform.current_person(), platform.current_holder(), within, most;
end $$;
create or replace function appeals.search_released(asked tsquery, most integer) returns table (appeal_id uuid, rank real)
  language plpgsql stable security definer set search_path = pg_catalog, public as $$
begin
  return query execute
    'select w.appeal_id, ts_rank(w.words, $1) from appeals.release w where w.words @@ $1 and w.tenant_id = $2 limit $3'
    using asked, platform.current_tenant(), most;
end $$;
