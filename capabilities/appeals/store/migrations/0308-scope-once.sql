-- Whose rows these are is asked of each row a list counts, ten thousand at a time: what the transaction's scope says is made an array once a
-- statement (a scalar subquery that reads no table is run once), and not once a row, which took nine tenths of the count's time.
alter policy appeal_reader on appeals.appeal using (tenant_id = platform.current_tenant()
  and (division_path <@ (select platform.current_areas()) or owner_person = (select platform.current_person())
    or holder_key = (select platform.current_holder()) or public));
alter policy appeal_barred on appeals.appeal using (tenant_id = platform.current_tenant()
  and (owner_person = (select platform.current_person()) or holder_key = (select platform.current_holder())
    or not (barred && (select platform.current_parties()))));
alter policy appeal_personal_area on appeals.appeal_personal using (tenant_id = platform.current_tenant()
  and (division_path <@ (select platform.current_areas()) or owner_person = (select platform.current_person())
    or holder_key = (select platform.current_holder())));
alter policy appeal_personal_barred on appeals.appeal_personal using (tenant_id = platform.current_tenant()
  and (owner_person = (select platform.current_person()) or holder_key = (select platform.current_holder())
    or not (barred && (select platform.current_parties()))));
