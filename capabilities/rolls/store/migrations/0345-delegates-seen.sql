-- Who represents others now, for meetings that choose or recall them.
create view rolls.v_delegate with (security_invoker = true) as
  select tenant_id, id, division_path, kind, person_id, group_id, households, valid_from, valid_to from rolls.delegate;
grant select on rolls.v_delegate to gongzhi_main;
