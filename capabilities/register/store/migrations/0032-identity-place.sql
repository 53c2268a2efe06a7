-- Where a number is registered is seen outside one's areas by whoever enters or puts right a number, while they do it, and by nothing else.
alter policy identity_place_tenant on register.identity_place
  using (tenant_id = platform.current_tenant() and (division_path <@ platform.current_areas()
    or platform.current_purpose() in ('register/add-person', 'register/correct-person', 'register/check-import', 'register/run-import')));
