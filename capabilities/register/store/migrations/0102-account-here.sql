-- Whoever left may come back: one entry an account among those who are here, not among all there ever were.
alter table register.person drop constraint person_tenant_id_account_id_key;
create unique index person_account_here on register.person (tenant_id, account_id) where left_at is null;
