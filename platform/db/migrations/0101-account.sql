-- Closing a sign-in is a tenant's own affair (accounts.disabled). The language is the one messages go out in.
alter table platform.account drop column disabled_at;
alter table platform.account add column language text not null default 'zh-CN' check (language in ('zh-CN', 'en'));
