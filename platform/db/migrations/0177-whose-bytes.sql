-- Equal bytes lie once, whoever gave them: before a file of somebody who is erased goes from the disk, every tenant is asked whether a row
-- of theirs names it. The sweeper sees the hashes and nothing of whose they are.
create index file_sha on platform.file (sha256);
create index file_thumbnail on platform.file (thumbnail_sha256) where thumbnail_sha256 is not null;
create policy file_bytes on platform.file for select to gongzhi_sweeper using (true);
grant select (sha256, thumbnail_sha256) on platform.file to gongzhi_sweeper;
