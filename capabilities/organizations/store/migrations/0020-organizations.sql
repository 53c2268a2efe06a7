-- Organizations, what they may decide and for how long, where they are reached, and the posts from which all rights come.
create schema organizations;
grant usage on schema organizations to gongzhi_main;

create table organizations.organization (
  tenant_id uuid not null references platform.tenant (id),
  id uuid not null,
  kind text not null check (kind in ('government', 'department', 'hotline', 'village-committee', 'residents-committee',
    'party-organization', 'supervision-committee', 'collective', 'self-governing', 'social', 'enterprise')),
  name text not null,
  name_en text not null default '',
  parent_id uuid,
  division_path ltree not null,
  duty_text text not null default '',
  valid_from date not null,
  -- The first day it is no longer there.
  valid_to date check (valid_to is null or valid_to > valid_from),
  primary key (tenant_id, id),
  -- Two bodies of one name in one place at one time could not be told apart.
  exclude using gist (tenant_id with =, division_path with =, name with =, daterange(valid_from, valid_to) with &&),
  foreign key (tenant_id, parent_id) references organizations.organization (tenant_id, id)
);
create index organization_path on organizations.organization using gist (division_path);
create index organization_kind on organizations.organization (tenant_id, kind);
alter table organizations.organization enable row level security;
alter table organizations.organization force row level security;
create policy organization_tenant on organizations.organization to gongzhi_main using (tenant_id = platform.current_tenant());
grant select, insert, update on organizations.organization to gongzhi_main;

-- Charter and term of self-governing and social bodies: what they may decide, until when.
create table organizations.charter (
  tenant_id uuid not null,
  organization_id uuid not null,
  version integer not null check (version > 0),
  text text not null,
  may_decide text not null,
  term_from date not null,
  term_to date not null check (term_to > term_from),
  filed_at date,
  primary key (tenant_id, organization_id, version),
  foreign key (tenant_id, organization_id) references organizations.organization (tenant_id, id)
);
alter table organizations.charter enable row level security;
alter table organizations.charter force row level security;
create policy charter_tenant on organizations.charter to gongzhi_main using (tenant_id = platform.current_tenant());
grant select, insert on organizations.charter to gongzhi_main;

create table organizations.contact_point (
  tenant_id uuid not null,
  id uuid not null,
  organization_id uuid not null,
  kind text not null check (kind in ('phone', 'address', 'email', 'emergency', 'desk')),
  value text not null,
  hours text not null default '',
  primary key (tenant_id, id),
  foreign key (tenant_id, organization_id) references organizations.organization (tenant_id, id)
);
create index contact_point_organization on organizations.contact_point (tenant_id, organization_id);
alter table organizations.contact_point enable row level security;
alter table organizations.contact_point force row level security;
create policy contact_point_tenant on organizations.contact_point to gongzhi_main using (tenant_id = platform.current_tenant());
grant select, insert, update, delete on organizations.contact_point to gongzhi_main;

-- A person's place in an organization, with the divisions it covers and its dates. Rights are read from here at each request, so a
-- post that ends takes its rights with it at once.
create table organizations.post (
  tenant_id uuid not null,
  id uuid not null,
  organization_id uuid not null,
  person_id uuid not null,
  title text not null,
  duties text[] not null,
  areas ltree[] not null check (cardinality(areas) > 0),
  -- Whoever holds a public post is named to everybody, as long as they hold it.
  name_public boolean not null default true,
  valid_from timestamptz not null,
  valid_to timestamptz check (valid_to is null or valid_to >= valid_from),
  primary key (tenant_id, id),
  foreign key (tenant_id, organization_id) references organizations.organization (tenant_id, id)
);
create index post_person on organizations.post (tenant_id, person_id);
create index post_organization on organizations.post (tenant_id, organization_id);
alter table organizations.post enable row level security;
alter table organizations.post force row level security;
create policy post_tenant on organizations.post to gongzhi_main using (tenant_id = platform.current_tenant());
grant select, insert, update (title, valid_to) on organizations.post to gongzhi_main;

create view organizations.v_organization with (security_invoker = true) as
  select tenant_id, id, kind, name, name_en, parent_id, division_path, valid_from, valid_to from organizations.organization;
create view organizations.v_post with (security_invoker = true) as
  select tenant_id, id, organization_id, person_id, title, duties, areas, valid_from, valid_to from organizations.post;
grant select on organizations.v_organization, organizations.v_post to gongzhi_main;
