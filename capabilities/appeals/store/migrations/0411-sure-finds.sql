-- Ranked search looked every find up in `appeals.appeal` to know whether the reader is shown it: four pages a find, for ten thousand finds. Where the
-- reader's post reads every appeal of its areas, whoever has it in hand, the row of the words tells as much by itself: it holds the same place and
-- the same barred parties. `sure` says so; what is not sure is looked up as before.
drop function appeals.search_own(tsquery, ltree, integer);
create function appeals.search_own(asked tsquery, within ltree, whole ltree[], most integer)
  returns table (appeal_id uuid, rank real, sure boolean)
  language plpgsql stable security definer set search_path = pg_catalog, public as $$
begin
  return query execute
    'select w.appeal_id, ts_rank(w.words, $1), coalesce(w.division_path <@ $7 and w.division_path <@ $3 and not (w.barred && $8), false) from appeals.appeal_personal w
       where w.words @@ $1 and w.tenant_id = $2 and (w.division_path <@ $3 or w.owner_person = $4 or w.holder_key = $5)
         and ($6 is null or w.division_path <@ $6) limit $9'
    using asked, platform.current_tenant(), platform.current_areas(), platform.current_person(), platform.current_holder(), within, whole,
      platform.current_parties(), most;
end $$;
revoke all on function appeals.search_own(tsquery, ltree, ltree[], integer) from public;
grant execute on function appeals.search_own(tsquery, ltree, ltree[], integer) to gongzhi_main;
