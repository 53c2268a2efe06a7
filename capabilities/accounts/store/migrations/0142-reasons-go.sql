-- The night empties a reason past its time; without this right the whole purge of personal data stopped at this table.
grant update (reason) on accounts.intervention to gongzhi_main;
