-- A word that many places use: those of this tenant alone are looked at.
create extension if not exists btree_gin;
drop index disclosure.item_words;
create index item_words on disclosure.item using gin (tenant_id, words) with (gin_pending_list_limit = 256);
