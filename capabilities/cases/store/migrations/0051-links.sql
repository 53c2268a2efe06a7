-- A link's course: received there under a number of its own, answered, or no longer asked for.
alter table cases.link
  add column other_number text,
  add column due_at timestamptz,
  add column received_at timestamptz,
  add column withdrawn_at timestamptz;
grant update (other_number, received_at, withdrawn_at) on cases.link to gongzhi_main;

create view cases.v_link with (security_invoker = true) as
  select tenant_id, message_id, direction, case_id, other_tenant, other_number, relation, division_path, facts, sent_at, due_at, received_at, answered_at, withdrawn_at
  from cases.link;
grant select on cases.v_link to gongzhi_main;
