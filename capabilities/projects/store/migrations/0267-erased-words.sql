-- What the record erased is shown no more on a project's page either: words alone, never a sum or a day.
grant update (why) on projects.line, projects.milestone to gongzhi_main;
grant update (partner, subject) on projects.contract to gongzhi_main;
grant update (opinion) on projects.acceptance to gongzhi_main;
grant delete on projects.paper to gongzhi_main;

create policy line_emptied on projects.line for update to gongzhi_main
  using (tenant_id = platform.current_tenant() and division_path <@ platform.current_areas());
create policy milestone_emptied on projects.milestone for update to gongzhi_main
  using (tenant_id = platform.current_tenant() and division_path <@ platform.current_areas());
create policy contract_emptied on projects.contract for update to gongzhi_main
  using (tenant_id = platform.current_tenant() and division_path <@ platform.current_areas());
create policy acceptance_emptied on projects.acceptance for update to gongzhi_main
  using (tenant_id = platform.current_tenant() and division_path <@ platform.current_areas());
create policy paper_taken_down on projects.paper for delete to gongzhi_main
  using (tenant_id = platform.current_tenant() and division_path <@ platform.current_areas());
