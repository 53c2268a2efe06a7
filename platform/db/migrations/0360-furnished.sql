-- The edition of the house that last gave a tenant what it lacked: a start goes past those it has furnished already.
alter table platform.tenant add column furnished text not null default '';
grant update (furnished) on platform.tenant to gongzhi_main;
-- The front page's list, in the order of the tree.
create index tenant_path on platform.tenant (root_path, slug);
