-- A file is read by whoever may read the row it hangs on: it carries whose that is, since policies use no subquery. Before it hangs on
-- anything it is its uploader's; a purge of what was never used sees those of everybody.
alter table platform.file add column owner_person uuid, add column holder_key text;
drop policy file_tenant on platform.file;
create policy file_reader on platform.file to gongzhi_main using (tenant_id = platform.current_tenant()
  and (public or division_path <@ platform.current_areas() or owner_person = platform.current_person() or holder_key = platform.current_holder()
    or (attached_to is null and (uploader = coalesce(platform.current_account()::text, 'visitor') or platform.current_purpose() = 'platform/purge-files'))));
-- Whoever uploads or attaches covers no area and may be nobody yet: writing asks for the tenant only.
create policy file_write on platform.file for insert to gongzhi_main with check (tenant_id = platform.current_tenant());
