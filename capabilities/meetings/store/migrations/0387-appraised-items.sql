-- 评议: an item about how somebody served, voted on in the words 称职 and 不称职. Whom it is about does not count it.
alter table meetings.item drop constraint item_does_check;
alter table meetings.item add constraint item_does_check check (does in ('choose', 'recall', 'appraise'));
