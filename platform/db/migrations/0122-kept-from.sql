-- What is kept from some persons and bodies (an appeal from whomever it complains of, TRUST case 5): rows carry their ids, since policies use
-- no subquery, and this is whoever asks: the person and every body they serve in.
create function platform.current_parties() returns uuid[] language sql stable parallel safe
  as $$ select case when platform.current_person() is null then platform.current_organizations()
    else platform.current_person() || platform.current_organizations() end $$;

-- Restrictive: whatever else lets somebody read a file, this must, too. Whose it is, keeps it.
alter table platform.file add column barred uuid[] not null default '{}';
create policy file_barred on platform.file as restrictive to gongzhi_main using (tenant_id = platform.current_tenant()
  and (owner_person = platform.current_person() or holder_key = platform.current_holder() or not (barred && platform.current_parties())));
