-- How long each personal column is kept, in the words the night reads, and what it may empty then.
comment on column register.change.ground is 'personal: basis=statutory duty (PIPL 13.3, 47); purpose=on what ground an entry was changed; retention=10 years after leaving';
comment on column register.identity_place.identity_index is 'personal: basis=statutory duty (PIPL 13.3); purpose=no person twice; retention=1 year after leaving';
-- A change stays on record; its words go when their time is over, and nobody else changes it.
create policy change_purge on register.change for update to gongzhi_main
  using (tenant_id = platform.current_tenant() and platform.current_purpose() = 'platform/purge-personal' and at < now() - interval '2 years');
grant update (ground, before_cipher) on register.change to gongzhi_main;
grant update (says) on register.correction to gongzhi_main;
