-- What must be public: each duty from the day it begins, its draft, its review, what was published of it, and what was objected.
create schema disclosure;
grant usage on schema disclosure to gongzhi_main;

create table disclosure.item (
  tenant_id uuid not null references platform.tenant (id),
  id uuid not null,
  division_path ltree not null,
  -- The entry of the catalogue; what was forced in has none.
  entry text not null,
  subject text not null,
  title text not null,
  why text not null check (why in ('period', 'happened', 'forced')),
  -- 2026-10, 2026-Q3, 2026; of what happened its day and what tells it from others; of what was forced in the initiative.
  period text not null,
  starts_on date not null,
  ends_on date not null,
  due_on date not null,
  -- The body whose posts must publish it; null: the place has none.
  owner uuid,
  -- The owner, and everybody who wrote in the draft: none of them reviews it.
  barred uuid[] not null default '{}',
  -- What the day rests on, for ever.
  article text not null,
  rule_id uuid not null,
  rule_version integer not null,
  course jsonb not null,
  step text not null default 'due' check (step in ('due', 'drafting', 'review', 'reviewed', 'fixed', 'published')),
  sent_on date,
  review_due date,
  verdict text check (verdict in ('passed', 'objected')),
  reviewed_on date,
  reviewed_by uuid,
  opinion text not null default '',
  fixed_on date,
  reference text not null default '',
  -- The reason of the correction that is being made.
  correcting text not null default '',
  versions integer not null default 0,
  first_on date,
  published_on date,
  shown_until date,
  objections_until date,
  taken_down_on date,
  -- The township ordered it to be published or corrected by this day; done when a version comes after the order.
  order_due date,
  initiative_id uuid,
  reminded text not null default '' check (reminded in ('', 'near', 'late')),
  words tsvector,
  primary key (tenant_id, id),
  constraint item_once unique (tenant_id, division_path, entry, period),
  constraint reviewed_by_others check (reviewed_by is null or not (reviewed_by = any(barred)))
);
create index item_due on disclosure.item (tenant_id, due_on) where versions = 0;
create index item_published on disclosure.item (tenant_id, published_on desc, id desc) where versions > 0;
create index item_words on disclosure.item using gin (words) with (gin_pending_list_limit = 256);
alter table disclosure.item enable row level security;
alter table disclosure.item force row level security;
create policy item_tenant on disclosure.item to gongzhi_main using (tenant_id = platform.current_tenant());
grant select, insert, update on disclosure.item to gongzhi_main;

-- What is being written, until it is published: for whoever works in the place.
create table disclosure.draft (
  tenant_id uuid not null,
  item_id uuid not null,
  division_path ltree not null,
  title text not null,
  sections jsonb not null,
  primary key (tenant_id, item_id),
  foreign key (tenant_id, item_id) references disclosure.item (tenant_id, id)
);
alter table disclosure.draft enable row level security;
alter table disclosure.draft force row level security;
create policy draft_area on disclosure.draft to gongzhi_main
  using (tenant_id = platform.current_tenant() and division_path <@ platform.current_areas());
grant select, insert, update, delete on disclosure.draft to gongzhi_main;

create table disclosure.paper (
  tenant_id uuid not null,
  item_id uuid not null,
  file_id uuid not null,
  division_path ltree not null,
  name text not null,
  sha256 text not null,
  public boolean not null default false,
  primary key (tenant_id, item_id, file_id),
  foreign key (tenant_id, item_id) references disclosure.item (tenant_id, id)
);
alter table disclosure.paper enable row level security;
alter table disclosure.paper force row level security;
create policy paper_reader on disclosure.paper to gongzhi_main
  using (tenant_id = platform.current_tenant() and (public or division_path <@ platform.current_areas()));
grant select, insert, update (public) on disclosure.paper to gongzhi_main;

-- What was published, word for word as it went on the record. A correction is a new version with its reason.
create table disclosure.version (
  tenant_id uuid not null,
  item_id uuid not null,
  version integer not null check (version > 0),
  content jsonb not null,
  reason text not null,
  published_at timestamptz not null,
  primary key (tenant_id, item_id, version),
  foreign key (tenant_id, item_id) references disclosure.item (tenant_id, id)
);
alter table disclosure.version enable row level security;
alter table disclosure.version force row level security;
create policy version_tenant on disclosure.version to gongzhi_main using (tenant_id = platform.current_tenant());
grant select, insert, update (content) on disclosure.version to gongzhi_main;

-- Where an objection stands is everybody's to know; who made it and with which words is not.
create table disclosure.objection (
  tenant_id uuid not null,
  id uuid not null,
  item_id uuid not null,
  division_path ltree not null,
  -- Of which version; 0: that nothing was published.
  version integer not null,
  step text not null check (step in ('waiting', 'answered', 'upward', 'ruled')),
  made_on date not null,
  reply_due date,
  reply text not null default '',
  replied_on date,
  upward_on date,
  upward_due date,
  upheld boolean,
  ruling text not null default '',
  ruled_on date,
  primary key (tenant_id, id),
  foreign key (tenant_id, item_id) references disclosure.item (tenant_id, id)
);
create index objection_item on disclosure.objection (tenant_id, item_id, made_on);
create index objection_open on disclosure.objection (tenant_id, step) where step in ('waiting', 'upward');
alter table disclosure.objection enable row level security;
alter table disclosure.objection force row level security;
create policy objection_tenant on disclosure.objection to gongzhi_main using (tenant_id = platform.current_tenant());
grant select, insert, update on disclosure.objection to gongzhi_main;

create table disclosure.objection_personal (
  tenant_id uuid not null,
  objection_id uuid not null,
  division_path ltree not null,
  person_id uuid not null,
  objection text not null,
  upward_why text not null default '',
  primary key (tenant_id, objection_id),
  foreign key (tenant_id, objection_id) references disclosure.objection (tenant_id, id)
);
comment on column disclosure.objection_personal.objection is 'personal: basis=statutory duty (PIPL 13.3); purpose=answering an objection to what was published; retention=until the archive of the disclosure is disposed of';
comment on column disclosure.objection_personal.upward_why is 'personal: basis=statutory duty (PIPL 13.3); purpose=looking into a complaint about a disclosure; retention=until the archive of the disclosure is disposed of';
create index objection_personal_person on disclosure.objection_personal (tenant_id, person_id);
alter table disclosure.objection_personal enable row level security;
alter table disclosure.objection_personal force row level security;
create policy objection_personal_reader on disclosure.objection_personal to gongzhi_main using (tenant_id = platform.current_tenant()
  and (division_path <@ platform.current_areas() or person_id = platform.current_person()));
grant select, insert, update (upward_why) on disclosure.objection_personal to gongzhi_main;

create table disclosure.subscription (
  tenant_id uuid not null references platform.tenant (id),
  person_id uuid not null,
  area ltree not null,
  primary key (tenant_id, person_id, area)
);
create index subscription_area on disclosure.subscription (tenant_id, area, person_id);
alter table disclosure.subscription enable row level security;
alter table disclosure.subscription force row level security;
create policy subscription_own on disclosure.subscription to gongzhi_main using (tenant_id = platform.current_tenant()
  and (person_id = platform.current_person() or platform.current_purpose() = 'platform/deliver'));
grant select, insert, delete on disclosure.subscription to gongzhi_main;

-- Under row-level security no index of words is used (`@@` is not leakproof): this looks with the owner's eyes, at published items only,
-- which are everybody's; whoever asks joins the ids with the table under its own policy.
create function disclosure.search_published(asked tsquery, most integer) returns table (item_id uuid, rank real)
  language plpgsql stable security definer set search_path = pg_catalog, public as $$
begin
  return query execute
    'with hit as materialized (select w.id, w.words from disclosure.item w
       where w.words @@ $1 and w.tenant_id = platform.current_tenant() and w.versions > 0 limit $2)
     select id, ts_rank(words, $1) from hit' using asked, most;
end $$;
revoke all on function disclosure.search_published(tsquery, integer) from public;
grant execute on function disclosure.search_published(tsquery, integer) to gongzhi_main;
create policy item_search on disclosure.item for select to current_user using (tenant_id = platform.current_tenant());
