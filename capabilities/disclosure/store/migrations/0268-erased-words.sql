-- What the record erased is shown no more: the reason of a correction, and a paper.
grant update (reason) on disclosure.version to gongzhi_main;
grant delete on disclosure.paper to gongzhi_main;
-- What tells two things of one day apart was their title, in words: its digest does as well.
update disclosure.item set period = left(period, 11) || left(encode(sha256(convert_to(substr(period, 12), 'UTF8')), 'hex'), 16) where why = 'happened';
