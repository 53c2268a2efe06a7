-- What a tenant's map is drawn from: outlines of divisions and grids, roads, waters, places. WGS84, from a GeoJSON file the tenant
-- took in; a newer file takes the whole map's place.
create table divisions.map_feature (
  tenant_id uuid not null references platform.tenant (id),
  id uuid not null,
  position integer not null,
  kind text not null check (kind in ('area', 'road', 'water', 'place')),
  -- Of an area: the division or grid whose outline it is.
  path ltree check ((path is not null) = (kind = 'area')),
  name text not null,
  -- Rings of an area or a water, lines of a road, one position of a place: [[[longitude, latitude], …], …].
  lines jsonb not null,
  primary key (tenant_id, id)
);
create index map_feature_path on divisions.map_feature using gist (path);
alter table divisions.map_feature enable row level security;
alter table divisions.map_feature force row level security;
create policy map_feature_tenant on divisions.map_feature to gongzhi_main using (tenant_id = platform.current_tenant());
grant select, insert, delete on divisions.map_feature to gongzhi_main;
