-- Words of appeals as they are searched: cut in the application (Chinese has no blanks), kept in the row of the text itself, so that
-- whoever removes the text removes them. Null: not cut yet; the job `appeals/index-words` catches up.
alter table appeals.appeal_personal add column words tsvector;
comment on column appeals.appeal_personal.words is 'personal: basis=statutory duty (PIPL 13.3); purpose=finding the appeal; retention=as text';
alter table appeals.release add column words tsvector;
-- A short list of what came last: it is read whole by every search, and saves each act from touching the index once a word.
create index appeal_personal_words on appeals.appeal_personal using gin (words) with (gin_pending_list_limit = 256);
create index release_words on appeals.release using gin (words) with (gin_pending_list_limit = 256);
create index appeal_personal_uncut on appeals.appeal_personal (tenant_id, appeal_id) where words is null;
create index release_uncut on appeals.release (tenant_id, appeal_id) where words is null;

-- Under row-level security no index of words is used, since `@@` is not leakproof: every row of the tenant would be read. These two look
-- with the owner's eyes and show what the policy of the table shows, to the scope of the transaction that asks. What they give are ids: who
-- asks joins them with `appeals.appeal` under its own policies, and so finds what a list shows and no more.
-- `most` ids at most; whoever gets as many knows that there are too many to rank, and then `rank` is 0.
create function appeals.search_own(asked tsquery, within ltree, most integer) returns table (appeal_id uuid, rank real)
  language plpgsql stable security definer set search_path = pg_catalog, public as $$
begin
  return query execute
    'with hit as materialized (select w.appeal_id, w.words from appeals.appeal_personal w
       where w.words @@ $1 and w.tenant_id = platform.current_tenant()
         and (w.division_path <@ platform.current_areas() or w.owner_person = platform.current_person() or w.holder_key = platform.current_holder())
         and ($2 is null or w.division_path <@ $2) limit $3)
     select appeal_id, case when (select count(*) from hit) < $3 then ts_rank(words, $1) else 0 end from hit' using asked, within, most;
end $$;
create function appeals.search_released(asked tsquery, most integer) returns table (appeal_id uuid, rank real)
  language plpgsql stable security definer set search_path = pg_catalog, public as $$
begin
  return query execute
    'with hit as materialized (select w.appeal_id, w.words from appeals.release w
       where w.words @@ $1 and w.tenant_id = platform.current_tenant() limit $2)
     select appeal_id, case when (select count(*) from hit) < $2 then ts_rank(words, $1) else 0 end from hit' using asked, most;
end $$;
revoke all on function appeals.search_own(tsquery, ltree, integer), appeals.search_released(tsquery, integer) from public;
grant execute on function appeals.search_own(tsquery, ltree, integer), appeals.search_released(tsquery, integer) to gongzhi_main;
-- The owner of a database that is not its superuser is held to policies as everybody else: then these let the two functions read.
create policy appeal_personal_search on appeals.appeal_personal for select to current_user using (tenant_id = platform.current_tenant());
create policy release_search on appeals.release for select to current_user using (tenant_id = platform.current_tenant());

-- Texts there were before are cut at once.
insert into platform.job (tenant_id, id, name, key, payload, created_at, due_at)
  select t.id, gen_random_uuid(), 'appeals/index-words', 'migration 0140', '{}', now(), now() from platform.tenant t
  where exists (select from appeals.appeal_personal w where w.tenant_id = t.id);
