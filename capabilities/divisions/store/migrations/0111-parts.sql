-- A place that went into another is a part of it (`divisions succeed`), and still has a name where something lies in it.
create or replace view divisions.v_area with (security_invoker = true) as
  select null::uuid as tenant_id, code, name, path, level::int as level from divisions.division
    where valid_from <= (now() at time zone 'Asia/Shanghai')::date and (valid_to is null or valid_to > (now() at time zone 'Asia/Shanghai')::date)
  union all
  select tenant_id, division_code, name, path, 6 from divisions.grid
    where valid_from <= (now() at time zone 'Asia/Shanghai')::date and (valid_to is null or valid_to > (now() at time zone 'Asia/Shanghai')::date)
  union all
  -- Its last name; without a code, which nothing has any more.
  select null, null, '原' || d.name, d.path, 6 from divisions.division d
    join divisions.division s on s.path = subpath(d.path, 0, -1) and s.level = d.level and s.valid_to is null
    where d.valid_to <= (now() at time zone 'Asia/Shanghai')::date
      and not exists (select from divisions.division l where l.path = d.path and l.valid_from > d.valid_from);
