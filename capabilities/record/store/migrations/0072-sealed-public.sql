-- A field everybody may open until it is erased is public, and says so in the same word as every other row of the house:
-- what is not is read within its area alone (policy sealed_field_read).
alter table record.sealed_field rename column shown to public;
